import Domain
import History
import Logging
import ServiceLifecycle
import TelegramAPI

/// Does the jobs that updates leave behind, one after the other, outside of the updates' loop.
struct JobService: Service {
    let installation: CurrentInstallation
    let history: History
    let zones: ZoneFiles
    let time: TimeSource
    let orders: SweepOrders
    let state: CollectorState
    let bot: Int64
    let bell: Bell
    let outboxBell: Bell
    let log: Logger
    var pulse = Pulse()

    /// Longer than any job takes.
    private static let longestJob = Duration.seconds(600)

    /// How often a job is begun at most: one that ends the program, or finds the writer held, must not do so for ever.
    private static let attempts = 3
    /// Before it is begun again, in seconds.
    private static let retryPause: Int64 = 10

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var trouble = RepeatedTrouble()
            // Jobs are done one by one, so that between two of them none runs: what is marked so was left behind.
            var mayBeLeft = true
            while !Task.isCancelled {
                pulse.beat(.jobs, again: Self.longestJob)
                var pause = Duration.seconds(60)
                let now = time.now()
                do {
                    if mayBeLeft { try await history.write { try $0.recoverJobs(attempts: .max, at: now) } }
                    mayBeLeft = true
                    pause = try await doOne() ? .zero : try await untilNextJob()
                    mayBeLeft = false
                    trouble.clear("")
                } catch {
                    if Task.isCancelled { return }
                    if trouble.isNew("\(error)") { log.error("Jobs wait", metadata: ["error": "\(error)"]) }
                    pause = .seconds(Self.retryPause)
                }
                pulse.beat(.jobs, again: pause)
                guard await bell.wait(atMost: pause, time: time) else { return }
            }
        }
    }

    private func untilNextJob() async throws -> Duration {
        guard let next = try await history.read({ try $0.nextJobDue() }) else { return .seconds(60) }
        return .seconds(min(60, max(0, next - time.now())))
    }

    /// Whether there was a job, so that there may be another. Throws where neither the job nor its failure can be stored.
    private func doOne() async throws -> Bool {
        let now = time.now()
        guard let job = try await history.write({ try $0.takeJob(at: now) }) else { return false }
        do {
            guard job.attempts <= Self.attempts else { throw EndlessJob() }
            try await run(job)
        } catch {
            // What the shutdown broke off is begun again at the next start.
            if Task.isCancelled { throw error }
            let end = time.now()
            if error as? HistoryError == .busy, job.attempts < Self.attempts {
                log.warning("A job waits for another program that writes", metadata: ["kind": "\(job.kind)"])
                try await history.write { try $0.failJob(job.id, error: "\(error)", at: end, retryAt: end + Self.retryPause) }
                return true
            }
            log.error("A job failed", metadata: ["kind": "\(job.kind)", "error": "\(error)"])
            try await giveUp(job, error: error, at: end)
        }
        return true
    }

    /// Somebody waits for it, so that he is told.
    private func giveUp(_ job: Job, error: any Error, at now: Instant) async throws {
        let words = "\(error)"
        let told = try await history.write { [bot, installation] transaction -> Result<Void, any Error> in
            try transaction.failJob(job.id, error: words, at: now, retryAt: nil)
            guard let (chat, message) = Self.asker(of: job) else { return .success(()) }
            return try transaction.attempt {
                let reader = ReaderSettings(try transaction.snapshot.chat(chat), configuration: installation.value.configuration)
                let part = OutgoingMessage.Part(text: CommandWording(reader.language).failed)
                try transaction.enqueue(
                    OutgoingMessage(bot: bot, chat: chat, kind: .answer, parts: [part], replyTo: message, createdAt: now))
            }
        }
        if case .failure(let error) = told {
            log.error("Nobody could be told of the job that failed", metadata: ["error": "\(error)"])
        }
        if Self.asker(of: job) != nil { outboxBell.ring() }
    }

    /// Where the answer is waited for, and below which message.
    private static func asker(of job: Job) -> (ChatAddress, Int64?)? {
        if job.kind == ChartOrder.kind { return ChartJob(text: job.payload).map { ($0.chat, $0.replyTo) } }
        return RefreshJob(text: job.payload).map { ($0.chat, $0.message) }
    }

    private func run(_ job: Job) async throws {
        if job.kind == ChartOrder.kind, let chart = ChartJob(text: job.payload) { return try await draw(chart, job: job.id) }
        guard job.kind == RefreshJob.kind, let refresh = RefreshJob(text: job.payload) else { throw UnknownJob(kind: job.kind) }
        await orders.sweep(atMost: installation.value.configuration.collector.timeout)
        let (installation, view, now) = (installation.value, state.value, time.now())
        try await history.write { transaction in
            let chat = try transaction.snapshot.chat(refresh.chat)
            let reader = ReaderSettings(chat, configuration: installation.configuration)
            let zone = try zones.zone(named: reader.timezone)
            let answer = try BalanceBotCommand.answer(
                maker: ReportMaker(installation: installation, view: view, zone: zone),
                wording: Wording(language: reader.language, zone: zone, now: now), view: view,
                filter: AccountWords(installation, transaction.snapshot.accounts()).stored(refresh.filter ?? ""), in: transaction.snapshot)
            var parts = MessageSplitter.product.numbered(answer.blocks, reader.language).map { OutgoingMessage.Part(text: $0) }
            guard !parts.isEmpty else { return try transaction.finishJob(job.id, at: now) }
            parts[parts.count - 1].keyboard = StoredKeyboard(answer.buttons)?.text
            // An edit is one message: what is longer is sent anew.
            let isEdit = parts.count == 1
            try transaction.enqueue(
                OutgoingMessage(
                    bot: bot, chat: refresh.chat, kind: isEdit ? .edit : .answer, parts: parts, editOf: isEdit ? refresh.message : nil,
                    createdAt: now))
            try transaction.finishJob(job.id, at: now)
        }
        outboxBell.ring()
    }
}

extension JobService {
    /// The figures are worked out here, beside the writer; the picture itself is drawn when it is sent.
    private func draw(_ chart: ChartJob, job: Int64) async throws {
        let language = try await history.read {
            ReaderSettings(try $0.chat(chart.chat), configuration: installation.value.configuration).language
        }
        let now = time.now()
        let answer = try await charts.answer(to: chart, bot: bot, at: now, language: language)
        try await history.write { transaction in
            try transaction.enqueue(answer)
            try transaction.finishJob(job, at: now)
        }
        outboxBell.ring()
    }

    private var charts: ChartDesk { ChartDesk(installation: installation, history: history, zones: zones, view: state.value) }
}

/// A job that was begun too often without an end.
struct EndlessJob: Error, CustomStringConvertible {
    var description: String { "it was begun several times, and the program ended each time before it was done" }
}

/// A job of a kind that this version does not know.
struct UnknownJob: Error, CustomStringConvertible {
    let kind: String

    var description: String { "a job of the kind \"\(kind)\" is not known to this version" }
}
