import Domain
import StrictTOML

/// Finds the accounts that somebody means by a few words: parts of names, in either script, with one letter wrong at most.
struct AccountWords {
    /// An account by everything that it is known by.
    struct Candidate: Hashable, Sendable {
        let name: String
        let title: String
        /// Name, title, network and tags.
        let texts: [String]

        init(name: String, title: String, network: String, tags: [String] = []) {
            self.name = name
            self.title = title
            texts = [name, title, network] + tags
        }
    }

    /// What was found.
    enum Finding: Hashable {
        case filter(AccountFilter)
        /// One letter away from several.
        case ambiguous(word: String, [Candidate])
        case unknown(word: String)
    }

    /// All there are.
    let candidates: [Candidate]

    /// Accounts that match every word; where there is none, those that match any of them. No words mean all accounts.
    func find(_ words: [String]) -> Finding {
        var meant: [String] = []
        for typed in words.flatMap({ $0.split(separator: ",") }) {
            let word = FoldedWord.fold(String(typed))
            guard word.contains(where: { $0.isLetter || $0.isNumber }) else { return .unknown(word: String(typed)) }
            if candidates.contains(where: { AccountFilter(words: [word]).matches($0.texts) }) {
                meant.append(word)
                continue
            }
            if Self.fillers.contains(word) { continue }
            switch corrected(word) {
            case .one(let word): meant.append(word)
            case .several(let found): return .ambiguous(word: String(typed), found)
            case .none: return .unknown(word: String(typed))
            }
        }
        let every = AccountFilter(words: meant)
        if candidates.contains(where: { every.matches($0.texts) }) || meant.count < 2 { return .filter(every) }
        return .filter(AccountFilter(anyOf: meant.map { [$0] }))
    }

    /// The title of the account whose name is most like `word`; nil where none is near.
    func nearest(to word: String) -> Candidate? {
        let word = FoldedWord.fold(word)
        guard word.count <= 40 else { return nil }
        let ranked = candidates.map { candidate in
            (candidate, candidate.texts.map { NearestKey.distance(FoldedWord.fold($0), word) }.min() ?? .max)
        }
        guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.count / 2) else { return nil }
        return best.0
    }

    private enum Correction {
        case none
        case one(String)
        case several([Candidate])
    }

    /// The word of an account's that `word` differs from by one letter, or begins with so.
    private func corrected(_ word: String) -> Correction {
        guard (4...40).contains(word.count) else { return .none }
        var found: [String: [Candidate]] = [:]
        for candidate in candidates {
            for token in Set(candidate.texts.flatMap(Self.tokens)) where Self.isNear(word, token) {
                found[token, default: []].append(candidate)
            }
        }
        let accounts = candidates.filter { candidate in found.values.contains { $0.contains(candidate) } }
        guard let first = found.keys.min() else { return .none }
        // Several words that all mean the same accounts are no question.
        return found.values.allSatisfy { $0 == found[first] } ? .one(first) : .several(accounts)
    }

    private static func isNear(_ word: String, _ token: String) -> Bool {
        guard token.count >= 4 else { return false }
        let beginnings =
            word.count < 5 ? [] : (word.count - 1...word.count + 1).filter { $0 < token.count }.map { String(token.prefix($0)) }
        return ([token] + beginnings).contains { meant in
            // Another digit is another account, not a slip.
            NearestKey.distance(word, meant) <= 1 && word.filter(\.isNumber) == meant.filter(\.isNumber)
        }
    }

    private static func tokens(_ text: String) -> [String] {
        FoldedWord.fold(text).split { !$0.isLetter && !$0.isNumber }.map { String($0) }
    }

    /// Words that mean nothing where no name holds them.
    static let fillers: Set = [
        "и", "по", "для", "за", "в", "с", "только", "аккаунт", "аккаунта", "аккаунты", "сеть", "and", "for", "in", "only", "account",
        "accounts", "network",
    ]
}
