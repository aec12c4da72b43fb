import Domain
import History
import TelegramAPI

/// Sends one part of a message and records what became of it: before the request and after it, each in a transaction.
struct Postman: Sendable {
    let history: History
    let telegram: TelegramClient
    let installation: CurrentInstallation
    let zones: ZoneFiles
    let time: TimeSource
    /// Nil where no reports are made.
    var widening: ReportWidening?
    var pulse = Pulse()

    /// The longest that one way to Telegram may take for a message: to ask whether it answers, and a file.
    private static let longestWay = Duration.seconds(120)

    /// What the delivery's loop must know of an attempt.
    enum Effect: Sendable {
        case none
        /// Every chat waits until then.
        case allWait(until: Instant)
        case failed(String)
    }

    /// Sends `row`; throws only what the history throws, and then nothing was sent.
    func send(_ row: OutboxRow) async throws -> Effect {
        let loop = Liveness.Loop.message(chat: row.chat.chat)
        pulse.beat(loop, again: Self.longestWay * installation.value.configuration.telegram.routes.count)
        defer { pulse.end(loop) }
        // A repeat goes out only once Telegram answers at all, or a long outage would use up every message's one repeat.
        if row.isRepeat, (try? await telegram.getMe()) == nil { return .allWait(until: time.now() + 30) }
        let started = try await history.write { transaction -> (row: OutboxRow, language: Language)? in
            if row.kind == .report, row.part == 1, !row.isRepeat, let slot = row.slot {
                try widening?.widen(slot, bot: row.bot, installation: installation.value, in: transaction)
            }
            guard let row = try transaction.snapshot.outboxRow(row.id), try transaction.markSending(row.id, at: time.now()) else {
                return nil
            }
            let language = try transaction.snapshot.chat(row.chat)?.language.flatMap(Language.init(rawValue:))
            return (row, language ?? installation.value.configuration.report.language)
        }
        guard let (row, language) = started else { return .none }
        do throws(TelegramError) {
            let messageID = try await transmit(row, language: language)
            await record(row) { transaction, now in try transaction.markSent(row.id, messageID: messageID, at: now) }
            return .none
        } catch {
            return await apply(DeliveryVerdict(error, attempt: row.attempts, isPlain: row.isPlain), to: row, error: error)
        }
    }

    private func transmit(_ row: OutboxRow, language: Language) async throws(TelegramError) -> Int64? {
        var html = row.content.text
        if row.isRepeat, row.kind == .report { html = DeliveryWording(language).repeatMark + "\n" + html }
        let text = row.isPlain ? HTMLText.plain(from: html) : html
        let format: MessageFormat = row.isPlain ? .plain : .html
        let keyboard = StoredKeyboard(text: row.content.keyboard)?.keyboard
        if let order = ChartOrder(text: row.content.attachment) {
            return try await transmit(order, row, caption: text, format, keyboard, language)
        }
        if let edited = row.editOf {
            try await telegram.editMessageText(in: row.chat.chat, message: edited, text, format: format, keyboard: keyboard)
            return nil
        }
        return try await telegram.sendMessage(to: row.chat, text, format: format, keyboard: keyboard, replyTo: row.replyTo).id
    }

    /// Draws now and sends; the figures of the caption arrive even where no picture can be drawn.
    private func transmit(
        _ order: ChartOrder, _ row: OutboxRow, caption: String, _ format: MessageFormat, _ keyboard: InlineKeyboard?, _ language: Language
    ) async throws(TelegramError) -> Int64? {
        let picture: Upload
        do {
            picture = try await ChartDesk(installation: installation, history: history, zones: zones).picture(order, for: row.chat)
        } catch {
            let apology = CommandWording(language).notDrawn("\(error)")
            let text = caption + "\n" + (row.isPlain ? HTMLText.plain(from: apology) : apology)
            return try await telegram.sendMessage(to: row.chat, text, format: format, keyboard: keyboard, replyTo: row.replyTo).id
        }
        return try await telegram.sendPhoto(
            to: row.chat, picture, caption: caption, format: format, keyboard: keyboard, replyTo: row.replyTo
        ).id
    }

    private func apply(_ verdict: DeliveryVerdict, to row: OutboxRow, error: TelegramError) async -> Effect {
        let words = "\(error)"
        switch verdict {
        case .again(let pause):
            await record(row) { transaction, now in
                try transaction.requeue(row.id, notBefore: now + max(1, pause.components.seconds), error: words)
            }
            return .none
        case .allAgain(let pause):
            await record(row) { transaction, now in try transaction.requeue(row.id, notBefore: now, error: words) }
            return .allWait(until: time.now() + max(1, pause.components.seconds))
        case .unknown:
            let owners = installation.value.configuration.telegram.owners
            let language = installation.value.configuration.report.language
            await record(row) { transaction, now in
                switch try transaction.markUnknown(row.id, at: now, error: words) {
                case .asksCaller: try transaction.repeatAlerts([row], at: now)
                case .settled where row.kind == .report:
                    let note = DeliveryWording(language).unknown(chat: row.chat.chat, reason: words)
                    try OwnerNote(bot: row.bot, owners: owners, text: note).enqueue(in: transaction, at: now)
                case .settled, .repeated: break
                }
            }
            return .allWait(until: time.now() + 5)
        case .asPlainText:
            await record(row) { transaction, now in try transaction.requeue(row.id, notBefore: now, error: words, asPlain: true) }
            return .none
        case .done:
            await record(row) { transaction, now in try transaction.markSent(row.id, messageID: nil, at: now) }
            return .none
        case .pause(let reason):
            await record(row) { transaction, now in try transaction.pauseChat(row.chat.chat, reason: reason, at: now) }
            return .failed(words)
        case .pauseTopic(let reason):
            await record(row) { transaction, now in try Self.pauseTopic(row.chat, reason: reason, in: transaction, at: now) }
            return .failed(words)
        case .migrate(let id):
            await record(row) { transaction, now in
                try transaction.requeue(row.id, notBefore: now, error: words)
                try transaction.migrateChat(from: row.chat.chat, to: id, at: now)
            }
            return .none
        case .dead(let reason):
            let owners = installation.value.configuration.telegram.owners
            let language = installation.value.configuration.report.language
            await record(row) { transaction, now in
                try transaction.markDead(row.id, at: now, error: words)
                guard row.kind != .note else { return }
                let note = DeliveryWording(language).dead(chat: row.chat.chat, reason: reason)
                try OwnerNote(bot: row.bot, owners: owners, text: note).enqueue(in: transaction, at: now)
            }
            return .failed(words)
        }
    }

    private static func pauseTopic(_ topic: ChatAddress, reason: String, in transaction: Transaction, at now: Instant) throws {
        if var chat = try transaction.snapshot.chat(topic), chat.pausedAt == nil {
            (chat.pausedAt, chat.pausedReason) = (now, reason)
            try transaction.save(chat)
        }
        let waiting = try [.queued, .sending].flatMap { try transaction.snapshot.outbox(in: $0, limit: 1 << 20) }
        for row in waiting where row.chat == topic { try transaction.markDead(row.id, at: now, error: reason) }
    }

    /// What has happened outside must be recorded: it is tried until it succeeds, or the program ends and finds the part in `sending`.
    private func record(_ row: OutboxRow, _ change: @escaping @Sendable (Transaction, Instant) throws -> Void) async {
        while true {
            let now = time.now()
            pulse.beat(.message(chat: row.chat.chat), again: .seconds(5))
            if (try? await history.write({ try change($0, now) })) != nil { return }
            guard await time.sleep(.seconds(5)) else { return }
        }
    }
}
