import Domain
import History
import Logging
import ServiceLifecycle
import TelegramAPI

/// Sends scheduled reports while the history cannot be written, and writes them down with the first write that succeeds, whoever makes it.
///
/// The readable history is what they show: as of the last sweep that was stored, which they say. A program that is killed before anything
/// could be written forgets what it sent.
struct UnwrittenReports: Service {
    typealias Write = @Sendable (@escaping @Sendable (Transaction) throws -> Void) async throws -> Void

    /// How often a write is tried while there is something to write down.
    private static let retry = Duration.seconds(5)
    /// How many messages may be on their way at once.
    private static let concurrency = 32
    /// What a stop waits for messages that are on their way, in real time.
    private static let farewell = Duration.seconds(3)

    let bot: Int64
    let history: History
    let telegram: TelegramClient
    let installation: CurrentInstallation
    let time: TimeSource
    let pace: SharedPace
    /// The delivery's: what was not sent yet is its affair once it is written down.
    let outboxBell: Bell
    let log: Logger
    let write: Write
    private let bell = Bell()
    fileprivate let outbox = Shared(UnwrittenOutbox())

    /// `write` replaces the history's own, for tests.
    init(
        bot: Int64, history: History, telegram: TelegramClient, installation: CurrentInstallation, time: TimeSource,
        pace: SharedPace = SharedPace(), outboxBell: Bell = Bell(), log: Logger, write: Write? = nil
    ) {
        self.bot = bot
        self.history = history
        self.telegram = telegram
        self.installation = installation
        self.time = time
        self.pace = pace
        self.outboxBell = outboxBell
        self.log = log
        self.write = write ?? { try await history.write($0) }
    }

    /// The newest slot of a chat, written down or not.
    func newestSlot(of chat: ChatAddress, in snapshot: Snapshot) throws -> ReportSlot? {
        let stored = try snapshot.newestSlot(of: chat)
        guard let unwritten = outbox.read({ $0.newestSlot(of: chat) }) else { return stored }
        return stored.map { ($0.date, $0.time) < (unwritten.date, unwritten.time) ? unwritten : $0 } ?? unwritten
    }

    /// Takes over the report of a slot. Throws what making it throws; sending it fails no one.
    func add(_ due: DueSlots, by report: SlotReport, lastStored: Instant?) async throws {
        guard let slot = due.send else { return }
        let chat = report.subscription.chat.address
        let earlier = outbox.read { $0.lastReportEnd(chat) }
        let (text, window) = try await history.read { try report.render(slot, from: earlier, in: $0) }
        let zone = report.subscription.schedule.zone
        let wording = Wording(language: report.subscription.language, zone: zone, now: report.now)
        let mark = DeliveryWording(wording.language).notWritten(since: lastStored.map(wording.timeAndDay))
        let texts = MessageSplitter.product.numbered([mark] + text.blocks, wording.language)
        let row = ReportSlot(chat: chat, date: slot.date.description, time: slot.time.description)
        add(
            UnwrittenOutbox.Report(
                slot: row, window: window, language: wording.language, createdAt: report.now,
                parts: texts.map { UnwrittenOutbox.Part(text: $0, notBefore: report.now) }))
    }

    func add(_ report: UnwrittenOutbox.Report) {
        outbox.update { $0.add(report) }
        bell.ring()
    }

