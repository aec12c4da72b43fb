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

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let start = time.now()
            try? await history.write { try $0.recoverJobs(attempts: 3, at: start) }
            while !Task.isCancelled {
                pulse.beat(.jobs, again: Self.longestJob)
                let pause: Duration = await doOne() ? .zero : .seconds(60)
                pulse.beat(.jobs, again: pause)
                guard await bell.wait(atMost: pause, time: time) else { return }
            }
        }
    }

    /// Whether there was a job, so that there may be another.
    private func doOne() async -> Bool {
        let now = time.now()
        do {
            guard let job = try await history.write({ try $0.takeJob(at: now) }) else { return false }
            do {
                try await run(job)
            } catch is CancellationError {
                // It is done again after the next start.
                return false
            } catch {
                log.error("A job failed", metadata: ["kind": "\(job.kind)", "error": "\(error)"])
                try await history.write { try $0.failJob(job.id, error: "\(error)", at: now, retryAt: nil) }
            }
            return true
        } catch {
            log.failure("Jobs cannot be read", error)
            return false
        }
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
        do {
            let answer = try await charts.answer(to: chart, bot: bot, at: now, language: language)
            try await history.write { transaction in
                try transaction.enqueue(answer)
                try transaction.finishJob(job, at: now)
            }
            outboxBell.ring()
        } catch {
            // Somebody waits for it.
            try await history.write { [bot] transaction in
                _ = try transaction.enqueue(
                    OutgoingMessage(
                        bot: bot, chat: chart.chat, kind: .answer, parts: [OutgoingMessage.Part(text: CommandWording(language).failed)],
                        replyTo: chart.replyTo, createdAt: now))
            }
            outboxBell.ring()
            throw error
        }
    }

    private var charts: ChartDesk { ChartDesk(installation: installation, history: history, zones: zones) }
}

/// A job of a kind that this version does not know.
struct UnknownJob: Error, CustomStringConvertible {
    let kind: String

    var description: String { "a job of the kind \"\(kind)\" is not known to this version" }
}
