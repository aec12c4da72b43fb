package import Domain
import GRDB

extension Snapshot {
    /// The window that a report which still waits has to cover, where it is wider than the one it was made for.
    ///
    /// A report begins where the one before it ends; when that one, still in the outbox then, was refused since, its time belongs to the
    /// waiting one. Nil when nothing changed, or when some of it was given to the network already.
    package func widened(_ id: SlotID) throws -> (slot: ReportSlot, window: Window)? {
        let found = try row(
            """
            SELECT chat_id, topic, local_date, local_time, from_at, until_at
            FROM report_slot
            WHERE id = ?1 AND state = 'queued' AND from_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM outbox WHERE slot_id = ?1 AND (state <> 'queued' OR is_repeat))
            """, [id.rawValue])
        guard let found else { return nil }
        let chat = ChatAddress(chat: found[0], storedTopic: found[1])
        let (from, until) = (Instant(seconds: found[4]), Instant(seconds: found[5]))
        let start = try number(
            """
            WITH RECURSIVE start (at) AS (
                VALUES (?1)
                UNION
                SELECT s.from_at
                FROM start
                JOIN report_slot AS s ON s.until_at = start.at
                WHERE s.chat_id = ?2 AND s.topic = ?3 AND s.state = 'dead' AND s.id < ?4
                    AND NOT EXISTS (SELECT 1
                                    FROM report_slot AS r
                                    WHERE r.chat_id = ?2 AND r.topic = ?3 AND r.until_at = start.at AND r.id < ?4
                                        AND r.state IN ('queued', 'sent', 'unknown')))
            SELECT min(at)
            FROM start
            """, [from.seconds, chat.chat, chat.storedTopic, id.rawValue])
        guard let start, start < from.seconds else { return nil }
        return (ReportSlot(chat: chat, date: found[2], time: found[3]), Window(from: Instant(seconds: start), until: until))
    }
}

extension Transaction {
    /// Puts another text, of a wider window, in place of a report of which nothing was given to the network yet.
    package func rewrite(_ id: SlotID, window: Window, parts: [OutgoingMessage.Part]) throws {
        try run("UPDATE report_slot SET from_at = ?, until_at = ? WHERE id = ?", [window.from.seconds, window.until.seconds, id.rawValue])
        for (index, part) in parts.enumerated() {
            let replaced = try run(
                """
                UPDATE outbox
                SET text = ?, keyboard = ?, attachment = ?, parts = ?
                WHERE slot_id = ? AND part = ?
                """, [part.text, part.keyboard, part.attachment, parts.count, id.rawValue, index + 1])
            guard replaced == 0 else { continue }
            try run(
                """
                INSERT INTO outbox (id, bot_id, chat_id, topic, kind, message, part, parts, slot_id, reference, text, keyboard, attachment,
                                    reply_to, edit_of, state, created_at, not_before, settled_at, attempts, message_id, is_repeat,
                                    is_plain, last_error)
                SELECT (SELECT max(id) + 1 FROM outbox), bot_id, chat_id, topic, kind, message, ?, parts, slot_id, reference, ?, ?, ?,
                       reply_to, edit_of, state, created_at, not_before, settled_at, 0, NULL, 0, 0, NULL
                FROM outbox
                WHERE slot_id = ? AND part = 1
                """, [index + 1, part.text, part.keyboard, part.attachment, id.rawValue])
        }
        try run("DELETE FROM outbox WHERE slot_id = ? AND part > ?", [id.rawValue, parts.count])
    }
}
