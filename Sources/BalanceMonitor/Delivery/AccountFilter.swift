package import Domain

/// Which accounts a reader asked for: words that match an account's name, title, network or tags.
package struct AccountFilter: Hashable, Sendable {
    private let words: [String]

    /// A filter for accounts that match every word; no words match every account.
    package init(words: [String]) {
        self.words = words.map { Self.folded($0) }.filter { !$0.isEmpty }
    }

    /// Every account.
    package static let all = AccountFilter(words: [])

    package var isEmpty: Bool { words.isEmpty }

    /// Whether an account is meant; `settings` has what only the configuration knows.
    package func matches(_ account: Account, settings: AccountSettings?) -> Bool {
        let texts = ([account.name, account.title, account.network] + (settings?.tags ?? [])).map(Self.folded)
        return words.allSatisfy { word in texts.contains { $0.contains(word) } }
    }

    private static func folded(_ text: String) -> String {
        String(text.lowercased().map { $0 == "ё" ? "е" : $0 })
    }
}