    func run() async throws {
        history.afterWrite { [outbox, bell] in
            if !outbox.read(\.isEmpty) { bell.ring() }
        }
        let isStopping = Shared(false)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                var trouble = RepeatedTrouble()
                while !Task.isCancelled, !isStopping.read({ $0 }) {
                    await writeDown(&trouble)
                    let (pause, real) = startDue(in: &group)
                    guard await bell.wait(atMost: pause, real: real, time: time) else { break }
                }
                await finish()
                await writeDown(&trouble)
                group.cancelAll()
            }
        } onGracefulShutdown: {
            isStopping.update { $0 = true }
            bell.ring()
        }
        history.afterWrite(nil)
        let left = outbox.read { $0.reports.filter { $0.parts.contains { $0.state != .queued } }.map(\.slot) }
        for slot in left {
            log.error(
                "A report was sent and is written down nowhere, so it may come again",
                metadata: ["chat": "\(slot.chat.chat)", "report": "\(slot.date) \(slot.time)"])
        }
    }

    /// Starts what may be sent now; returns how long to wait, and that in real time.
    private func startDue(in group: inout DiscardingTaskGroup) -> (pause: Duration, real: Duration?) {
        let now = time.now()
        let (due, next, isEmpty, running) = outbox.read { outbox in
            (outbox.due(at: now), outbox.nextDue, outbox.isEmpty, outbox.reports.count(where: \.isSending))
        }
        guard !isEmpty else { return (.seconds(3600), nil) }
        var wake: SendingPace.Moment?
        for ticket in due.prefix(max(0, Self.concurrency - running)) {
            if let until = pace.heldUntil(ticket.to.chat, at: now) {
                outbox.update { $0.putBack(ticket, notBefore: until) }
                continue
            }
            switch pace.begin(ticket.to.chat) {
            case .now:
                outbox.update { $0.begin(ticket) }
                group.addTask { await send(ticket) }
            case .at(let moment): wake = min(moment, wake ?? moment)
            case .afterAnother: wake = min(.now + .milliseconds(100), wake ?? .now + .milliseconds(100))
            }
        }
        let pause = next.flatMap { $0 > now ? min(Self.retry, .seconds($0 - now)) : nil } ?? Self.retry
        return (pause, wake.map { $0 - .now })
    }

    private func send(_ ticket: UnwrittenOutbox.Ticket) async {
        defer { bell.ring() }
        if ticket.part.isRepeat, await !telegram.presence().isPresent {
            pace.end(ticket.to.chat)
            let now = time.now()
            return outbox.update { $0.putBack(ticket, notBefore: now + 30) }
        }
        let html = (ticket.part.isRepeat ? DeliveryWording(ticket.language).repeatMark + "\n" : "") + ticket.part.text
        let isPlain = ticket.part.isPlain
        do throws(TelegramError) {
            let id = try await telegram.sendMessage(
                to: ticket.to, isPlain ? HTMLText.plain(from: html) : html, format: isPlain ? .plain : .html
            ).id
            pace.end(ticket.to.chat)
            outbox.update { $0.sent(ticket, messageID: id) }
        } catch {
            pace.end(ticket.to.chat)
            let now = time.now()
            let verdict = DeliveryVerdict(
                error, attempt: ticket.part.attempts, isPlain: isPlain, isInTopic: ticket.to.topic != nil)
            if case .again(let pause) = verdict { pace.hold(ticket.to.chat, until: now.afterAtLeast(pause)) }
            log.warning(
                "A report that cannot be written down was not taken", metadata: ["chat": "\(ticket.to.chat)", "error": "\(error)"])
            outbox.update { $0.failed(ticket, verdict, error: "\(error)", at: now) }
        }
    }

    /// Writes down what is here, if anything can be written.
    private func writeDown(_ trouble: inout RepeatedTrouble) async {
        let held = outbox.read { $0 }
        guard !held.isEmpty, !held.settled.isEmpty || held.reports.isEmpty else { return }
        let (now, configuration) = (time.now(), installation.value.configuration)
        do {
            try await write { [bot] transaction in
                try held.write(
                    bot: bot, owners: configuration.telegram.owners, language: configuration.report.language, in: transaction, at: now)
            }
            outbox.update { $0.wrote(held) }
            trouble.clear("")
            log.notice("Reports that went out unwritten are written down", metadata: ["reports": "\(held.settled.count)"])
            outboxBell.ring()
        } catch {
            if trouble.isNew("\(error)") {
                log.error("Reports that went out cannot be written down yet", metadata: ["error": "\(error)"])
            }
        }
    }

    private func finish() async {
        let deadline = ContinuousClock.now + Self.farewell
        while outbox.read(\.isSending) {
            let left = deadline - .now
            guard left > .zero, await bell.wait(atMost: left, time: .system) else { return }
        }
    }
}

extension UnwrittenReports {
    /// Whether something of this chat is written down nowhere yet.
    func holds(_ chat: ChatAddress) -> Bool { outbox.read { $0.newestSlot(of: chat) != nil } }
}
