import Dispatch
import Domain
import History
import Logging
import Synchronization
import TestSupport
import Testing

@testable import BalanceMonitor
@testable import Networks

@Suite("A sweep's keeper") struct SweepKeeperTests {
    private func keeper(_ bench: Bench, belief: SharedBelief, state: CollectorState = CollectorState()) -> SweepKeeper {
        SweepKeeper(history: bench.history, time: bench.time, state: state, belief: belief, log: bench.log)
    }

    private func results(
        _ bench: Bench, _ balances: [String: String], request: UInt64, date: Instant? = nil
    ) throws -> [PollResult] {
        try bench.installation().accounts.compactMap { account in
            try balances[account.settings.name].map { balance in
                let now = bench.clock.now
                let answer = PollAnswer(wallets: [try wallet(balance)], badRows: [], requestSentAt: now, serverDate: date)
                return PollResult(account: account, request: request, at: now, outcome: .success(answer))
            }
        }
    }

    @Test("stores nothing before the clock is believed, and all from then on")
    func belief() async throws {
        let bench = try Bench(accounts: [
            Bench.account("alpha", title: "Alpha"), Bench.account("beta", title: "Beta", network: "other"),
        ])
        let (belief, state) = (SharedBelief(ClockBelief()), CollectorState())
        var keeper = keeper(bench, belief: belief, state: state)
        let wrong = try results(bench, ["alpha": "500", "beta": "100"], request: 1, date: Bench.start + 86_400)
        _ = await keeper.keep(wrong, of: try bench.installation(), startedAt: Bench.start, isWhole: true)
        let one = try results(bench, ["alpha": "500"], request: 2, date: Bench.start + 5)
        _ = await keeper.keep(one, of: try bench.installation(), startedAt: Bench.start, isWhole: true)
        #expect(try await bench.history.read { try $0.accounts().count } == 0)
        #expect(!state.value.clockIsBelieved && state.value.lastSweep == nil)
        let both = try results(bench, ["alpha": "500", "beta": "100"], request: 3, date: Bench.start + 5)
        _ = await keeper.keep(both, of: try bench.installation(), startedAt: Bench.start, isWhole: true)
        #expect(try await bench.history.read { try $0.wallets().count } == 2)
        #expect(state.value.clockIsBelieved && state.value.lastSweep == Bench.start)
    }

    @Test("stores nothing from a clock that jumped ahead, so that nothing keeps later readings out")
    func jump() async throws {
        let bench = try Bench(accounts: [Bench.account("alpha", title: "Alpha")])
        let belief = SharedBelief(ClockBelief())
        belief.hear(.telegram, says: Bench.start, at: Bench.start)
        var keeper = keeper(bench, belief: belief)
        let installation = try bench.installation()
        _ = await keeper.keep(try results(bench, ["alpha": "500"], request: 1), of: installation, startedAt: Bench.start, isWhole: true)
        belief.hear(.telegram, says: Bench.start, at: Bench.start + 30 * 86_400)
        let ahead = try results(bench, ["alpha": "400"], request: 2)
        _ = await keeper.keep(ahead, of: installation, startedAt: Bench.start + 30 * 86_400, isWhole: true)
        bench.clock.advance(bySeconds: 300)
        belief.hear(.telegram, says: bench.clock.now, at: bench.clock.now)
        let right = try results(bench, ["alpha": "490"], request: 3)
        _ = await keeper.keep(right, of: installation, startedAt: bench.clock.now, isWhole: true)
        let window = Window(from: Bench.start - 1, until: bench.clock.now)
        #expect(try await bench.history.read { try $0.windows(window) }.map(\.spend) == [dollars("10")])
    }

    @Test("believes no clock by answers over plain http")
    func plainHTTP() async throws {
        let accounts = ["acme", "other"].map { Bench.account($0, title: $0, network: $0, more: "allow_http = true") }
        let bench = try Bench(accounts: accounts)
        let belief = SharedBelief(ClockBelief())
        var keeper = keeper(bench, belief: belief)
        let results = try results(bench, ["acme": "1", "other": "2"], request: 1, date: Bench.start)
        _ = await keeper.keep(results, of: try bench.installation(), startedAt: Bench.start, isWhole: true)
        #expect(!belief.value.isBelieved)
    }

