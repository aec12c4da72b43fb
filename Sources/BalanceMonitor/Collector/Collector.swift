import Domain
import History
import Logging
import Networks
import ServiceLifecycle

/// Polls the accounts at every interval and stores each sweep in one transaction; the only one who writes money.
struct Collector: Service {
    let installation: CurrentInstallation
    let history: History
    let engine: NetworkEngine
    let time: TimeSource
    let orders: SweepOrders
    let state: CollectorState
    let belief: SharedBelief
    let log: Logger
    private let herald: SweepHerald?
    private let pulse: Pulse

    init(
        installation: CurrentInstallation, history: History, engine: NetworkEngine, time: TimeSource, orders: SweepOrders,
        state: CollectorState, belief: SharedBelief, log: Logger, herald: SweepHerald? = nil, pulse: Pulse = Pulse()
    ) {
        self.installation = installation
        self.history = history
        self.engine = engine
        self.time = time
        self.orders = orders
        self.state = state
        self.belief = belief
        self.log = log
        self.herald = herald
        self.pulse = pulse
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { await self.loop() }
        orders.close()
    }

    private func loop() async {
        var plan = PollPlan(now: time.now())
        var keeper = SweepKeeper(history: history, time: time, state: state, belief: belief, log: log, herald: herald, pulse: pulse)
        var request: UInt64 = 0
        while !Task.isCancelled {
            let waiting = orders.open
            let now = time.now()
            let installation = installation.value
            let settings = installation.configuration.collector
            plan.plan(installation.accounts, interval: settings.interval, now: now)
            let due = plan.due(at: now, all: !waiting.isEmpty)
            let isWhole = !waiting.isEmpty || plan.isTurn(at: now)
            let place = plan.started(at: now, interval: settings.interval, jitter: .random(in: 0..<1))
            let accounts = installation.accounts.filter { due.contains($0.settings.name) }
            pulse.beat(.collector, again: settings.timeout)
            let results = await poll(accounts, settings: settings, request: &request)
            // A poll that the shutdown broke off says nothing of its network.
            if Task.isCancelled { return }
            pulse.beat(.collector, again: .zero)
            let doubtful = await keeper.keep(results, of: installation, startedAt: now, isWhole: isWhole)
            let end = time.now()
            for result in results {
                let name = result.account.settings.name
                switch result.outcome {
                case .success:
                    plan.succeeded(name, at: result.at, sweep: place, doubtful: doubtful.contains(name))
                case .failure(let failure):
                    plan.failed(
                        name, at: end, sweep: place, failure: failure.failureClass, retryAfter: failure.retryAfter,
                        jitter: .random(in: 0..<1))
                }
            }
            orders.answer(waiting)
            let pause = max(0, plan.nextWake - time.now())
            pulse.beat(.collector, again: .seconds(pause))
            guard await orders.bell.wait(atMost: .seconds(pause), time: time) else { return }
        }
    }

    private func poll(
        _ accounts: [Installation.PolledAccount], settings: CollectorSettings, request: inout UInt64
    ) async -> [PollResult] {
        var items: [(item: (account: Installation.PolledAccount, request: UInt64), origin: String)] = []
        for account in accounts {
            request += 1
            items.append(((account, request), account.network.origin))
        }
        let (engine, time, pulse) = (engine, time, pulse)
        return await pollAll(items, concurrency: settings.concurrency, perOrigin: settings.perHost) { item in
            // One poll ends within the time-out, and the next one starts.
            defer { pulse.beat(.collector, again: settings.timeout) }
            do throws(PollFailure) {
                let answer = try await engine.poll(item.account.network, timeout: settings.timeout)
                return PollResult(account: item.account, request: item.request, at: answer.requestSentAt, outcome: .success(answer))
            } catch {
                return PollResult(account: item.account, request: item.request, at: time.now(), outcome: .failure(error))
            }
        }
    }
}

/// What one account's poll came to.
struct PollResult: Sendable {
    let account: Installation.PolledAccount
    /// Counts requests in the order in which they were sent.
    let request: UInt64
    let at: Instant
    var outcome: Result<PollAnswer, PollFailure>
}
