import Domain

/// The words of a question, of which some name a stretch of time and the others accounts.
struct QueryWords {
    private let words: [String]
    private let accounts: AccountWords

    /// Whole titles stay together, so that a number or a date in one is not taken for a period.
    init(_ text: String, accounts: AccountWords) {
        self.accounts = accounts
        words = accounts.joiningNames(
            in: text.filter { $0 != Self.mark }.split { $0.isWhitespace }.map { String($0) }, isDate: Self.isDate)
    }

    /// The period, nil where none was named, and the other words. Throws `PeriodError` for what looks like a date and is none.
    func parse() throws(PeriodError) -> (period: Period?, filter: [String]) {
        let isLoud = words.joined().allSatisfy { !$0.isLowercase }
        let text = words.indices.map { namesAccount($0, isLoud: isLoud) ? "\(Self.mark)\($0)" : words[$0] }.joined(separator: " ")
        let found = try Period.parse(text)
        return (
            found.period, found.filter.map { word in word.first == Self.mark ? Int(word.dropFirst()).map { words[$0] } ?? word : word }
        )
    }

    /// Stands before the number of a word that the period must not take; nobody can type it.
    private static let mark: Character = "\u{F0000}"

    /// Whether a word is for the filter alone, whatever the period would make of it.
    private func namesAccount(_ index: Int, isLoud: Bool) -> Bool {
        let word = words[index]
        if let next = words[(index + 1)...].first, Self.isDate(word, next) { return false }
        guard word.count == 1 else { return accounts.isName(word) && !Self.isPeriod(word) }
        // «клиента С ноябрь» is of the client «С», «kadam с 1 ноября» is not.
        return TypedWord.isNameLike(word, isFirst: index == 0, isLoud: isLoud) || (index > 0 && accounts.fit([words[index - 1], word]))
            || (word.allSatisfy(\.isUppercase) && accounts.isName(word))
    }

    /// Whether both words are a date or a length of time together, of which the second one is not the whole: `1 ноября`, `7 дней`.
    private static func isDate(_ word: String, _ next: String) -> Bool {
        guard word.count > 1 || word.allSatisfy(\.isNumber), !isMonthAlone(next) else { return false }
        return isPeriod(word + " " + next)
    }

    /// «Kadam 1 ноябрь» is not of the first of November.
    private static func isMonthAlone(_ word: String) -> Bool {
        ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"].contains(
            word.lowercased())
    }

    /// Whether nothing of `text` is left for a filter; one that looks like a date and is none is no name either.
    private static func isPeriod(_ text: String) -> Bool {
        do throws(PeriodError) {
            let found = try Period.parse(text)
            return found.period != nil && found.filter.isEmpty
        } catch {
            return true
        }
    }
}
