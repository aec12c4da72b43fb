package import Domain
import GRDB

/// What happens to a part of which nobody knows whether it arrived.
package enum UnknownVerdict: Hashable, Sendable {
    /// It is in the outbox once more.
    case repeated
    /// It stays as it is, and `/status` shows it.
    case settled
    /// It is an alert: `repeatUnknown` it if its condition still holds.
    case asksCaller
}

extension OutboxKind {
    /// The rule of the kind, for a part that was or was not repeated before.
    func verdict(isRepeat: Bool) -> UnknownVerdict {
        switch self {
        case .edit: .repeated
        case .report, .answer, .note: isRepeat ? .settled : .repeated
        case .alert: isRepeat ? .settled : .asksCaller
        }
    }
}

extension Transaction {
    /// Before the request goes out, in a transaction of its own: false when the part is not waiting any more, and must not be sent.
    package func markSending(_ id: OutboxID, at: Instant) throws -> Bool {
        try run(
            """
            UPDATE outbox
            SET state = 'sending', attempts = attempts + 1
            WHERE id = ? AND state = 'queued' AND not_before <= ?
            """, [id.rawValue, at.seconds]) == 1
    }

    /// Telegram took it, and calls it `messageID` (nil for an edit). A late answer settles an unknown part too.
    package func markSent(_ id: OutboxID, messageID: Int64?, at: Instant) throws {
        try move(id, from: [.sending, .unknown], to: .sent, at: at, error: nil, messageID: messageID)
    }

    /// It was certainly not taken: it waits until `notBefore`, at the head of its chat. `asPlain` drops its entities for good.
    package func requeue(_ id: OutboxID, notBefore: Instant, error: String, asPlain: Bool = false) throws {
        try run(
            """
            UPDATE outbox
            SET state = 'queued', not_before = ?, last_error = ?, is_plain = max(is_plain, ?)
            WHERE id = ? AND state = 'sending'
            """, [notBefore.seconds, error, asPlain, id.rawValue])
    }

    /// Telegram wants the chat left alone until `limit`: none of what waits for it goes out before.
    package func hold(_ chat: Int64, until limit: Instant) throws {
        try run(
            """
            UPDATE outbox
            SET not_before = max(not_before, ?)
            WHERE chat_id = ? AND state = 'queued'
            """, [limit.seconds, chat])
    }

    /// The parts of a topic's message that did not go out go into the chat itself, the first of them with `line` above its text.
    ///
    /// The slot of a report stays the topic's.
    package func sendIntoChat(_ row: OutboxRow, line: String) throws {
        let waiting = "message = ? AND state IN ('queued', 'sending')"
        try run(
            "UPDATE outbox SET text = ? || char(10) || text WHERE id = (SELECT min(id) FROM outbox WHERE \(waiting))",
            [line, row.message.rawValue])
        try run("UPDATE outbox SET topic = 0, state = 'queued' WHERE \(waiting)", [row.message.rawValue])
    }

    /// A part was refused for good, and with it those of its message that were to follow.
    package func markMessageDead(_ row: OutboxRow, at: Instant, error: String) throws {
        try markDead(row.id, at: at, error: error)
        let cursor = try snapshot.rows("SELECT id FROM outbox WHERE message = ? AND state = 'queued'", [row.message.rawValue])
        let following = try Array(cursor.map { OutboxID(rawValue: $0[0]) })
        for id in following { try markDead(id, at: at, error: error) }
    }

    /// It was refused for good, or nobody is there to get it.
    package func markDead(_ id: OutboxID, at: Instant, error: String) throws {
        try move(id, from: [.queued, .sending, .unknown], to: .dead, at: at, error: error, messageID: nil)
    }

    /// The request was written and no answer came. Does what the kind's rule says, and says what that was.
    ///
    /// A repeat waits until `notBefore`; nil for at once.
    @discardableResult
    package func markUnknown(
        _ id: OutboxID, at: Instant, error: String, notBefore: Instant? = nil
    ) throws -> UnknownVerdict {
        guard let row = try snapshot.outboxRow(id), row.state == .sending else { return .settled }
        try move(id, from: [.sending], to: .unknown, at: at, error: error, messageID: nil)
        let verdict = row.kind.verdict(isRepeat: row.isRepeat)
        if verdict == .repeated { try repeatUnknown(id, at: at, notBefore: notBefore) }
        return verdict
    }

    /// Puts an unknown part into the outbox again, marked as a repeat that waits until `notBefore`; nil for at once.
    package func repeatUnknown(_ id: OutboxID, at: Instant, notBefore: Instant? = nil) throws {
        let moved = try run(
            """
            UPDATE outbox
            SET state = 'queued', is_repeat = 1, not_before = ?, settled_at = NULL
            WHERE id = ? AND state = 'unknown'
            """, [(notBefore ?? at).seconds, id.rawValue])
        if moved == 1 { try settle(slotOf: id, at: at) }
    }

    /// After a start: whatever was being sent is unknown now, and each kind's rule is applied. Returns the alerts, for the caller to decide.
    package func recoverAfterCrash(at: Instant) throws -> [OutboxRow] {
        let cursor = try snapshot.rows("SELECT \(OutboxRow.columns) FROM outbox WHERE state = 'sending' ORDER BY id")
        let rows = try Array(cursor.map(OutboxRow.init(row:)))
        return try rows.filter { row in
            try markUnknown(row.id, at: at, error: "the program ended while it was being sent") == .asksCaller
        }
    }

    private func move(
        _ id: OutboxID, from states: [OutboxState], to state: OutboxState, at: Instant, error: String?, messageID: Int64?
    ) throws {
        guard let row = try snapshot.outboxRow(id), states.contains(row.state) else { return }
        try run(
            """
            UPDATE outbox
            SET state = ?, settled_at = ?, last_error = coalesce(?, last_error), message_id = coalesce(?, message_id)
            WHERE id = ?
            """, [state.rawValue, at.seconds, error, messageID, id.rawValue])
        try settle(slotOf: id, at: at)
    }

    private func settle(slotOf id: OutboxID, at: Instant) throws {
        try settle(slot: snapshot.number("SELECT slot_id FROM outbox WHERE id = ?", [id.rawValue]), at: at)
    }
}
