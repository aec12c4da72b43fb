import Domain
import History

extension UnwrittenOutbox {
    /// Puts all that is settled, and what waits still, into the history, as if it had been there from the beginning.
    ///
    /// Throws what the history throws.
    func write(bot: Int64, owners: [Int64], language: Language, in transaction: Transaction, at now: Instant) throws {
        for (old, new) in moved { try transaction.migrateChat(from: old, to: new, at: now) }
        for report in settled { try write(report, bot: bot, in: transaction, at: now) }
        for (chat, reason) in paused { try transaction.pauseChat(moved[chat] ?? chat, reason: reason, at: now) }
        for note in notes {
            let wording = DeliveryWording(language)
            let chat = note.chat.chat
            let text: String
            switch note.verdict {
            case .refused(let reason): text = wording.refused(chat: chat, reason: reason)
            case .intoChat(let reason): text = wording.topicGone(chat: chat, topic: note.chat.topic ?? 0, reason: reason)
            case .dead(let reason): text = wording.dead(chat: chat, reason: reason)
            default: continue
            }
            try RefusalNote(chat: note.chat, note: OwnerNote(bot: bot, owners: owners, text: text)).enqueue(in: transaction, at: now)
        }
    }

    private func write(_ report: Report, bot: Int64, in transaction: Transaction, at now: Instant) throws {
        let chat = ChatAddress(chat: moved[report.slot.chat.chat] ?? report.slot.chat.chat, topic: report.slot.chat.topic)
        let slot = ReportSlot(chat: chat, date: report.slot.date, time: report.slot.time)
        guard let id = try transaction.claim(slot, window: report.window) else { return }
        let destination = ChatAddress(chat: chat.chat, topic: report.isIntoChat ? nil : chat.topic)
        let rows = try transaction.enqueue(
            OutgoingMessage(
                bot: bot, chat: destination, kind: .report, parts: report.parts.map { OutgoingMessage.Part(text: $0.text) }, slot: id,
                createdAt: min(report.createdAt, now)))
        for (row, part) in zip(rows, report.parts) where part.state != .queued || part.attempts > 0 {
            try transaction.replay(part, as: row, at: now)
        }
    }
}

extension Transaction {
    /// Takes a part that was just enqueued through what it went through in memory.
    fileprivate func replay(_ part: UnwrittenOutbox.Part, as row: OutboxID, at now: Instant) throws {
        let error = part.error ?? ""
        guard part.state != .dead else { return try markDead(row, at: now, error: error) }
        _ = try markSending(row, at: now)
        guard part.state != .sent else { return try markSent(row, messageID: part.messageID, at: now) }
        if part.isRepeat {
            try markUnknown(row, at: now, error: error, notBefore: part.state == .unknown ? now : part.notBefore)
            guard part.state == .unknown else { return }
            _ = try markSending(row, at: now)
            try markUnknown(row, at: now, error: error)
        } else {
            try requeue(row, notBefore: part.notBefore, error: error, asPlain: part.isPlain)
        }
    }
}
