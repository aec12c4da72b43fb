package import Domain
import GRDB

extension Snapshot {
    /// What may be sent at `now`: of each chat the oldest part that is not settled, unless it is being sent or must still wait.
    ///
    /// So the order within a chat is kept, and a chat that must wait holds up no other. `except` are parts to pass over.
    package func due(bot: Int64, at now: Instant, except: Set<OutboxID> = []) throws -> [OutboxRow] {
        let cursor = try rows(
            """
            SELECT \(OutboxRow.columns)
            FROM outbox
            WHERE id IN (SELECT min(id)
                         FROM outbox
                         WHERE state IN ('queued', 'sending') AND bot_id = ?1 AND id NOT IN (SELECT value FROM json_each(?3))
                         GROUP BY chat_id)
                AND state = 'queued' AND not_before <= ?2
            ORDER BY id
            """, [bot, now.seconds, Self.list(except)])
        return try Array(cursor.map(OutboxRow.init(row:)))
    }

    /// When the next part may be sent, as far as is known now: an instant in the past means at once, nil that nothing waits.
    package func nextDue(bot: Int64, except: Set<OutboxID> = []) throws -> Instant? {
        try number(
            """
            SELECT min(not_before)
            FROM outbox
            WHERE id IN (SELECT min(id)
                         FROM outbox
                         WHERE state IN ('queued', 'sending') AND bot_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2))
                         GROUP BY chat_id)
                AND state = 'queued'
            """, [bot, Self.list(except)]
        ).map(Instant.init(seconds:))
    }

    /// As `json_each` reads it.
    private static func list(_ ids: Set<OutboxID>) -> String { "[" + ids.map { String($0.rawValue) }.joined(separator: ",") + "]" }

    /// One part, whatever its state; nil when it was cleared away.
    package func outboxRow(_ id: OutboxID) throws -> OutboxRow? {
        try row("SELECT \(OutboxRow.columns) FROM outbox WHERE id = ?", [id.rawValue]).map(OutboxRow.init(row:))
    }

    /// The parts of messages that carry this reference, in order: how a caller finds what it sent.
    package func outbox(reference: String) throws -> [OutboxRow] {
        let cursor = try rows("SELECT \(OutboxRow.columns) FROM outbox WHERE reference = ? ORDER BY id", [reference])
        return try Array(cursor.map(OutboxRow.init(row:)))
    }

    /// The newest parts in one of these states, the newest first: for `/status`.
    package func outbox(in state: OutboxState, limit: Int) throws -> [OutboxRow] {
        let cursor = try rows(
            """
            SELECT \(OutboxRow.columns)
            FROM outbox
            WHERE state = ?
            ORDER BY id DESC
            LIMIT ?
            """, [state.rawValue, limit])
        return try Array(cursor.map(OutboxRow.init(row:)))
    }
}

extension Transaction {
    /// Puts a message at the end of the outbox, a row each part, and returns their ids in order.
    @discardableResult
    package func enqueue(_ message: OutgoingMessage) throws -> [OutboxID] {
        let first = (try snapshot.number("SELECT max(id) FROM outbox") ?? 0) + 1
        return try message.parts.enumerated().map { offset, part in
            let id = first + Int64(offset)
            try run(
                """
                INSERT INTO outbox (id, bot_id, chat_id, topic, kind, message, part, parts, slot_id, reference, text, keyboard, attachment,
                                    reply_to, edit_of, state, created_at, not_before, settled_at, attempts, message_id, is_repeat,
                                    is_plain, last_error)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, NULL, 0, NULL, 0, 0, NULL)
                """,
                [
                    id, message.bot, message.chat.chat, message.chat.storedTopic, message.kind.rawValue, first, offset + 1,
                    message.parts.count, message.slot?.rawValue, message.reference, part.text, part.keyboard, part.attachment,
                    message.replyTo, message.editOf, message.createdAt.seconds, message.createdAt.seconds,
                ])
            return OutboxID(rawValue: id)
        }
    }

    /// Empties the text, keyboard and attachment of what was settled at or before `limit`; says of how many.
    package func emptyTexts(settledBy limit: Instant) throws -> Int {
        try run(
            """
            UPDATE outbox
            SET text = '', keyboard = NULL, attachment = NULL
            WHERE settled_at <= ? AND state IN ('sent', 'unknown', 'dead') AND (text <> '' OR attachment IS NOT NULL)
            """, [limit.seconds])
    }

    /// Deletes what was settled at or before `limit`, but never the newest row, whose id must not be given out twice.
    package func pruneOutbox(settledBy limit: Instant) throws -> Int {
        try run(
            """
            DELETE FROM outbox
            WHERE settled_at <= ? AND state IN ('sent', 'unknown', 'dead') AND slot_id IS NULL AND id < (SELECT max(id) FROM outbox)
            """, [limit.seconds])
    }
}
