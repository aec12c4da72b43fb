package import Domain

/// Which accounts a reader asked for: every one, or those that these names, tags and networks mean, now and later.
package struct AccountFilter: Hashable, Sendable {
    /// What an account must be, or carry, to be meant.
    package enum Term: Hashable, Sendable {
        case account(String)
        case tag(String)
        case network(String)
        /// An account by its row in the history, where a name would be too long.
        case row(AccountID)
    }

    /// Each once; an account is meant that one of them means. Nil means every account.
    private let terms: [Term]?

    /// A filter for the accounts that any of `terms` means; of none it means no account.
    package init(_ terms: [Term]) {
        self.terms = terms.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private init(terms: [Term]?) {
        self.terms = terms
    }

    /// Every account.
    package static let all = AccountFilter(terms: nil)

    /// Whether it leaves no account out.
    package var isEmpty: Bool { terms == nil }

    /// Whether an account is meant; `settings` has what only the configuration knows.
    package func matches(_ account: Account, settings: AccountSettings?) -> Bool {
        if terms?.contains(.row(account.id)) ?? false { return true }
        return matches(name: account.name, was: settings?.was, network: account.network, tags: settings?.tags ?? [])
    }

    /// The same for what an account is known by.
    package func matches(name: String, was: String? = nil, network: String, tags: [String]) -> Bool {
        guard let terms else { return true }
        return terms.contains { term in
            switch term {
            case .account(let meant): meant == name || meant == was
            case .tag(let tag): tags.contains(tag)
            case .network(let meant): meant == network
            case .row: false
            }
        }
    }
}

extension AccountFilter {
    /// How a text begins that is no loose words: no name, tag or network holds a space.
    private static let mark: Character = "="

    /// As it is stored and as `init(text:)` reads it back: empty for all, else `=propeller-a #client-b @kadam`.
    package var text: String {
        guard let terms else { return "" }
        return String(Self.mark) + terms.map(\.text).joined(separator: " ")
    }

    /// Reads what `text` gives; nil for loose words, which an earlier version stored.
    package init?(text: String) {
        if text.isEmpty {
            self = .all
            return
        }
        guard text.first == Self.mark else { return nil }
        self.init(text.dropFirst().split(separator: " ").map { Term(text: $0) })
    }
}

extension AccountFilter.Term {
    fileprivate var text: String {
        switch self {
        case .account(let name): name
        case .tag(let tag): "#" + tag
        case .network(let network): "@" + network
        case .row(let id): "~" + String(id.rawValue, radix: 36)
        }
    }

    fileprivate init(text: Substring) {
        let rest = String(text.dropFirst())
        switch text.first {
        case "#": self = .tag(rest)
        case "@": self = .network(rest)
        case "~": self = Int64(rest, radix: 36).map { .row(AccountID(rawValue: $0)) } ?? .account(String(text))
        default: self = .account(String(text))
        }
    }
}
