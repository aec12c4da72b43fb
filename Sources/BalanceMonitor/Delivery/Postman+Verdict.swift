import Domain
import History
import Logging
import TelegramAPI

/// Notes what became of an attempt, and does what follows from it.
extension Postman {
    /// Before a chat gets the repeat of what may have arrived.
    private static let beforeRepeat = Duration.seconds(5)
    /// From here on a pause that Telegram asks for is worth a line in the log.
    private static let longPause = Duration.seconds(600)

    typealias Change = @Sendable (Transaction, Instant) throws -> Void

    func apply(_ error: TelegramError, to row: OutboxRow) async -> Effect {
        let words = "\(error)"
        let verdict = DeliveryVerdict(error, attempt: row.attempts, isPlain: row.isPlain, isInTopic: row.chat.topic != nil)
        switch verdict {
        case .again(let pause):
            let until = time.now().afterAtLeast(pause)
            pace.hold(row.chat.chat, until: until)
            if pause > Self.longPause {
                log.warning("A chat must be left alone for long", metadata: ["chat": "\(row.chat.chat)", "error": "\(words)"])
            }
            return await record(row, as: .answered) { transaction, _ in
                try transaction.requeue(row.id, notBefore: until, error: words)
                try transaction.hold(row.chat.chat, until: until)
            }
        case .failed(let pause):
            return await record(row, as: .silent) { transaction, now in
                try transaction.requeue(row.id, notBefore: now.afterAtLeast(pause), error: words)
            }
        case .unknown: return await recordUnknown(row, words)
        case .asPlainText:
            return await record(row, as: .answered) { transaction, now in
                try transaction.requeue(row.id, notBefore: now, error: words, asPlain: true)
            }
        case .done:
            return await record(row, as: .answered) { transaction, now in try transaction.markSent(row.id, messageID: nil, at: now) }
        case .pause(let reason):
            return await record(row, as: .failed(words)) { transaction, now in
                try transaction.pauseChat(row.chat.chat, reason: reason, at: now)
            }
        case .intoChat(let reason):
            let line = DeliveryWording(language).insteadOfTopic
            let note = ownerNote(row) { $0.topicGone(chat: row.chat.chat, topic: row.chat.topic ?? 0, reason: reason) }
            return await record(row, as: .answered) { transaction, _ in
                try transaction.sendIntoChat(row, line: line)
            } then: { transaction, now in
                try RefusalNote(chat: row.chat, note: note).enqueue(in: transaction, at: now)
            }
        case .migrate(let id):
            return await record(row, as: .answered) { transaction, now in
                try transaction.requeue(row.id, notBefore: now, error: words)
                try transaction.migrateChat(from: row.chat.chat, to: id, at: now)
            }
        case .refused(let reason):
            let note = ownerNote(row) { $0.refused(chat: row.chat.chat, reason: reason) }
            return await record(row, as: .failed(words)) { transaction, now in
                try transaction.markMessageDead(row, at: now, error: words)
            } then: { transaction, now in
                guard row.kind != .note else { return }
                try RefusalNote(chat: row.chat, note: note).enqueue(in: transaction, at: now)
            }
        case .dead(let reason):
            let note = ownerNote(row) { $0.dead(chat: row.chat.chat, reason: reason) }
            return await record(row, as: .failed(words)) { transaction, now in
                try transaction.markDead(row.id, at: now, error: words)
            } then: { transaction, now in
                if row.kind != .note { try note.enqueue(in: transaction, at: now) }
            }
        }
    }

    private func recordUnknown(_ row: OutboxRow, _ words: String) async -> Effect {
        let note = ownerNote(row) { $0.unknown(chat: row.chat.chat, reason: words) }
        let verdict = Shared<UnknownVerdict?>(nil)
        return await record(row, as: .silent) { transaction, now in
            let outcome = try transaction.markUnknown(row.id, at: now, error: words, notBefore: now.afterAtLeast(Self.beforeRepeat))
            verdict.update { $0 = outcome }
        } then: { transaction, now in
            switch verdict.read({ $0 }) {
            case .asksCaller: try transaction.repeatAlerts([row], at: now)
            case .settled where row.kind == .report: try note.enqueue(in: transaction, at: now)
            case .settled, .repeated, nil: break
            }
        }
    }

    private var language: Language { installation.value.configuration.report.language }

    private func ownerNote(_ row: OutboxRow, _ text: (DeliveryWording) -> String) -> OwnerNote {
        OwnerNote(bot: row.bot, owners: installation.value.configuration.telegram.owners, text: text(DeliveryWording(language)))
    }

    /// What has happened outside must be recorded: while the disk is full it is tried until it succeeds, or the program ends and finds the
    /// part in `sending`. What the history refuses for good ends it: `change` is then tried without what was to follow it.
    func record(
        _ row: OutboxRow, as effect: Effect, _ change: @escaping Change, then following: @escaping Change = { _, _ in }
    ) async -> Effect {
        var following: Change? = following
        var isSaid = false
        while true {
            let now = time.now()
            pulse.beat(.message(chat: row.chat.chat), again: .seconds(5))
            do {
                try await history.write { [following] transaction in
                    try change(transaction, now)
                    try following?(transaction, now)
                }
                return effect
            } catch let error as HistoryError where error.isPassing {
                if !isSaid {
                    log.error(
                        "What became of a message cannot be noted yet", metadata: ["chat": "\(row.chat.chat)", "error": "\(error)"])
                }
                isSaid = true
                guard await time.sleep(.seconds(5)) else { return effect }
            } catch {
                log.error(
                    following == nil ? "What became of a message cannot be noted" : "What follows from a message cannot be noted",
                    metadata: ["chat": "\(row.chat.chat)", "error": "\(error)"])
                guard following == nil else {
                    following = nil
                    continue
                }
                await tellOwners { $0.unrecorded(chat: row.chat.chat, reason: "\(error)") }
                return .abandoned
            }
        }
    }
}
