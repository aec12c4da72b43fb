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

    /// An exact name or title wins, else the live accounts whose name, title or network hold the words.
    func find(_ text: String) -> Finding {
        let wanted = text.lowercased()
        if let exact = accounts.first(where: { $0.name == wanted }) { return .one(exact) }
        let titled = accounts.filter { $0.title.lowercased() == wanted }
        let filter = AccountFilter(words: text.split { $0.isWhitespace }.map { String($0) })
        let found = titled.isEmpty ? accounts.filter { $0.retiredAt == nil && filter.matches($0, settings: nil) } : titled
        if let first = found.first { return found.count == 1 ? .one(first) : .several(found) }
        return .none(nearest: NearestKey(known: accounts.map(\.name)).nearest(to: wanted, limit: 3))
    }
}
