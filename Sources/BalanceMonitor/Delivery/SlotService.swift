import Domain
import History
import Logging
import ServiceLifecycle

/// Sees to it that every subscribed chat gets its report at its times: sweeps shortly before, then writes slot and message down.
struct SlotService: Service {
    /// How long before a slot a sweep starts, in seconds.
    private static let sweepAhead: Int64 = 30
    /// A sweep no older than this many seconds need not be made again for a report.
    private static let freshness: Int64 = 90
    /// What making one chat's reports may take.
    private static let longestMaking = Duration.seconds(600)

    let installation: CurrentInstallation
    let history: History
    let zones: ZoneFiles
    let time: TimeSource
    let orders: SweepOrders
    let state: CollectorState
    let belief: SharedBelief
    let bot: Int64
    let unwritten: UnwrittenReports
    /// Rung when a subscription or the configuration changed.
    let bell: Bell
    /// Rung for the delivery.
    let outboxBell: Bell
    let log: Logger
    var pulse = Pulse()
    /// When the next report is due, for those who ask; nil where nobody is subscribed.
    var nextReport = Shared<Instant?>(nil)
    private let unmade = Shared(UnmadeReports())

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var trouble = RepeatedTrouble()
            while !Task.isCancelled {
                let pause: Duration
                pulse.beat(.reports, again: .zero)
                do {
                    pause = try await step()
                    if trouble.clear("") { log.notice("Reports are made again") }
                } catch {
                    if trouble.isNew("\(error)") { log.failure("Reports cannot be made", error) }
                    pause = .seconds(30)
                }
                pulse.beat(.reports, again: pause)
                guard await bell.wait(atMost: pause, time: time) else { return }
            }
        }
    }

    /// Does what is due now; returns how long nothing will be.
    private func step() async throws -> Duration {
        guard belief.value.isBelieved else { return .seconds(5) }
        let subscriptions = try await subscriptions()
        let now = time.now()
        let unmade = unmade.read { $0 }
        let isDue = try await history.read { snapshot in
            try subscriptions.contains {
                try !unmade.waits($0.chat.address, at: now)
                    && $0.due(now: now, newest: unwritten.newestSlot(of: $0.chat.address, in: snapshot)).send != nil
            }
        }
        if isDue {
            await sweep(unlessWithin: Self.freshness)
            for subscription in subscriptions where !unmade.waits(subscription.chat.address, at: now) {
                pulse.beat(.reports, again: Self.longestMaking)
                do {
                    try await send(subscription)
                    await made(subscription.chat)
                } catch HistoryError.busy {
                    // Another program's lock holds up all alike.
                    outboxBell.ring()
                    throw HistoryError.busy
                } catch {
                    await cannotMake(subscription.chat, "\(error)")
                }
            }
            outboxBell.ring()
            return .seconds(1)
        }
        let next = subscriptions.compactMap { $0.schedule.next(after: now)?.at }.min()
        nextReport.update { $0 = next }
        let retry = unmade.next(after: now).map { $0 - now } ?? 3600
        guard let next else { return .seconds(min(3600, retry)) }
        if next - now <= Self.sweepAhead {
            await sweep(unlessWithin: Self.sweepAhead)
            return .seconds(max(0, next - time.now()))
        }
        // The zone's rules may change under a long sleep.
        return .seconds(min(3600, retry, next - now - Self.sweepAhead))
    }

    /// The report of one chat cannot be made: it alone is tried again, and the owners are told once.
    private func cannotMake(_ chat: KnownChat, _ reason: String) async {
        let now = time.now()
        guard unmade.update({ $0.failed(chat.address, at: now) }) else { return }
        log.error("A report cannot be made", metadata: ["chat": "\(chat.address.chat)", "error": "\(reason)"])
        let configuration = installation.value.configuration
        let text = DeliveryWording(configuration.report.language).unmade(chat: chat.title, reason: reason)
        let note = RefusalNote(
            kind: .unmade, chat: chat.address, note: OwnerNote(bot: bot, owners: configuration.telegram.owners, text: text))
        do {
            try await history.write { try note.enqueue(in: $0, at: now) }
            outboxBell.ring()
        } catch {
            log.error("The owners cannot be told", metadata: ["error": "\(error)"])
        }
    }

    private func made(_ chat: KnownChat) async {
        guard unmade.update({ $0.made(chat.address) }) else { return }
        log.notice("A report can be made again", metadata: ["chat": "\(chat.address.chat)"])
        let now = time.now()
        do {
            try await history.write { try RefusalNote.forget(chat.address, .unmade, in: $0, at: now) }
        } catch {
            log.warning("It cannot be noted that a report can be made again", metadata: ["error": "\(error)"])
        }
    }

    private func sweep(unlessWithin freshness: Int64) async {
        if let last = state.value.lastSweep, time.now() - last <= freshness { return }
        let timeout = installation.value.configuration.collector.timeout
        pulse.beat(.reports, again: timeout)
        await orders.sweep(atMost: timeout)
    }

    /// Those that can be served; a chat whose zone cannot be read is named, and the others go on.
    private func subscriptions() async throws -> [Subscription] {
        let configuration = installation.value.configuration
        var subscriptions: [Subscription] = []
        for chat in try await history.read({ try $0.chats() }) where chat.isSubscribed && chat.pausedAt == nil {
            if let subscription = Subscription(chat, configuration: configuration, zones: zones) {
                subscriptions.append(subscription)
            } else if !unmade.read({ $0.waits(chat.address, at: time.now()) }) {
                let name = ReaderSettings(chat, configuration: configuration).timezone
                do {
                    _ = try zones.zone(named: name)
                } catch {
                    await cannotMake(chat, "\(error)")
                }
            }
        }
        return subscriptions
    }

    private func send(_ subscription: Subscription) async throws {
        // What is in memory is newer than what is stored, and counts as long as it is there.
        guard !unwritten.holds(subscription.chat.address) else { return try await sendUnwritten(subscription) }
        do {
            while try await enqueueOne(subscription) {}
        } catch HistoryError.cannotWrite {
            try await sendUnwritten(subscription)
        }
    }

    private func enqueueOne(_ subscription: Subscription) async throws -> Bool {
        let report = report(for: subscription)
        return try await history.write { transaction in
            let due = subscription.due(now: report.now, newest: try transaction.snapshot.newestSlot(of: subscription.chat.address))
            return try report.enqueue(due, in: transaction)
        }
    }

    private func sendUnwritten(_ subscription: Subscription) async throws {
        while true {
            let report = report(for: subscription)
            let due = try await history.read { snapshot in
                try subscription.due(now: report.now, newest: unwritten.newestSlot(of: subscription.chat.address, in: snapshot))
            }
            guard due.send != nil else { return }
            try await unwritten.add(due, by: report, lastStored: state.value.lastSweep)
        }
    }

    private func report(for subscription: Subscription) -> SlotReport {
        SlotReport(
            subscription: subscription, installation: installation.value, view: state.value, bot: bot, now: time.now())
    }
}
