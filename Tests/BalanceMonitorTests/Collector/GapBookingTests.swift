import Domain
import History
import Reports
import Testing

@testable import BalanceMonitor

@Suite("A gap") struct GapBookingTests {
    @Test("opens at the last good answer, takes the newest reason and closes with the first answer")
    func account() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .failed(.temporary)])
        try await ledger.sweep(600, ["alpha": .failed(.credentials)])
        #expect(ledger.books.outages.values.map(\.reason) == ["credentials"])
        try await ledger.sweep(900, ["alpha": .usd("480")])
        let gaps = try await ledger.gaps()
        #expect(gaps.map(\.from) == [ledger.instant(0)])
        #expect(gaps.map(\.until) == [ledger.instant(900)])
        #expect(gaps.map(\.rose) == [false])
        #expect(ledger.books.outages.isEmpty)
    }

    @Test("lasts until a rise over it is decided, and then knows of it")
    func rose() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .failed(.temporary)])
        try await ledger.sweep(600, ["alpha": .usd("1500")])
        #expect(try await ledger.gaps().map(\.until) == [nil])
        try await ledger.sweep(660, ["alpha": .usd("1490")])
        let gaps = try await ledger.gaps()
        #expect(gaps.map(\.until) == [ledger.instant(660)])
        #expect(gaps.map(\.rose) == [true])
    }

    @Test("knows of a rise by an answer that left another wallet in doubt, a restart between the two or none", arguments: [false, true])
    func roseBefore(restarts: Bool) async throws {
        let ledger = try await LedgerBench(Bench())
        func both(_ a: String, _ b: String) throws -> LedgerBench.Poll { .balances([try wallet(a, key: "a"), try wallet(b, key: "b")]) }
        try await ledger.sweep(0, ["alpha": both("100", "200")])
        try await ledger.sweep(300, ["alpha": .failed(.temporary)])
        try await ledger.sweep(600, ["alpha": .failed(.temporary)])
        try await ledger.sweep(900, ["alpha": both("150", "0")])
        #expect(try await ledger.gaps().map(\.until) == [nil])
        #expect(try await bounds(ledger) == ["alpha a": true, "alpha b": false])
        if restarts { try await ledger.restart() }
        // A failure in between has another reason and takes nothing back.
        try await ledger.sweep(930, ["alpha": .failed(.credentials)])
        try await ledger.sweep(960, ["alpha": both("149", "199")])
        let gaps = try await ledger.gaps()
        #expect(gaps.map(\.until) == [ledger.instant(960)])
        #expect(gaps.map(\.rose) == [true])
        #expect(try await bounds(ledger) == ["alpha a": true, "alpha b": false])
    }

    @Test("of all accounts makes a lower bound of the wallet that rose by the first answer, while another of its account waits")
    func offAndRose() async throws {
        let ledger = try await LedgerBench(Bench())
        func both(_ a: String, _ b: String) throws -> LedgerBench.Poll { .balances([try wallet(a, key: "a"), try wallet(b, key: "b")]) }
        try await ledger.sweep(0, ["alpha": both("100", "200")])
        try await ledger.restart()
        try await ledger.sweep(10_000, ["alpha": both("150", "0")], absentSince: 0)
        try await ledger.sweep(10_060, ["alpha": both("149", "199")])
        #expect(try await bounds(ledger) == ["alpha a": true, "alpha b": false])
    }

    @Test("makes a lower bound of the wallet that rose, and of no other")
    func lowerBound() async throws {
        let ledger = try await LedgerBench(Bench())
        let before: [WalletAnswer] = [try wallet("500"), try wallet("70", key: "bonus")]
        try await ledger.sweep(0, ["alpha": .balances(before), "beta": .usd("100")])
        try await ledger.sweep(300, ["alpha": .failed(.temporary), "beta": .usd("99")])
        try await ledger.sweep(600, ["alpha": .balances([try wallet("800"), try wallet("60", key: "bonus")]), "beta": .usd("150")])
        #expect(try await bounds(ledger) == ["alpha bonus": false, "alpha main": true, "beta main": false])
    }

    @Test("of all accounts ends with the answers after it, so that a rise over it is one")
    func off() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500"), "beta": .usd("100")])
        try await ledger.restart()
        // The answers come some seconds after the sweep began.
        try await ledger.sweep(10_000, ["alpha": .usd("700"), "beta": .usd("90")], sent: 10_007, absentSince: 0)
        let gaps = try await ledger.gaps()
        #expect(gaps.map(\.account) == [nil])
        #expect(gaps.map(\.from) == [ledger.instant(0)])
        #expect(gaps.map(\.until) == [ledger.instant(10_007)])
        #expect(try await bounds(ledger) == ["alpha main": true, "beta main": false])
    }

    @Test(
        "of all accounts that lasts from an earlier start keeps its beginning, and has the machine's rest for its reason where there was one",
        arguments: [(.stopped, .stopped, "stopped"), (.stopped, .off, "off"), (.off, .stopped, "off")]
            as [(Gap.Silence, Gap.Silence, String)])
    func severalStarts(first: Gap.Silence, second: Gap.Silence, reason: String) async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        for (seconds, since, silence) in [(10_000, 0, first), (20_000, 10_000, second)] as [(Int64, Int64, Gap.Silence)] {
            try await ledger.restart()
            try await ledger.sweep(seconds, [:], absentSince: since, silence: silence)
        }
        #expect(try await ledger.gaps() == [Gap(account: nil, from: ledger.instant(0), reason: reason)])
        // In doubt, so that the account keeps one of its own, for the same reason.
        try await ledger.sweep(20_300, ["alpha": .usd("1700")])
        #expect(try await ledger.gaps().map(\.reason) == [reason, reason])
        #expect(ledger.books.absence == nil)
    }

    @Test("of all accounts does not wait for one whose answer is in doubt: that one keeps a gap of its own")
    func doubtful() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500"), "beta": .usd("100")])
        try await ledger.restart()
        try await ledger.sweep(10_000, ["alpha": .usd("1700"), "beta": .usd("90")], absentSince: 0)
        #expect(ledger.books.outages.count == 1)
        try await ledger.sweep(10_060, ["alpha": .failed(.temporary), "beta": .usd("90")])
        try await ledger.sweep(10_360, ["alpha": .usd("1700"), "beta": .usd("90")])
        let gaps = try await ledger.gaps()
        #expect(Set(gaps.map(\.until)) == [ledger.instant(10_000), ledger.instant(10_360)])
        #expect(gaps.allSatisfy { $0.from == ledger.instant(0) })
        #expect(try await bounds(ledger) == ["alpha main": true, "beta main": false])
    }

    @Test("closes although a wallet waits for a person's word")
    func held() async throws {
        let ledger = try await LedgerBench(Bench())
        for (index, balance) in ["500", "50000", "50000", "49999"].enumerated() {
            try await ledger.sweep(Int64(index) * 300, ["alpha": .usd(balance)])
        }
        #expect(ledger.books.doubts.values.map { $0 } == [.hundredfold])
        try await ledger.sweep(1500, ["alpha": .failed(.temporary)])
        try await ledger.sweep(1800, ["alpha": .usd("49998")])
        #expect(try await ledger.gaps().map(\.until) == [ledger.instant(1800)])
    }

    @Test("makes a lower bound of a wallet that vanished and came back with more, and of no other")
    func vanished() async throws {
        let ledger = try await LedgerBench(Bench())
        let main = try wallet("500")
        for (index, bonus) in ["70", nil, "90"].enumerated() {
            let wallets = [main] + (try bonus.map { [try wallet($0, key: "bonus")] } ?? [])
            try await ledger.sweep(Int64(index) * 300, ["alpha": .balances(wallets), "beta": .usd("100")])
        }
        #expect(try await bounds(ledger) == ["alpha bonus": true, "alpha main": false, "beta main": false])
        #expect(try await ledger.gaps().map(\.detail) == ["bonus USD"])
    }

    @Test("does not open, nor begin too early, while the clock is far behind", arguments: [(-4000, 0), (-300, 1)] as [(Int64, Int)])
    func failureInThePast(seconds: Int64, count: Int) async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(seconds, ["alpha": .failed(.temporary), "beta": .failed(.temporary)])
        let gaps = try await ledger.gaps()
        #expect(gaps.count == 2 * count)
        #expect(gaps.allSatisfy { $0.from >= ledger.instant(0) })
    }

    @Test("is not closed by an answer that the clock made impossible to take")
    func clockBehind() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .failed(.temporary)])
        try await ledger.sweep(-4000, ["alpha": .usd("500")])
        #expect(try await ledger.gaps().map(\.until) == [nil])
    }

    private func bounds(_ ledger: LedgerBench) async throws -> [String: Bool] {
        let (window, zone) = (Window(from: ledger.instant(0), until: ledger.instant(86_400)), try ledger.bench.moscow())
        let (current, accounts) = try await ledger.bench.history.read { (try $0.windows(window), try $0.accounts()) }
        let report = try ReportBuilder(
            window: window, current: current, present: ReportBuilder.Present(accounts: accounts), zone: zone
        ).report()
        return Dictionary(uniqueKeysWithValues: report.lines.map { ("\($0.account.name) \($0.wallet.key)", $0.isLowerBound) })
    }
}
