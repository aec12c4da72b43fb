import Domain
import StrictTOML

/// What somebody asked for behind `/stat`: a stretch of time and some accounts.
struct StatQuery: Hashable {
    /// Nil where none was named.
    var period: Period?
    var filter: AccountFilter

    /// Why words were not understood.
    enum Problem: Error, Hashable {
        case period(PeriodError)
        case unknown(word: String, account: AccountWords.Candidate?, period: String?)
        case ambiguous(word: String, [AccountWords.Candidate])
    }

    /// Nobody types more than this many characters for a question.
    private static let longest = 300

    /// Reads `text` forgivingly: words in any order and case, one letter of a word wrong. Throws `Problem`.
    static func parse(_ text: String, accounts: AccountWords) throws(Problem) -> StatQuery {
        try parse(String(text.prefix(longest)), accounts: accounts, corrections: 2)
    }

    private static func parse(_ text: String, accounts: AccountWords, corrections: Int) throws(Problem) -> StatQuery {
        let found: (period: Period?, filter: [String])
        do throws(PeriodError) {
            found = try QueryWords(text, accounts: accounts).parse()
        } catch {
            throw .period(error)
        }
        switch accounts.find(found.filter) {
        case .filter(let filter): return StatQuery(period: found.period, filter: filter)
        case .ambiguous(let word, let candidates): throw .ambiguous(word: word, candidates)
        case .unknown(let word):
            if found.period == nil, let last = word.split(separator: " ").last.map({ String($0) }), let year = Period.year(last) {
                return StatQuery(period: year, filter: try accounts.filter(words(found.filter, without: last).joined(separator: " ")))
            }
            let near = periodWords(near: word)
            if corrections > 0 {
                let read = near.compactMap { meant in
                    try? parse(text.replacing(word, with: meant, maxReplacements: 1), accounts: accounts, corrections: corrections - 1)
                }
                // «июхь» is as near to June as to July.
                if let first = read.first, read.allSatisfy({ $0 == first }) { return first }
            }
            throw .unknown(word: word, account: accounts.nearest(to: word), period: near.first)
        }
    }

    /// «kadam» of «kadam за 2025 год»: a year goes with what belongs to it.
    private static func words(_ words: [String], without year: String) -> [String] {
        guard let index = words.firstIndex(of: year) else { return words.map { $0.replacing(year, with: "") } }
        var before = words[..<index]
        if let last = before.last, TypedWord.fillers.contains(last.lowercased()) { before.removeLast() }
        return Array(before) + words[(index + 1)...].drop { Period.yearMarks.contains($0.lowercased()) }
    }

    /// Words for periods that differ from `word` by one letter.
    private static func periodWords(near word: String) -> [String] {
        let word = FoldedWord.fold(word)
        guard (3...20).contains(word.count) else { return [] }
        return Period.vocabulary.filter { NearestKey.distance($0, word) == 1 }
    }
}

/// What `/balance` understands: accounts alone.
extension AccountWords {
    /// The filter of `text`; throws `StatQuery.Problem`.
    func filter(_ text: String) throws(StatQuery.Problem) -> AccountFilter {
        switch find(text.prefix(300).split { $0.isWhitespace }.map { String($0) }) {
        case .filter(let filter): return filter
        case .ambiguous(let word, let candidates): throw .ambiguous(word: word, candidates)
        case .unknown(let word): throw .unknown(word: word, account: nearest(to: word), period: nil)
        }
    }
}
