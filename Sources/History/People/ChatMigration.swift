package import Domain
import GRDB

extension Transaction {
    /// A group became a supergroup: everything of `old` goes to `new`; where both are known, `new` keeps what was set there.
    ///
    /// What waits in the outbox follows and is sent there, without references to messages, whose ids are other ones now; edits are dead.
    /// Does nothing the second time.
    package func migrateChat(from old: Int64, to new: Int64, at: Instant) throws {
        guard old != new else { return }
        for chat in try snapshot.chats() where chat.address.chat == old {
            var moved = chat
            moved.address.chat = new
            moved.kind = .supergroup
            moved.pausedReason = nil
            moved.pausedAt = nil
            try save(snapshot.chat(moved.address).map { $0.completed(by: moved) } ?? moved)
        }
        try run("DELETE FROM chat WHERE chat_id = ?", [old])
        try moveSlots(from: old, to: new)
        try run("UPDATE OR IGNORE alert SET chat_id = ? WHERE chat_id = ?", [new, old])
        try run("DELETE FROM alert WHERE chat_id = ?", [old])
        try run(
            """
            UPDATE outbox
            SET state = 'dead', settled_at = ?, last_error = 'the group became a supergroup'
            WHERE chat_id = ? AND kind = 'edit' AND state = 'queued'
            """, [at.seconds, old])
        try run(
            """
            UPDATE outbox
            SET chat_id = ?, reply_to = NULL
            WHERE chat_id = ?
            """, [new, old])
    }

    /// A slot that both have is one: its messages count for the one that stays.
    private func moveSlots(from old: Int64, to new: Int64) throws {
        try run(
            """
            UPDATE outbox
            SET slot_id = (
                SELECT kept.id
                FROM report_slot AS gone
                JOIN report_slot AS kept
                    ON kept.chat_id = ?2 AND kept.topic = gone.topic AND kept.local_date = gone.local_date
                    AND kept.local_time = gone.local_time
                WHERE gone.id = outbox.slot_id)
            WHERE slot_id IN (
                SELECT gone.id
                FROM report_slot AS gone
                JOIN report_slot AS kept
                    ON kept.chat_id = ?2 AND kept.topic = gone.topic AND kept.local_date = gone.local_date
                    AND kept.local_time = gone.local_time
                WHERE gone.chat_id = ?1)
            """, [old, new])
        try run("UPDATE OR IGNORE report_slot SET chat_id = ? WHERE chat_id = ?", [new, old])
        try run("DELETE FROM report_slot WHERE chat_id = ?", [old])
    }
}

extension KnownChat {
    /// This chat, with what `other` has and it has not.
    fileprivate func completed(by other: KnownChat) -> KnownChat {
        var chat = self
        chat.kind = other.kind
        chat.subscribedAt = isSubscribed ? subscribedAt : other.subscribedAt
        chat.isSubscribed = isSubscribed || other.isSubscribed
        chat.language = language ?? other.language
        chat.timezone = timezone ?? other.timezone
        chat.times = times ?? other.times
        chat.quiet = quiet ?? other.quiet
        chat.filter = filter ?? other.filter
        chat.levels = levels ?? other.levels
        return chat
    }
}
