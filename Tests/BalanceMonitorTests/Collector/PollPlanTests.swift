import Domain
import Testing

@testable import BalanceMonitor

@Suite("The plan of polls") struct PollPlanTests {
    private let start = Bench.start
    private let five = Duration.seconds(300)

    /// Accounts of a network without a minimum, unless `more` says otherwise.
    private func accounts(_ names: String..., minInterval: String = "1s") throws -> [Installation.PolledAccount] {
        let bench = try Bench(accounts: names.map { Bench.account($0, title: $0) })
        try bench.folder.write(VerbScene.acme.replacing("15m", with: minInterval), to: "networks/acme.toml")
        return try bench.installation().accounts
    }

    @Test("follows the grid whatever the jitter, and however long a sweep takes")
    func grid() throws {
        var plan = PollPlan(now: start)
        let accounts = try accounts("a", "b")
        for (turn, jitter) in [0, 0.99, 0.5, 0.1].enumerated() {
            let now = plan.nextStart
            #expect(now - start >= Int64(turn) * 300 && now - start < Int64(turn) * 300 + 30)
            plan.plan(accounts, interval: five, now: now)
            #expect(plan.due(at: now, all: false) == ["a", "b"])
            let place = plan.started(at: now, interval: five, jitter: jitter)
            #expect(place == start + Int64(turn) * 300)
            for name in ["a", "b"] { plan.succeeded(name, at: now, sweep: place, doubtful: false) }
            #expect(plan.due(at: now + 60, all: false).isEmpty)
            #expect(plan.nextWake == plan.nextStart)
        }
    }

    @Test("hastens the poll of an account in doubt, and of no other", arguments: [("1s", Int64(60)), ("10m", 601)])
    func hastened(minInterval: String, after: Int64) throws {
        var plan = PollPlan(now: start)
        plan.plan(try accounts("a", "b", minInterval: minInterval), interval: .seconds(3600), now: start)
        let place = plan.started(at: start, interval: .seconds(3600), jitter: 0)
        plan.succeeded("a", at: start, sweep: place, doubtful: true)
        plan.succeeded("b", at: start, sweep: place, doubtful: false)
        #expect(plan.nextWake == start + after)
        #expect(plan.due(at: start + after - 1, all: false).isEmpty)
        #expect(plan.due(at: start + after, all: false) == ["a"])
        let between = plan.started(at: start + after, interval: .seconds(3600), jitter: 0)
        #expect(between == start + after)
        plan.failed("a", at: start + after, sweep: between, failure: .temporary, retryAfter: nil, jitter: 0)
        #expect(plan.due(at: start + after + 1, all: false).isEmpty)
    }

    @Test("backs off by account, and keeps to it even when all are asked for")
    func backoff() throws {
        var plan = PollPlan(now: start)
        plan.plan(try accounts("a", "b"), interval: five, now: start)
        let place = plan.started(at: start, interval: five, jitter: 0)
        plan.failed("a", at: start + 5, sweep: place, failure: .credentials, retryAfter: nil, jitter: 0)
        plan.succeeded("b", at: start, sweep: place, doubtful: false)
        #expect(plan.due(at: start + 300, all: true) == ["b"])
        #expect(plan.due(at: start + 900, all: false) == ["a", "b"])
        plan.failed("a", at: start + 901, sweep: start + 900, failure: .rate, retryAfter: .seconds(3600), jitter: 0)
        #expect(plan.due(at: start + 901 + 3599, all: true) == ["b"])
        #expect(plan.due(at: start + 901 + 3600, all: false).contains("a"))
    }

    @Test("asks all at once when told to, but never within a network's minimum")
    func all() throws {
        var plan = PollPlan(now: start)
        plan.plan(try accounts("a", minInterval: "2m"), interval: five, now: start)
        let place = plan.started(at: start, interval: five, jitter: 0)
        plan.succeeded("a", at: start, sweep: place, doubtful: false)
        // Instants are whole seconds: 120 of them may be 119.1.
        #expect(plan.due(at: start + 120, all: true).isEmpty)
        #expect(plan.due(at: start + 121, all: true) == ["a"])
    }

    @Test("makes up for nothing after a sleep")
    func slept() throws {
        var plan = PollPlan(now: start)
        let accounts = try accounts("a")
        plan.plan(accounts, interval: five, now: start)
        plan.succeeded("a", at: start, sweep: plan.started(at: start, interval: five, jitter: 0), doubtful: false)
        let woken = start + 10_000
        plan.plan(accounts, interval: five, now: woken)
        #expect(plan.due(at: woken, all: false) == ["a"])
        plan.succeeded("a", at: woken, sweep: plan.started(at: woken, interval: five, jitter: 0), doubtful: false)
        #expect(plan.due(at: woken + 1, all: false).isEmpty)
        #expect(plan.nextWake == woken + 300)
    }

    @Test("does not wait for hours once a clock that was ahead is set right", arguments: [Int64(4000), 400_000_000])
    func clockSetBack(step: Int64) throws {
        var plan = PollPlan(now: start)
        let accounts = try accounts("a", "b")
        plan.plan(accounts, interval: five, now: start)
        let place = plan.started(at: start, interval: five, jitter: 0)
        plan.succeeded("a", at: start, sweep: place, doubtful: false)
        plan.failed("b", at: start, sweep: place, failure: .temporary, retryAfter: nil, jitter: 0)
        let right = start - step
        plan.plan(accounts, interval: five, now: right)
        #expect(plan.nextWake <= right + 300)
        #expect(plan.due(at: right + 300, all: false) == ["a", "b"])
    }

    @Test("polls a new account at once, and forgets one that is gone")
    func changes() throws {
        var plan = PollPlan(now: start)
        plan.plan(try accounts("a"), interval: five, now: start)
        plan.succeeded("a", at: start, sweep: plan.started(at: start, interval: five, jitter: 0), doubtful: false)
        plan.plan(try accounts("b"), interval: five, now: start + 100)
        #expect(plan.due(at: start + 100, all: false) == ["b"])
        #expect(plan.entries.keys.map { $0 } == ["b"])
    }
}
