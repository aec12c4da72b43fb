import Domain
import History
import Logging
import ServiceLifecycle
import TelegramAPI

/// Receives what people do: long polls, and stores each update's effect before the next is looked at.
struct UpdatesService: Service {
    /// How long Telegram may keep a poll open, in seconds of real time.
    private static let pollSeconds = 25

    let bot: Int64
    let telegram: TelegramClient
    let installation: CurrentInstallation
    let history: History
    let zones: ZoneFiles
    let time: TimeSource
    let state: CollectorState
    let belief: SharedBelief
    let status: Shared<ServiceStatus>
    let outboxBell: Bell
    let slotBell: Bell
    let jobBell: Bell
    let log: Logger
    var pulse = Pulse()
    let refreshes = RefreshThrottle()
    private let cursor = Shared(UpdateCursor())
    private let identity = BotIdentity()

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var trouble = ReceptionTrouble()
            var storage = RepeatedTrouble()
            while !Task.isCancelled {
                do {
                    try await receive(botUsername: try await identity.name(by: self))
                    if trouble.succeeded() { log.notice("Telegram answers again") }
                    if storage.clear("") { log.notice("Updates are stored again") }
                    status.update { [conflict = trouble.hasConflict] in ($0.hasConflict, $0.isSilent) = (conflict, false) }
                } catch let error as TelegramError {
                    if Task.isCancelled { return }
                    if case .conflict = error, await identity.removesWebhook(by: self) { continue }
                    let (isNew, pause) = trouble.failed(error)
                    status.update { [conflict = trouble.hasConflict] in ($0.hasConflict, $0.isSilent) = (conflict, true) }
                    if isNew { log.warning("Telegram's updates cannot be received", metadata: ["error": "\(error)"]) }
                    guard await realSleep(.seconds(pause)) else { return }
                } catch {
                    if storage.isNew("\(error)") {
                        log.failure("Updates cannot be stored, so they wait at Telegram", error)
                    }
                    guard await realSleep(.seconds(10)) else { return }
                }
            }
        }
    }

    private func receive(botUsername: String) async throws {
        let stored = try await history.read { try $0.updateOffset(bot: bot) }
        let now = time.now()
        let offset = cursor.update { $0.offset(stored: stored, now: now) }
        beat(requestOf: Self.pollSeconds + 10)
        let began = ContinuousClock.now
        let updates = try await telegram.getUpdates(offset: offset, timeout: Self.pollSeconds)
        status.update { [route = routeName] in $0.route = route }
        // Not acknowledged either: they come again once the clock is believed.
        if !updates.isEmpty, !belief.value.isBelieved {
            _ = await realSleep(.seconds(5))
            return
        }
        // In order and each once, whatever the server sends.
        let fresh = cursor.update { $0.take(updates, asked: offset) }
        if fresh.isEmpty {
            // An answer at once with nothing new would be asked for thousands of times.
            if ContinuousClock.now - began < .seconds(1) { _ = await realSleep(.seconds(1)) }
            return
        }
        let name = await identity.name(asAddressedIn: fresh, known: botUsername, by: self)
        try await store(fresh, botUsername: name)
    }

    private func store(_ updates: [Update], botUsername: String) async throws {
        let size = FileSize.bytes(of: history.path)
        status.update { $0.databaseBytes = size }
        let handler = UpdateHandler(
            bot: bot, botUsername: botUsername, installation: installation.value, zones: zones, view: state.value,
            status: status.read { $0 }, refreshes: refreshes, now: time.now(), log: log)
        let stale = updates.compactMap(handler.staleCommand)
        for update in updates {
            // What is left is not acknowledged, and comes again at the next start.
            if Task.isCancelled { return }
            beat(requestOf: 0)
            var staleCount: Int?
            if let message = handler.staleCommand(update) {
                // By sender, or a stranger's command could be the one that stands for all.
                let same = stale.filter { $0.address == message.address && $0.person?.id == message.person?.id }
                if same.last == message { staleCount = same.count }
            }
            do {
                let effects = try await effects(of: update, staleCount: staleCount, handler)
                cursor.update { $0.handled(update) }
                await finish(effects)
            } catch HistoryError.cannotWrite(let reason) {
                log.error("An update is answered without being stored", metadata: ["error": "\(reason)"])
                await answerUnwritten(update, handler)
            }
        }
    }

    /// One update that cannot be handled is apologised for and acknowledged: it never stops the loop.
    private func effects(of update: Update, staleCount: Int?, _ handler: UpdateHandler) async throws -> UpdateEffects {
        do {
            return try await history.write { try handler.handle(update, staleCount: staleCount, in: $0) }
        } catch HistoryError.cannotWrite(let reason) {
            throw HistoryError.cannotWrite(reason: reason)
        } catch HistoryError.busy {
            throw HistoryError.busy
        } catch {
            log.error("An update could not be handled", metadata: ["update": "\(update.id)", "error": "\(error)"])
            do {
                try await history.write { try handler.apologise(for: update, in: $0) }
            } catch {
                log.error("An update could not be apologised for", metadata: ["update": "\(update.id)", "error": "\(error)"])
                try await history.write { try handler.acknowledge(update, in: $0) }
            }
            var effects = UpdateEffects()
            effects.hasMessages = true
            if case .callback(let query) = update.kind {
                let language = installation.value.configuration.report.language
                effects.callbackAnswers.append((query.id, CommandWording(language).failed))
            }
            return effects
        }
    }

    /// Best effort, since nothing can be noted: answered once, and only as long as this process lives.
    private func answerUnwritten(_ update: Update, _ handler: UpdateHandler) async {
        cursor.update { $0.answeredUnwritten(update) }
        do {
            guard let answer = try await history.read({ try handler.answerUnwritten(update, in: $0) }) else { return }
            for part in answer.parts {
                beat(requestOf: 30)
                _ = try await telegram.sendMessage(to: answer.chat, part)
            }
        } catch {
            log.error("A command is not answered", metadata: ["update": "\(update.id)", "error": "\(error)"])
        }
    }

    private func finish(_ effects: UpdateEffects) async {
        if effects.hasMessages { outboxBell.ring() }
        if effects.hasJobs { jobBell.ring() }
        if effects.changesSchedule { slotBell.ring() }
        for answer in effects.callbackAnswers {
            beat(requestOf: 15)
            // Only a spinner depends on it, and one that was pressed long ago is refused.
            try? await telegram.answerCallbackQuery(id: answer.id, text: answer.text)
        }
    }

    private var routeName: String {
        let routes = installation.value.configuration.telegram.routes
        return routes.first { $0.route == telegram.route }?.name ?? "direct"
    }

    /// Network I/O lives in real time, whatever the schedule's clock does.
    private func realSleep(_ duration: Duration) async -> Bool {
        pulse.beat(.updates, again: duration)
        return await TimeSource.system.sleep(duration)
    }

    /// A request is about to be made that takes so many seconds at most, on each way to Telegram.
    func beat(requestOf seconds: Int) {
        pulse.beat(.updates, again: .seconds(seconds * installation.value.configuration.telegram.routes.count))
    }
}
