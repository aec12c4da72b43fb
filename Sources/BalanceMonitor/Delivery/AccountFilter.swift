package import Domain

/// Which accounts a reader asked for: words that match an account's name, title, network or tags, in Latin or Cyrillic letters.
package struct AccountFilter: Hashable, Sendable {
    /// An account is meant that matches every word of any of these; none mean every account.
    private let groups: [[String]]

    /// A filter for accounts that match every word; no words match every account.
    package init(words: [String]) {
        self.init(anyOf: [words])
    }

    /// A filter for accounts that match every word of one of `groups`.
    package init(anyOf groups: [[String]]) {
        self.groups = groups.map { words in words.map(FoldedWord.fold).filter { !$0.isEmpty } }.filter { !$0.isEmpty }
    }

    /// Every account.
    package static let all = AccountFilter(words: [])

    package var isEmpty: Bool { groups.isEmpty }

    /// The words as people read them and as `init(text:)` reads them back: `prop main, exo`.
    package var text: String { groups.map { $0.joined(separator: " ") }.joined(separator: ", ") }

    /// Reads `prop main, exo`.
    package init(text: String) {
        self.init(anyOf: text.split(separator: ",").map { group in group.split { $0.isWhitespace }.map { String($0) } })
    }

    /// Whether an account is meant; `settings` has what only the configuration knows.
    package func matches(_ account: Account, settings: AccountSettings?) -> Bool {
        matches([account.name, account.title, account.network] + (settings?.tags ?? []))
    }

    /// The same for the texts by which an account is known.
    package func matches(_ texts: [String]) -> Bool {
        groups.isEmpty || groups.contains { words in words.allSatisfy { word in texts.contains { FoldedWord.matches(word, $0) } } }
    }
}
