import Domain
import StrictTOML

/// Finds the one account that a person means by a name or a part of it.
struct AccountFinder {
    /// What was found.
    enum Finding: Hashable {
        case one(Account)
        /// The words fit more than one.
        case several([Account])
        /// They fit none; these names are the most like it.
        case none(nearest: [String])
    }

    /// All there are, those that are retired too.
    let accounts: [Account]
    /// The same, with what the configuration knows of them.
    let words: AccountWords

    init(_ installation: Installation, _ accounts: [Account]) {
        self.accounts = accounts
        words = AccountWords(installation, accounts)
    }

    /// By the rules of every filter; a retired account is meant only by its name or title.
    func find(_ text: String) -> Finding {
        let typed = text.split { $0.isWhitespace }.map { String($0) }
        var found: [Account] = []
        switch words.find(typed) {
        case .filter(let filter): found = accounts(words.accounts(of: filter))
        case .ambiguous(_, let candidates): found = accounts(candidates)
        case .unknown: break
        }
        let live = found.filter { $0.retiredAt == nil }
        if live.isEmpty, !words.isName(typed.joined(separator: " ")) { found = [] } else if !live.isEmpty { found = live }
        if let first = found.first { return found.count == 1 ? .one(first) : .several(found) }
        return .none(nearest: NearestKey(known: accounts.map(\.name)).nearest(to: text.lowercased(), limit: 3))
    }

    private func accounts(_ candidates: [AccountWords.Candidate]) -> [Account] {
        let names = Set(candidates.map(\.name))
        return accounts.filter { names.contains($0.name) }
    }
}
