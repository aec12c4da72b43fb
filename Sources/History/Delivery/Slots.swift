package import Domain
import GRDB

extension Snapshot {
    /// Where the chat's next report begins: the end of the last one that was sent, is unknown, or waits in the outbox; nil before the first.
    package func lastReportEnd(_ chat: ChatAddress) throws -> Instant? {
        try number(
            """
            SELECT max(until_at)
            FROM report_slot
            WHERE chat_id = ? AND topic = ? AND state IN ('queued', 'sent', 'unknown')
            """, [chat.chat, chat.storedTopic]
        ).map(Instant.init(seconds:))
    }

    /// What became of a slot; nil when nobody has claimed or skipped it.
    package func state(of slot: ReportSlot) throws -> ReportSlot.State? {
        try row(
            """
            SELECT state
            FROM report_slot
            WHERE chat_id = ? AND topic = ? AND local_date = ? AND local_time = ?
            """, [slot.chat.chat, slot.chat.storedTopic, slot.date, slot.time]
        ).flatMap { ReportSlot.State(rawValue: $0[0]) }
    }

    /// What the report of a slot covers, once it was written down; nil before, and for one that was skipped.
    package func window(of slot: ReportSlot) throws -> Window? {
        try row(
            """
            SELECT from_at, until_at
            FROM report_slot
            WHERE chat_id = ? AND topic = ? AND local_date = ? AND local_time = ? AND until_at IS NOT NULL
            """, [slot.chat.chat, slot.chat.storedTopic, slot.date, slot.time]
        ).map { Window(from: Instant(seconds: $0[0]), until: Instant(seconds: $0[1])) }
    }

    /// The row of a slot that somebody has claimed or skipped.
    package func id(of slot: ReportSlot) throws -> SlotID? {
        try number(
            """
            SELECT id
            FROM report_slot
            WHERE chat_id = ? AND topic = ? AND local_date = ? AND local_time = ?
            """, [slot.chat.chat, slot.chat.storedTopic, slot.date, slot.time]
        ).map(SlotID.init(rawValue:))
    }

    /// The newest slot of a chat that anything became of, by local date and time; nil when there is none.
    package func newestSlot(of chat: ChatAddress) throws -> ReportSlot? {
        try row(
            """
            SELECT local_date, local_time
            FROM report_slot
            WHERE chat_id = ? AND topic = ?
            ORDER BY local_date DESC, local_time DESC
            LIMIT 1
            """, [chat.chat, chat.storedTopic]
        ).map { ReportSlot(chat: chat, date: $0[0], time: $0[1]) }
    }

    /// The slots skipped since the chat's last report, or since the last one before `slot`, in order: the next report names them.
    package func skippedSlots(_ chat: ChatAddress, before slot: SlotID? = nil) throws -> [ReportSlot] {
        let cursor = try rows(
            """
            SELECT local_date, local_time
            FROM report_slot
            WHERE chat_id = ?1 AND topic = ?2 AND state = 'skipped' AND id < ?3
                AND id > (SELECT coalesce(max(id), 0)
                          FROM report_slot
                          WHERE chat_id = ?1 AND topic = ?2 AND state IN ('queued', 'sent', 'unknown') AND id < ?3)
            ORDER BY local_date, local_time
            """, [chat.chat, chat.storedTopic, slot?.rawValue ?? .max])
        return try Array(cursor.map { ReportSlot(chat: chat, date: $0[0], time: $0[1]) })
    }
}

extension Transaction {
    /// Takes a slot for the report over `window`, to be enqueued in the same transaction; nil when it is taken or skipped already.
    package func claim(_ slot: ReportSlot, window: Window) throws -> SlotID? {
        try insert(slot, state: .queued, window: window)
    }

    /// Records a report that was sent while nothing could be written; does nothing when the slot is taken or skipped already.
    package func recordSent(_ slot: ReportSlot, window: Window) throws {
        _ = try insert(slot, state: .sent, window: window)
    }

    /// Records that a slot passed without a report; does nothing when it is taken or skipped already.
    package func skip(_ slot: ReportSlot) throws {
        _ = try insert(slot, state: .skipped, window: nil)
    }

    private func insert(_ slot: ReportSlot, state: ReportSlot.State, window: Window?) throws -> SlotID? {
        let added = try run(
            """
            INSERT INTO report_slot (chat_id, topic, local_date, local_time, state, from_at, until_at, settled_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, NULL)
            ON CONFLICT (chat_id, topic, local_date, local_time) DO NOTHING
            """,
            [
                slot.chat.chat, slot.chat.storedTopic, slot.date, slot.time, state.rawValue, window?.from.seconds, window?.until.seconds,
            ])
        return added == 1 ? SlotID(rawValue: database.lastInsertedRowID) : nil
    }

    /// Works out a slot's state anew from its messages: a repeat that was refused leaves open whether the first one arrived.
    func settle(slot: Int64?, at: Instant) throws {
        guard let slot else { return }
        try run(
            """
            UPDATE report_slot
            SET (state, settled_at) = (
                SELECT CASE
                           WHEN sum(state IN ('queued', 'sending')) > 0 THEN 'queued'
                           WHEN sum(state = 'unknown' OR state = 'dead' AND is_repeat) > 0 THEN 'unknown'
                           WHEN sum(state = 'sent') > 0 THEN 'sent'
                           ELSE 'dead'
                       END, ?1
                FROM outbox
                WHERE slot_id = ?2)
            WHERE id = ?2 AND state <> 'skipped'
            """, [at.seconds, slot])
    }
}

extension ChatAddress {
    /// The topic as the tables keep it: 0 for the chat itself.
    var storedTopic: Int64 { topic ?? 0 }

    /// An address from a table's two columns.
    init(chat: Int64, storedTopic: Int64) {
        self.init(chat: chat, topic: storedTopic == 0 ? nil : storedTopic)
    }
}
