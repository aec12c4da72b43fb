package import Domain
import GRDB

/// What an alert's state is about: one kind of alert, of one subject, in one chat.
package struct AlertKey: Hashable, Sendable {
    package let kind: String
    /// `wallet:7`, `account:3`, `disk`.
    package let subject: String
    package let chat: ChatAddress

    package init(kind: String, subject: String, chat: ChatAddress) {
        self.kind = kind
        self.subject = subject
        self.chat = chat
    }
}

extension Snapshot {
    /// The stored state of every alert: JSON that the policy of alerts reads.
    package func alertStates() throws -> [AlertKey: String] {
        try alertStates(where: "1", [])
    }

    /// The same, of one kind alone.
    package func alertStates(kind: String) throws -> [AlertKey: String] {
        try alertStates(where: "kind = ?", [kind])
    }

    /// The state of one alert; nil where it has none.
    package func alertState(_ key: AlertKey) throws -> String? {
        try row(
            "SELECT state FROM alert WHERE kind = ? AND subject = ? AND chat_id = ? AND topic = ?",
            [key.kind, key.subject, key.chat.chat, key.chat.storedTopic])?[0]
    }

    /// How many states of a kind are stored.
    package func alertCount(kind: String) throws -> Int64 {
        try number("SELECT count(*) FROM alert WHERE kind = ?", [kind]) ?? 0
    }

    private func alertStates(where condition: String, _ arguments: StatementArguments) throws -> [AlertKey: String] {
        let cursor = try rows("SELECT kind, subject, chat_id, topic, state FROM alert WHERE \(condition)", arguments)
        var states: [AlertKey: String] = [:]
        while let row = try cursor.next() {
            states[AlertKey(kind: row[0], subject: row[1], chat: ChatAddress(chat: row[2], storedTopic: row[3]))] = row[4]
        }
        return states
    }
}

extension Transaction {
    /// Forgets the states of a kind that were stored at or before the beginning of `window`, or after its end.
    package func forgetAlertStates(kind: String, notWithin window: Window) throws {
        try run(
            "DELETE FROM alert WHERE kind = ? AND (updated_at <= ? OR updated_at > ?)",
            [kind, window.from.seconds, window.until.seconds])
    }

    /// Stores the state of an alert; nil forgets it.
    package func setAlertState(_ key: AlertKey, to state: String?, at: Instant) throws {
        guard let state else {
            try run(
                """
                DELETE FROM alert
                WHERE kind = ? AND subject = ? AND chat_id = ? AND topic = ?
                """, [key.kind, key.subject, key.chat.chat, key.chat.storedTopic])
            return
        }
        try run(
            """
            INSERT INTO alert (kind, subject, chat_id, topic, state, updated_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, subject, chat_id, topic) DO UPDATE
            SET state = excluded.state, updated_at = excluded.updated_at
            WHERE state <> excluded.state
            """, [key.kind, key.subject, key.chat.chat, key.chat.storedTopic, state, at.seconds])
    }
}
