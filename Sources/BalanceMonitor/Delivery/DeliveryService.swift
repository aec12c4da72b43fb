import Domain
import History
import Logging
import ServiceLifecycle
import Synchronization

/// Empties the outbox: the oldest part of each chat first, several chats at once, none held up by another.
struct DeliveryService: Service {
    let bot: Int64
    let postman: Postman
    /// Rung by whoever put something into the outbox.
    let bell: Bell
    let belief: SharedBelief
    let log: Logger
    var pulse = Pulse()

    /// How many chats are written to at once; Telegram takes about thirty messages a second from one bot.
    private static let concurrency = 8
    /// What a stop waits for messages that are on their way, in real time.
    private static let farewell = Duration.seconds(3)

    private struct Progress {
        var inFlight: Set<Int64> = []
        var isStopping = false
        var allWaitUntil: Instant?
        /// Whether what an earlier process was sending was looked at.
        var isRecovered = false
        var trouble = RepeatedTrouble()
    }

    func run() async throws {
        let progress = Shared(Progress())
        await withGracefulShutdownHandler {
            // A group of the other kind keeps every child that has ended for as long as the daemon lives.
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled, !progress.read(\.isStopping) {
                    pulse.beat(.delivery, again: .zero)
                    let pause = await startDue(progress, in: &group)
                    pulse.beat(.delivery, again: pause)
                    guard await bell.wait(atMost: pause, time: postman.time) else { break }
                }
                await finish(progress)
                group.cancelAll()
            }
        } onGracefulShutdown: {
            progress.update { $0.isStopping = true }
            bell.ring()
        }
    }

    /// What was being sent when the program ended is unknown now; its kind says what follows.
    private func recover(_ progress: Shared<Progress>) async throws {
        guard !progress.read(\.isRecovered) else { return }
        let now = postman.time.now()
        try await postman.history.write { try $0.repeatAlerts($0.recoverAfterCrash(at: now), at: now) }
        progress.update { $0.isRecovered = true }
    }

    /// Starts what may be sent now; returns how long to wait for more, unless the bell rings.
    private func startDue(_ progress: Shared<Progress>, in group: inout DiscardingTaskGroup) async -> Duration {
        let now = postman.time.now()
        guard belief.value.isBelieved else { return .seconds(5) }
        if let until = progress.read(\.allWaitUntil), until > now { return .seconds(until - now) }
        do {
            try await recover(progress)
            let (due, next) = try await postman.history.read { snapshot in
                (try snapshot.due(bot: bot, at: now), try snapshot.nextDue(bot: bot))
            }
            for row in due {
                let starts = progress.update { progress -> Bool in
                    guard progress.inFlight.count < Self.concurrency else { return false }
                    return progress.inFlight.insert(row.chat.chat).inserted
                }
                guard starts else { continue }
                group.addTask { await send(row, progress) }
            }
            guard let next, next > now else { return .seconds(30) }
            return .seconds(min(30, next - now))
        } catch {
            if progress.update({ $0.trouble.isNew("read \(error)") }) {
                log.error("The outbox cannot be read", metadata: ["error": "\(error)"])
            }
            return .seconds(30)
        }
    }

    private func send(_ row: OutboxRow, _ progress: Shared<Progress>) async {
        do {
            switch try await postman.send(row) {
            case .none: break
            case .allWait(let until): progress.update { $0.allWaitUntil = until }
            case .failed(let words): log.warning("A message was given up", metadata: ["chat": "\(row.chat.chat)", "error": "\(words)"])
            }
            progress.update { $0.trouble.clear("") }
        } catch {
            if progress.update({ $0.trouble.isNew("mark \(error)") }) {
                log.error("A message cannot be marked as being sent, so it waits", metadata: ["error": "\(error)"])
            }
            progress.update { $0.allWaitUntil = postman.time.now() + 30 }
        }
        progress.update { $0.inFlight.remove(row.chat.chat) }
        bell.ring()
    }

    private func finish(_ progress: Shared<Progress>) async {
        let deadline = ContinuousClock.now + Self.farewell
        while !progress.read(\.inFlight).isEmpty {
            let left = deadline - .now
            guard left > .zero, await bell.wait(atMost: left, time: .system) else { return }
        }
    }
}
