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
    /// What one chat's reports may take while they can only be sent, not written.
    private static let longestSending = Duration.seconds(600)

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
        try? await unwritten.writeDown()
        let subscriptions = try await subscriptions()
        let now = time.now()
        let isDue = try await history.read { snapshot in
            try subscriptions.contains {
                try $0.due(now: now, newest: unwritten.newestSlot(of: $0.chat.address, in: snapshot)).send != nil
            }
        }
        if isDue {
            await sweep(unlessWithin: Self.freshness)
            var isAllSent = true
            var failure: (any Error)?
            for subscription in subscriptions {
                pulse.beat(.reports, again: Self.longestSending)
                do {
                    isAllSent = try await send(subscription) && isAllSent
                } catch {
                    failure = failure ?? error
                }
            }
            outboxBell.ring()
            if let failure { throw failure }
            return isAllSent ? .seconds(1) : .seconds(30)
        }
        let next = subscriptions.compactMap { $0.schedule.next(after: now)?.at }.min()
        nextReport.update { $0 = next }
        guard let next else { return .seconds(3600) }
        if next - now <= Self.sweepAhead {
            await sweep(unlessWithin: Self.sweepAhead)
            return .seconds(max(0, next - time.now()))
        }
        // The zone's rules may change under a long sleep.
        return .seconds(min(3600, next - now - Self.sweepAhead))
    }

    private func sweep(unlessWithin freshness: Int64) async {
        if let last = state.value.lastSweep, time.now() - last <= freshness { return }
        let timeout = installation.value.configuration.collector.timeout
        pulse.beat(.reports, again: timeout)
        await orders.sweep(atMost: timeout)
    }

    private func subscriptions() async throws -> [Subscription] {
        let configuration = installation.value.configuration
        return try await history.read { try $0.chats() }.compactMap {
            Subscription($0, configuration: configuration, zones: zones)
        }
    }

    /// Whether everything that was due is on its way.
    private func send(_ subscription: Subscription) async throws -> Bool {
        do {
            while try await enqueueOne(subscription) {}
            return true
        } catch HistoryError.cannotWrite {
            return try await sendUnwritten(subscription)
        }
    }

    private func enqueueOne(_ subscription: Subscription) async throws -> Bool {
        let report = report(for: subscription)
        return try await history.write { transaction in
            let due = subscription.due(now: report.now, newest: try transaction.snapshot.newestSlot(of: subscription.chat.address))
            return try report.enqueue(due, in: transaction)
        }
    }

    private func sendUnwritten(_ subscription: Subscription) async throws -> Bool {
        while true {
            let report = report(for: subscription)
            let due = try await history.read { snapshot in
                try subscription.due(now: report.now, newest: unwritten.newestSlot(of: subscription.chat.address, in: snapshot))
            }
            guard due.send != nil else { return true }
            guard try await unwritten.send(due, by: report, lastStored: state.value.lastSweep) else { return false }
        }
    }

    private func report(for subscription: Subscription) -> SlotReport {
        SlotReport(
            subscription: subscription, installation: installation.value, view: state.value, bot: bot, now: time.now())
    }
}