    @Test("refuses one account whose counters would not fit any more, in a sentence, and stores the others")
    func overflow() async throws {
        let bench = try Bench()
        let state = CollectorState()
        let (balance, spent) = (Money(micros: 100_000_000_000_000_000), Money(micros: .max - 120_000_000_000_000_000))
        try await bench.history.write { transaction in
            let account = try transaction.upsertAccount(name: "alpha", was: nil, network: "acme", title: "Alpha", at: Bench.start - 20)
            let wallet = try transaction.openWallet(
                account: account.id, key: "main", title: nil, currency: try #require(Currency("USD")), at: Bench.start - 20, opening: .zero)
            try transaction.append(
                Reading(at: Bench.start - 10, balance: balance, spent: spent, credited: try spent + balance), to: wallet.id)
        }
        var keeper = keeper(bench, belief: SharedBelief(ClockBelief(isBelieved: true)), state: state)
        let installation = try bench.installation()
        for (index, balance) in ["50000000000", "90000000000", "90000000000"].enumerated() {
            let results = try results(bench, ["alpha": balance, "beta": "\(100 - index)"], request: UInt64(index + 1))
            _ = await keeper.keep(results, of: installation, startedAt: bench.clock.now, isWhole: true)
            bench.clock.advance(bySeconds: 300)
        }
        let window = Window(from: Bench.start, until: bench.clock.now)
        let windows = try await bench.history.read { try $0.windows(window) }
        #expect(windows.first { $0.account.name == "beta" }?.spend == dollars("2"))
        #expect(windows.first { $0.account.name == "alpha" }?.closing.balance == dollars("50000000000"))
        #expect(state.value.storageTrouble == nil)
        #expect(state.value.outages.values.map(\.reason) == ["permanent"])
        #expect(state.value.outages.values.first?.detail.contains("wallet main in USD has spent or received") == true)
    }

    @Test(
        "refuses a balance beyond 100 000 million in a sentence, and stores the others",
        arguments: ["100000000000.000001", "-200000000000"])
    func tooLarge(balance: String) async throws {
        let bench = try Bench()
        let state = CollectorState()
        var keeper = keeper(bench, belief: SharedBelief(ClockBelief(isBelieved: true)), state: state)
        let results = try results(bench, ["alpha": balance, "beta": "100"], request: 1)
        _ = await keeper.keep(results, of: try bench.installation(), startedAt: bench.clock.now, isWhole: true)
        #expect(try await bench.history.read { try $0.wallets().count } == 1)
        #expect(state.value.outages.values.first?.detail.contains("wallet main in USD is over 100 000 000 000") == true)
    }

    /// The last sweep before it is one of 300 s after the beginning.
    @Test(
        "notices that nobody was polled while the host slept or was off, or while it was on and the daemon did not run",
        arguments: [(false, -1, "off"), (true, 301, "off"), (true, 300, "off"), (true, 299, "stopped"), (true, -86_400, "stopped")]
            as [(Bool, Int64, String)])
    func absence(restarts: Bool, bootedAt: Int64, reason: String) async throws {
        let bench = try Bench()
        bench.bootedAt.withLock { $0 = Bench.start + bootedAt }
        let belief = SharedBelief(ClockBelief(isBelieved: true))
        var keeper = keeper(bench, belief: belief)
        let installation = try bench.installation()
        for (request, balance) in [(UInt64(1), "500"), (2, "490")] {
            let results = try results(bench, ["alpha": balance], request: request)
            _ = await keeper.keep(results, of: installation, startedAt: bench.clock.now, isWhole: true)
            bench.clock.advance(bySeconds: request == 1 ? 300 : 3 * 3600)
        }
        if restarts { keeper = self.keeper(bench, belief: belief) }
        let after = try results(bench, ["alpha": "600"], request: 3)
        _ = await keeper.keep(after, of: installation, startedAt: bench.clock.now, isWhole: true)
        let gaps = try await bench.history.read { try $0.gaps(in: Window(from: Bench.start, until: bench.clock.now + 1)) }
        #expect(gaps.map(\.account) == [nil])
        #expect(gaps.map(\.from) == [Bench.start + 300])
        #expect(gaps.map(\.until) == [bench.clock.now])
        #expect(gaps.map(\.rose) == [true])
        #expect(gaps.map(\.reason) == [reason])
    }

    @Test(
        "judges an absence by the interval by which the next sweep was planned, after a reload and after a start",
        arguments: [(3600, 60, 3600, false), (60, 3600, 3660, false), (3600, 60, 3600, true), (60, 60, 3600, true), (60, 3600, 3600, true)]
            as [(Int, Int, Int64, Bool)])
    func changedInterval(before: Int, after: Int, seconds: Int64, restarts: Bool) async throws {
        let bench = try Bench()
        let belief = SharedBelief(ClockBelief(isBelieved: true))
        var keeper = keeper(bench, belief: belief)
        let config = try bench.folder.text("config.toml")
        try bench.folder.write(config + "[collector]\ninterval = \"\(before)s\"\n", to: "config.toml")
        _ = await keeper.keep(
            try results(bench, ["alpha": "500"], request: 1), of: try bench.installation(), startedAt: bench.clock.now, isWhole: true)
        bench.clock.advance(bySeconds: seconds)
        try bench.folder.write(config + "[collector]\ninterval = \"\(after)s\"\n", to: "config.toml")
        if restarts { keeper = self.keeper(bench, belief: belief) }
        _ = await keeper.keep(
            try results(bench, ["alpha": "490"], request: 2), of: try bench.installation(), startedAt: bench.clock.now, isWhole: true)
        let gaps = try await bench.history.read { try $0.gaps(in: Window(from: Bench.start, until: bench.clock.now + 1)) }
        #expect(gaps.count == (restarts && before == 60 ? 1 : 0))
    }

    @Test("calls a restart within the interval no gap, even where no account's turn had come")
    func quickRestart() async throws {
        let bench = try Bench()
        let belief = SharedBelief(ClockBelief(isBelieved: true))
        var keeper = keeper(bench, belief: belief)
        let installation = try bench.installation()
        _ = await keeper.keep(try results(bench, ["alpha": "500"], request: 1), of: installation, startedAt: bench.clock.now, isWhole: true)
        for _ in 0..<4 {
            bench.clock.advance(bySeconds: 300)
            _ = await keeper.keep([], of: installation, startedAt: bench.clock.now, isWhole: true)
        }
        bench.clock.advance(bySeconds: 60)
        keeper = self.keeper(bench, belief: belief)
        _ = await keeper.keep(try results(bench, ["alpha": "490"], request: 1), of: installation, startedAt: bench.clock.now, isWhole: true)
        #expect(try await bench.history.read { try $0.gaps(in: Window(from: Bench.start, until: bench.clock.now + 1)) }.isEmpty)
    }

    @Test(
        "keeps its answers while another program holds the write lock, until the next sweep's are there",
        arguments: [20, 299, 300] as [Int64])
    func busy(seconds: Int64) async throws {
        let bench = try Bench(patience: .milliseconds(5))
        let state = CollectorState()
        let stranger = try History.open(path: bench.history.path, lock: WriterLock(database: bench.history.path + ".stranger"))
        let installation = try bench.installation()
        let offered = try results(bench, ["alpha": "500", "beta": "100"], request: 1)
        await withTaskGroup(of: Void.self) { group in
            let gate = DispatchSemaphore(value: 0)
            await withCheckedContinuation { taken in
                group.addTask {
                    try? await stranger.write { _ in
                        taken.resume()
                        gate.wait()
                    }
                }
            }
            group.addTask {
                var keeper = self.keeper(bench, belief: SharedBelief(ClockBelief(isBelieved: true)), state: state)
                _ = await keeper.keep(offered, of: installation, startedAt: Bench.start, isWhole: true)
            }
            await bench.clock.waitForSleepers()
            #expect(state.value.storageTrouble?.contains("write lock") == true)
            if seconds < 300 {
                gate.signal()
                await group.next()
            }
            bench.clock.advance(bySeconds: seconds)
            await group.next()
            gate.signal()
        }
        let wallets = try await bench.history.read { try $0.wallets() }
        #expect(wallets.map(\.openedAt) == (seconds >= 300 ? [] : [Bench.start, Bench.start]))
        #expect((state.value.storageTrouble == nil) == (seconds < 300))
    }

    @Test("names the time in which the history could not be written as that, and says when it is written again")
    func unwritten() async throws {
        let bench = try Bench(patience: .milliseconds(5))
        let lines = Shared<[String]>([])
        let log = Logger(label: "test") { _ in
            LogOutput(level: .info, redaction: Redaction(), underJournal: false) { line in lines.update { $0.append(line) } }
        }
        var keeper = SweepKeeper(
            history: bench.history, time: bench.time, state: CollectorState(), belief: SharedBelief(ClockBelief(isBelieved: true)), log: log
        )
        let stranger = try History.open(path: bench.history.path, lock: WriterLock(database: bench.history.path + ".stranger"))
        let installation = try bench.installation()
        func sweep(_ balance: String, _ request: UInt64, startedAt: Instant) async throws {
            let results = try results(bench, ["alpha": balance], request: request)
            _ = await keeper.keep(results, of: installation, startedAt: startedAt, isWhole: true)
        }
        try await sweep("500", 1, startedAt: bench.clock.now)
        bench.clock.advance(bySeconds: 300)
        await withTaskGroup(of: Void.self) { group in
            let gate = DispatchSemaphore(value: 0)
            await withCheckedContinuation { taken in
                group.addTask {
                    try? await stranger.write { _ in
                        taken.resume()
                        gate.wait()
                    }
                }
            }
            // So late that the next sweep is due: it is given up at once.
            for request in 2..<4 as Range<UInt64> { try? await sweep("495", request, startedAt: bench.clock.now - 300) }
            gate.signal()
        }
        #expect(lines.read { $0 }.count { $0.contains("could not be stored") } == 1)
        bench.clock.advance(bySeconds: 3 * 3600)
        for request in 4..<6 as Range<UInt64> { try await sweep("490", request, startedAt: bench.clock.now) }
        #expect(lines.read { $0 }.count { $0.contains("the history is written as before") } == 1, "\(lines.read { $0 })")
        let gaps = try await bench.history.read { try $0.gaps(in: Window(from: Bench.start, until: bench.clock.now + 1)) }
        #expect(gaps.map(\.reason) == ["unwritten"])
    }

    @Test("calls a sweep of hastened accounts no sweep of all")
    func partial() async throws {
        let bench = try Bench()
        let state = CollectorState()
        var keeper = keeper(bench, belief: SharedBelief(ClockBelief(isBelieved: true)), state: state)
        let installation = try bench.installation()
        _ = await keeper.keep(try results(bench, ["alpha": "500"], request: 1), of: installation, startedAt: bench.clock.now, isWhole: true)
        bench.clock.advance(bySeconds: 60)
        _ = await keeper.keep([], of: installation, startedAt: bench.clock.now, isWhole: false)
        #expect(state.value.lastSweep == Bench.start)
    }

    @Test("tells the owner once that the clock is far behind the history, stores nothing meanwhile, and says when that is over")
    func farBehind() async throws {
        let bench = try Bench(accounts: [Bench.account("alpha", title: "Alpha")])
        try await bench.history.write { transaction in
            try transaction.save(
                KnownChat(address: ChatAddress(chat: Bench.owner), kind: .private, title: "Olga", isSubscribed: false, language: "en"))
        }
        let (belief, state) = (SharedBelief(ClockBelief(isBelieved: true)), CollectorState())
        func fresh() -> SweepKeeper {
            SweepKeeper(
                history: bench.history, time: bench.time, state: state, belief: belief, log: bench.log,
                herald: SweepHerald(bot: Bench.bot, zones: bench.zones, bell: Bell()))
        }
        var keeper = fresh()
        let installation = try bench.installation()
        func sweep(_ keeper: inout SweepKeeper, _ balance: String, _ request: UInt64, at now: Instant) async throws {
            let results = try results(bench, ["alpha": balance], request: request).map {
                PollResult(account: $0.account, request: $0.request, at: now, outcome: $0.outcome)
            }
            _ = await keeper.keep(results, of: installation, startedAt: now, isWhole: true)
        }
        func notes() async throws -> [String] {
            try await bench.history.read { try $0.outbox(in: .queued, limit: 99).map(\.content.text).reversed() }
        }
        // The clock was two days ahead for one sweep.
        try await sweep(&keeper, "500", 1, at: Bench.start + 2 * 86_400)
        let before = try await bench.history.read { (try $0.revision(), try $0.lastSweep()) }
        for number in 0..<4 as Range<UInt64> {
            // A restart forgets nothing of what was said.
            if number == 3 { keeper = fresh() }
            try await sweep(&keeper, "480", 2 + number, at: Bench.start + Int64(number) * 300)
        }
        let told = try await notes()
        #expect(told.count == 1)
        #expect(
            told.first?.contains("The clock is 2 days behind the history, whose last entry was made 24 November at 15:00") == true,
            "\(told)")
        let after = try await bench.history.read { (try $0.revision(), try $0.lastSweep(), try $0.openGaps()) }
        #expect(after.0 == before.0 && after.1 == before.1 && after.2.isEmpty)
        #expect(state.value.clockBehind == 2 * 86_400 + 1 - 900 && state.value.storageTrouble == nil)

        try await sweep(&keeper, "470", 9, at: Bench.start + 2 * 86_400 - 300)
        #expect(try await notes().count == 2)
        #expect(state.value.clockBehind == nil)
        let window = Window(from: Bench.start, until: Bench.start + 3 * 86_400)
        #expect(try await bench.history.read { try $0.windows(window) }.map(\.spend) == [dollars("30")])
        try await sweep(&keeper, "460", 10, at: Bench.start + 2 * 86_400 + 300)
        #expect(try await notes().count == 2)
    }
}
