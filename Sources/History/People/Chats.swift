package import Domain
import GRDB

extension Snapshot {
    /// Every chat that the bot knows, in order of id and topic.
    package func chats() throws -> [KnownChat] {
        let cursor = try rows("SELECT \(KnownChat.columns) FROM chat ORDER BY chat_id, topic")
        return try Array(cursor.map(KnownChat.init(row:)))
    }

    /// The same of one chat: itself, where it is known, then its topics.
    package func chats(id: Int64) throws -> [KnownChat] {
        let cursor = try rows("SELECT \(KnownChat.columns) FROM chat WHERE chat_id = ? ORDER BY topic", [id])
        return try Array(cursor.map(KnownChat.init(row:)))
    }

    /// The chat or topic of this address; nil when the bot does not know it.
    package func chat(_ address: ChatAddress) throws -> KnownChat? {
        try row("SELECT \(KnownChat.columns) FROM chat WHERE chat_id = ? AND topic = ?", [address.chat, address.storedTopic]).map(
            KnownChat.init(row:))
    }
}

extension Transaction {
    /// Stores a chat, new or changed.
    package func save(_ chat: KnownChat) throws {
        guard try snapshot.chat(chat.address) != chat else { return }
        try run(
            """
            INSERT INTO chat (\(KnownChat.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (chat_id, topic) DO UPDATE
            SET kind = excluded.kind, title = excluded.title, subscribed = excluded.subscribed, subscribed_at = excluded.subscribed_at,
                paused_reason = excluded.paused_reason, paused_at = excluded.paused_at, language = excluded.language,
                timezone = excluded.timezone, times = excluded.times, quiet = excluded.quiet, filter = excluded.filter,
                levels = excluded.levels
            """,
            [
                chat.address.chat, chat.address.storedTopic, chat.kind.rawValue, chat.title, chat.isSubscribed,
                chat.subscribedAt?.seconds, chat.pausedReason, chat.pausedAt?.seconds, chat.language, chat.timezone,
                chat.times?.joined(separator: ","), chat.quiet, chat.filter, chat.levels,
            ])
    }

    /// Nothing can be sent to this chat any more, in any topic: its subscriptions pause and what waits for it is dead.
    ///
    /// A report that dies so is covered by the first one after the chat is revived.
    package func pauseChat(_ chat: Int64, reason: String, at: Instant) throws {
        try run(
            """
            UPDATE chat
            SET paused_reason = ?, paused_at = ?
            WHERE chat_id = ? AND paused_at IS NULL
            """, [reason, at.seconds, chat])
        let cursor = try snapshot.rows("SELECT id FROM outbox WHERE chat_id = ? AND state IN ('queued', 'sending')", [chat])
        let waiting = try Array(cursor.map { OutboxID(rawValue: $0[0]) })
        for id in waiting { try markDead(id, at: at, error: reason) }
    }

    /// The chat can be written to again, in all its topics.
    package func reviveChat(_ chat: Int64) throws {
        try run(
            """
            UPDATE chat
            SET paused_reason = NULL, paused_at = NULL
            WHERE chat_id = ? AND paused_at IS NOT NULL
            """, [chat])
    }
}
