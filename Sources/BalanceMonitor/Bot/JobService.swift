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
            } catch {
                log.error("A job failed", metadata: ["kind": "\(job.kind)", "error": "\(error)"])
                try await history.write { try $0.failJob(job.id, error: "\(error)", at: now, retryAt: nil) }
            }
            return true
        } catch {
            log.error("Jobs cannot be read", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func run(_ job: Job) async throws {
        guard job.kind == RefreshJob.kind, let refresh = RefreshJob(text: job.payload) else { throw UnknownJob(kind: job.kind) }
        await orders.sweep(atMost: installation.value.configuration.collector.timeout)
        let (installation, view, now) = (installation.value, state.value, time.now())
        try await history.write { transaction in
            let chat = try transaction.snapshot.chat(refresh.chat)
            let reader = ReaderSettings(chat, configuration: installation.configuration)
            let zone = try zones.zone(named: reader.timezone)
            let answer = try BalanceBotCommand.answer(
                maker: ReportMaker(installation: installation, view: view, zone: zone),
                wording: Wording(language: reader.language, zone: zone, now: now), view: view, in: transaction.snapshot)
            var parts = MessageSplitter.product.parts(of: answer.blocks).map { OutgoingMessage.Part(text: $0) }
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

/// A job of a kind that this version does not know.
struct UnknownJob: Error, CustomStringConvertible {
    let kind: String

    var description: String { "a job of the kind \"\(kind)\" is not known to this version" }
}
