import Domain
import History
import Logging
import ServiceLifecycle
import TelegramAPI

/// Empties the outbox: the oldest part of each chat first, several chats at once, none held up by another.
struct DeliveryService: Service {
    let bot: Int64
    let postman: Postman
    /// Rung by whoever put something into the outbox.
    let bell: Bell
    let belief: SharedBelief
    let log: Logger
    var pulse = Pulse()

    /// What a stop waits for messages that are on their way, in real time.
    private static let farewell = Duration.seconds(3)

    func run() async throws {
        let progress = Shared(DeliveryProgress())
        await withGracefulShutdownHandler {
            // A group of the other kind keeps every child that has ended for as long as the daemon lives.
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled, !progress.read(\.isStopping) {
                    pulse.beat(.delivery, again: .zero)
                    let (pause, real) = await startDue(progress, in: &group)
                    pulse.beat(.delivery, again: pause)
                    guard await bell.wait(atMost: pause, real: real, time: postman.time) else { break }
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
    private func recover(_ progress: Shared<DeliveryProgress>) async throws {
        guard !progress.read(\.isRecovered) else { return }
        let now = postman.time.now()
        let alerts = try await postman.history.write { try $0.recoverAfterCrash(at: now) }
        progress.update { $0.isRecovered = true }
        for alert in alerts {
            do {
                try await postman.history.write { try $0.repeatAlerts([alert], at: now) }
            } catch {
                log.error("An alert that may have arrived is not repeated", metadata: ["chat": "\(alert.chat.chat)", "error": "\(error)"])
            }
        }
    }

    /// Starts what may be sent now; returns how long to wait for more, and that in real time, unless the bell rings.
    private func startDue(
        _ progress: Shared<DeliveryProgress>, in group: inout DiscardingTaskGroup
    ) async -> (pause: Duration, real: Duration?) {
        let now = postman.time.now()
        guard belief.value.isBelieved else { return (.seconds(5), nil) }
        let state = progress.read { $0 }
        if let until = [state.unwritableUntil, state.outage?.until].compactMap({ $0 }).max(), until > now {
            return (.seconds(until - now), nil)
        }
        // The bell rings once it is known.
        if state.isAsking { return (.seconds(30), nil) }
        do {
            try await recover(progress)
            let leftOut = state.leftOut(at: now)
            let (due, next) = try await postman.history.read { snapshot in
                (try snapshot.due(bot: bot, at: now, except: leftOut), try snapshot.nextDue(bot: bot, except: leftOut))
            }
            if state.outage != nil, !due.isEmpty {
                ask(progress, in: &group)
                return (.seconds(30), nil)
            }
            let held = due.compactMap { postman.pace.heldUntil($0.chat.chat, at: now) }
            let free = due.filter { postman.pace.heldUntil($0.chat.chat, at: now) == nil }
            // What failed before does not stand before what did not.
            let real = start(free.filter { $0.attempts == 0 } + free.filter { $0.attempts > 0 }, progress, in: &group)
            let ahead = ([next, state.nextStuck].compactMap { $0 } + held).filter { $0 > now }.map { $0 - now }
            return (.seconds(min(30, ahead.min() ?? 30)), real)
        } catch {
            if progress.update({ $0.trouble.isNew("read \(error)") }) {
                log.failure("The outbox cannot be read", error)
            }
            return (.seconds(30), nil)
        }
    }

    /// Starts those whose turn it is; returns when, in real time, it is the next one's turn.
    private func start(_ due: [OutboxRow], _ progress: Shared<DeliveryProgress>, in group: inout DiscardingTaskGroup) -> Duration? {
        var wake: DeliverySlots.Moment?
        for row in due where !progress.read({ $0.slots.contains(row.chat.chat) }) {
            guard progress.read(\.slots.hasRoom) else {
                guard let asksAt = progress.read(\.slots.asksAt) else { break }
                if asksAt <= .now { ask(progress, in: &group) } else { wake = min(asksAt, wake ?? asksAt) }
                break
            }
            let isPrompt = row.part == 1 && [.answer, .edit].contains(row.kind)
            switch postman.pace.begin(row.chat.chat, isPrompt: isPrompt) {
            case .now:
                progress.update { $0.slots.take(row.chat.chat, at: .now) }
                group.addTask { await send(row, progress) }
            case .at(let moment): wake = min(moment, wake ?? moment)
            case .afterAnother: break
            }
        }
        return wake.map { $0 - .now }
    }

    /// Asks whether Telegram answers at all, beside the loop.
    private func ask(_ progress: Shared<DeliveryProgress>, in group: inout DiscardingTaskGroup) {
        progress.update { $0.isAsking = true }
        group.addTask {
            await ask(progress)
            bell.ring()
        }
    }

    private func ask(_ progress: Shared<DeliveryProgress>) async {
        let answer = await postman.telegram.presence()
        let news = progress.update {
            $0.asked(answers: answer.isPresent, isRefused: answer.isRefused, at: postman.time.now(), moment: .now)
        }
        switch news {
        case true?: log.notice("Telegram answers again, so messages go on")
        case false?: log.warning("Telegram answers nothing, so all messages wait", metadata: ["error": "\(answer.words)"])
        case nil: break
        }
    }

    private func send(_ row: OutboxRow, _ progress: Shared<DeliveryProgress>) async {
        let began = ContinuousClock.now
        do {
            switch try await postman.send(row) {
            case .notStarted: break
            case .answered: progress.update { $0.slots.answered(at: .now) }
            case .failed(let words):
                progress.update { $0.slots.answered(at: .now) }
                log.warning("A message was given up", metadata: ["chat": "\(row.chat.chat)", "error": "\(words)"])
            case .abandoned: progress.update { $0.stuck[row.id] = DeliveryProgress.Stuck(attempts: 1, until: nil) }
            case .silent:
                // Where others were answered meanwhile, it is this chat's affair.
                let isOpen = progress.update { progress -> Bool in
                    let isOpen = !progress.isAsking && progress.slots.lastAnswer.map { $0 < began } ?? true
                    if isOpen { progress.isAsking = true }
                    return isOpen
                }
                if isOpen { await ask(progress) }
            }
            let isOver = progress.update { progress -> Bool in
                if progress.stuck[row.id]?.until != nil { progress.stuck[row.id] = nil }
                return progress.trouble.clear("")
            }
            if isOver { log.notice("Messages are delivered again") }
        } catch {
            await cannotMark(row, error, progress)
        }
        progress.update { $0.slots.release(row.chat.chat) }
        bell.ring()
    }

    /// Nothing was sent. A disk that is full holds up all; what is wrong with one part, that part.
    private func cannotMark(_ row: OutboxRow, _ error: any Error, _ progress: Shared<DeliveryProgress>) async {
        if error is CancellationError { return }
        let now = postman.time.now()
        if let error = error as? HistoryError, error.isPassing {
            if progress.update({ $0.trouble.isNew("mark \(error)") }) {
                log.error("Messages cannot be marked as being sent, so they wait", metadata: ["error": "\(error)"])
            }
            return progress.update { $0.unwritableUntil = now + 30 }
        }
        guard progress.update({ $0.cannotMark(row.id, at: now) }) else { return }
        log.error(
            "A message cannot be marked as being sent, so it waits", metadata: ["chat": "\(row.chat.chat)", "error": "\(error)"])
        await postman.tellOwners { $0.unmarked(chat: row.chat.chat, reason: "\(error)") }
    }

    private func finish(_ progress: Shared<DeliveryProgress>) async {
        let deadline = ContinuousClock.now + Self.farewell
        while !progress.read(\.slots.isEmpty) {
            let left = deadline - .now
            guard left > .zero, await bell.wait(atMost: left, time: .system) else { return }
        }
    }
}
