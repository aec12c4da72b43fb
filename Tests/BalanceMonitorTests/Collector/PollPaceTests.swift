import Domain
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The pace of polls") struct PollPaceTests {
    private let start = Bench.start

    private func accounts(_ names: String..., interval: String? = nil, minInterval: String = "1s") throws -> [Installation.PolledAccount] {
        let bench = try Bench(
            accounts: names.map { Bench.account($0, title: $0, more: interval.map { "interval = \"\($0)\"" } ?? "") })
        try bench.folder.write(VerbScene.acme.replacing("15m", with: minInterval), to: "networks/acme.toml")
        return try bench.installation().accounts
    }

    private func poll(_ plan: inout PollPlan, at now: Instant, interval: Duration, jitter: Double = 0) -> Set<String> {
        let due = plan.due(at: now, all: false)
        let place = plan.started(at: now, interval: interval, jitter: jitter)
        for name in due { plan.succeeded(name, at: now, sweep: place, doubtful: false) }
        return due
    }

    @Test(
        "follows a reload at once, whether the interval became shorter or longer", arguments: [(3600, 60), (60, 3600)] as [(Int64, Int64)])
    func reload(before: Int64, after: Int64) throws {
        let accounts = try accounts("a")
        var plan = PollPlan(now: start)
        plan.plan(accounts, interval: .seconds(before), now: start)
        #expect(poll(&plan, at: start, interval: .seconds(before), jitter: 0.9) == ["a"])
        let bench = try Bench(accounts: [Bench.account("a", title: "a")], config: "[collector]\ninterval = \"\(after)s\"\n")
        try bench.folder.write(VerbScene.acme.replacing("15m", with: "1s"), to: "networks/acme.toml")
        let reloaded = try bench.installation().accounts
        plan.plan(reloaded, interval: .seconds(after), now: start + 30)
        #expect((start + after...start + after + after / 10).contains(plan.nextWake), "\(plan.nextWake - start)")
        #expect(plan.due(at: start + after - 1, all: false).isEmpty)
        let wake = plan.nextWake
        #expect(poll(&plan, at: wake, interval: .seconds(after)) == ["a"])
        #expect(plan.nextWake == start + 2 * after)
    }

    @Test("is late for nobody whose turn by the new interval has passed already")
    func overdue() throws {
        var plan = PollPlan(now: start)
        plan.plan(try accounts("a", interval: "1h"), interval: .seconds(3600), now: start)
        _ = poll(&plan, at: start, interval: .seconds(3600))
        plan.plan(try accounts("a", interval: "1m"), interval: .seconds(60), now: start + 1800)
        #expect(plan.nextWake == start + 1800)
        #expect(plan.due(at: start + 1800, all: false) == ["a"])
    }

    @Test("of one account follows its own interval, and its network's minimum, from the reload on")
    func ownInterval() throws {
        let minute = Duration.seconds(60)
        var plan = PollPlan(now: start)
        plan.plan(try accounts("a", interval: "2h"), interval: minute, now: start)
        _ = poll(&plan, at: start, interval: minute)
        plan.plan(try accounts("a", interval: "2m"), interval: minute, now: start + 60)
        #expect(poll(&plan, at: start + 60, interval: minute).isEmpty)
        #expect(poll(&plan, at: start + 120, interval: minute) == ["a"])
        plan.plan(try accounts("a", interval: "2m", minInterval: "10m"), interval: minute, now: start + 130)
        for turn in 3...11 as ClosedRange<Int64> { #expect(poll(&plan, at: start + turn * 60, interval: minute).isEmpty) }
        let wake = plan.nextWake
        #expect(wake <= start + 721)
        #expect(poll(&plan, at: start + 720, interval: minute).isEmpty)
        #expect(poll(&plan, at: start + 721, interval: minute) == ["a"])
    }

    @Test("never breaks a network's minimum, however long sweeps take and hosts sleep, and never stands still", arguments: 0..<40)
    func minimum(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (least, step) = (
            Int64([30, 45, 60, 900].randomElement(using: &random)!), Int64([10, 30, 60, 300].randomElement(using: &random)!)
        )
        let accounts = try accounts("a", "b", minInterval: "\(least)s")
        var plan = PollPlan(now: start)
        var now = start
        var last: [String: Instant] = [:]
        // What sweeps and sleeps took since the last poll, which no plan can make up for.
        var lost: [String: Int64] = [:]
        for _ in 0..<300 {
            plan.plan(accounts, interval: .seconds(step), now: now)
            let due = plan.due(at: now, all: Int.random(in: 0..<10, using: &random) == 0)
            let place = plan.started(at: now, interval: .seconds(step), jitter: .random(in: 0..<1, using: &random))
            let isSlow = Int.random(in: 0..<8, using: &random) == 0
            let end = now + Int64.random(in: 0...(isSlow ? 200 : 2), using: &random)
            for name in due {
                let sent = now + Int64.random(in: 0...(end - now), using: &random)
                // A second that is cut off by whole seconds still keeps the minimum.
                if let before = last[name] { #expect(sent - before > least) }
                (last[name], lost[name]) = (sent, 0)
                plan.succeeded(name, at: sent, sweep: place, doubtful: Int.random(in: 0..<20, using: &random) == 0)
            }
            let overslept = Int.random(in: 0..<12, using: &random) == 0 ? Int64.random(in: 0...4000, using: &random) : 0
            for name in ["a", "b"] { lost[name, default: 0] += end - now + overslept }
            now = max(end, plan.nextWake) + overslept
            for name in ["a", "b"] {
                #expect(now - (last[name] ?? start) <= least + 2 * max(least, step, 300) + (lost[name] ?? 0), "\(name) waits too long")
            }
        }
    }
}
