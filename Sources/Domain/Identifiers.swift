/// The row id of an account.
package struct AccountID: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The row id of a wallet.
package struct WalletID: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A place in Telegram that messages go to: a chat, and in a forum the topic within it.
package struct ChatAddress: Hashable, Sendable {
    /// Telegram's chat id: a person's id in a private chat, negative for groups.
    package var chat: Int64
    /// `message_thread_id` of a forum topic, nil elsewhere.
    package var topic: Int64?

    package init(chat: Int64, topic: Int64? = nil) {
        self.chat = chat
        self.topic = topic
    }
}
