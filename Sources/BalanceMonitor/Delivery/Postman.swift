import Domain
import History
import Logging
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
    var pace = SharedPace()
    var log = Logger(label: "delivery") { _ in SwiftLogNoOpLogHandler() }
    var pulse = Pulse()

    /// The longest that one way to Telegram may take for a message: to ask whether it answers, and a file.
    private static let longestWay = Duration.seconds(120)

    /// What the delivery's loop must know of an attempt.
    enum Effect: Hashable, Sendable {
        /// Nothing was tried: it does not wait any more.
        case notStarted
        /// Telegram answered; what follows is noted.
        case answered
        /// Telegram answered, and the message is given up.
        case failed(String)
        /// No answer of Telegram's: the chat waits, and perhaps all must.
        case silent
        /// What became of it cannot be noted, ever: it is left as it is.
        case abandoned
    }

    private enum Attempt {
        case notStarted
        case silent
        case sent(OutboxRow, messageID: Int64?)
        case refused(OutboxRow, TelegramError)
    }

    /// Sends `row`, whose turn the pace has begun; throws only what the history throws, and then nothing was sent.
    func send(_ row: OutboxRow) async throws -> Effect {
        let loop = Liveness.Loop.message(chat: row.chat.chat)
        pulse.beat(loop, again: Self.longestWay * installation.value.configuration.telegram.routes.count)
        defer { pulse.end(loop) }
        switch try await attempt(row) {
        case .notStarted: return .notStarted
        case .silent: return .silent
        case .sent(let row, let messageID):
            return await record(row, as: .answered) { transaction, now in
                try transaction.markSent(row.id, messageID: messageID, at: now)
            } then: { transaction, now in
                try RefusalNote.forget(row.chat, in: transaction, at: now)
            }
        case .refused(let row, let error): return await apply(error, to: row)
        }
    }

    /// Ends the turn, whatever comes of it: what is noted afterwards may have to wait for a disk with room.
    private func attempt(_ row: OutboxRow) async throws -> Attempt {
        defer { pace.end(row.chat.chat) }
        // A repeat goes out only once Telegram answers at all, or a long outage would use up every message's one repeat.
        if row.isRepeat, await !telegram.presence().isPresent { return .silent }
        try await widen(row)
        let started = try await history.write { transaction -> (row: OutboxRow, language: Language)? in
            guard let row = try transaction.snapshot.outboxRow(row.id), try transaction.markSending(row.id, at: time.now()) else {
                return nil
            }
            let language = try transaction.snapshot.chat(row.chat)?.language.flatMap(Language.init(rawValue:))
            return (row, language ?? installation.value.configuration.report.language)
        }
        guard let (row, language) = started else { return .notStarted }
        do throws(TelegramError) {
            return .sent(row, messageID: try await transmit(row, language: language))
        } catch {
            return .refused(row, error)
        }
    }

    /// A report that cannot be made again goes out as it is.
    private func widen(_ row: OutboxRow) async throws {
        guard let widening, row.kind == .report, row.part == 1, !row.isRepeat, let slot = row.slot else { return }
        do {
            guard try await history.read({ try $0.widened(slot) }) != nil else { return }
            try await history.write { try widening.widen(slot, bot: row.bot, installation: installation.value, in: $0) }
        } catch let error as HistoryError where error.isPassing {
            throw error
        } catch {
            log.error(
                "A report that should cover more cannot be made again, so it goes out as it is",
                metadata: ["chat": "\(row.chat.chat)", "error": "\(error)"])
            await tellOwners { $0.notWidened(chat: row.chat.chat, reason: "\(error)") }
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

    /// Draws now and sends; the figures of the caption arrive even where no picture can be drawn, or none is taken.
    private func transmit(
        _ order: ChartOrder, _ row: OutboxRow, caption: String, _ format: MessageFormat, _ keyboard: InlineKeyboard?, _ language: Language
    ) async throws(TelegramError) -> Int64? {
        var apology: String
        do {
            let picture = try await ChartDesk(installation: installation, history: history, zones: zones).picture(order, for: row.chat)
            do throws(TelegramError) {
                return try await telegram.sendPhoto(
                    to: row.chat, picture, caption: caption, format: format, keyboard: keyboard, replyTo: row.replyTo
                ).id
            } catch {
                guard error.refusesAttachment(ofPlainCaption: row.isPlain) else { throw error }
                log.warning("A picture was refused, so its text goes alone", metadata: ["chat": "\(row.chat.chat)", "error": "\(error)"])
                apology = DeliveryWording(language).attachmentRefused("\(error)")
                // The refused picture was a message, too.
                pace.end(row.chat.chat)
                guard await pace.turn(of: row.chat.chat) else { throw error }
            }
        } catch let error as TelegramError {
            throw error
        } catch {
            apology = CommandWording(language).notDrawn("\(error)")
        }
        let text = caption + "\n" + (row.isPlain ? HTMLText.plain(from: apology) : apology)
        return try await telegram.sendMessage(to: row.chat, text, format: format, keyboard: keyboard, replyTo: row.replyTo).id
    }

    /// Queues a word to the owners; where even that cannot be noted, the log alone has it.
    func tellOwners(_ text: (DeliveryWording) -> String) async {
        let configuration = installation.value.configuration
        guard let bot = telegram.botID else { return }
        let note = OwnerNote(
            bot: bot, owners: configuration.telegram.owners, text: text(DeliveryWording(configuration.report.language)))
        let now = time.now()
        do {
            try await history.write { try note.enqueue(in: $0, at: now) }
        } catch {
            log.error("The owners cannot be told", metadata: ["error": "\(error)"])
        }
    }
}
