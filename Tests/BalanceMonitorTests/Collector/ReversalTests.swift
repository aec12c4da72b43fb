import Domain
import Foundation
import History
import TestSupport
import Testing

@testable import BalanceMonitor

/// What came back was no money.
@Suite("The books, of a balance that comes back")
struct ReversalTests {
    /// A series of polls every five minutes, and what it must come to.
    struct Series: Sendable, CustomTestStringConvertible {
        var name: String
        var balances: [String]
        var spend: String
        var topUps: String
        /// The rows of kind `reversal`, with their signs.
        var reversals: [String] = []
        var interval: Int64 = 300
        var testDescription: String { name }

        init(_ name: String, _ balances: [String], spend: String, topUps: String, _ reversals: [String] = [], interval: Int64 = 300) {
            (self.name, self.balances, self.spend, self.topUps) = (name, balances, spend, topUps)
            (self.reversals, self.interval) = (reversals, interval)
        }
    }

    static let series = [
        Series("a dip for three polls", ["1500", "1460.10", "1460.10", "1460.10", "1500", "1499.50"], spend: "0.5", topUps: "0", ["39.9"]),
        Series(
            "a dip in which something was spent", ["1500", "1460.10", "1459.90", "1499.80"], spend: "0.2", topUps: "0", ["39.9"]),
        Series(
            "two answers of a stale replica", ["41.70", "100", "100", "41.50", "41.50", "41.30"], spend: "0.4", topUps: "0", ["-58.3"]),
        Series("a believed zero", ["500", "0", "0", "500", "500"], spend: "0", topUps: "0", ["500"]),
        Series("a dip with a glitch in it", ["500", "490", "0", "490", "500"], spend: "0", topUps: "0", ["10"]),
        Series("a rise in parts", ["1500", "1460", "1480", "1500"], spend: "40", topUps: "40"),
        Series("the sum of two falls", ["1500", "1480", "1460", "1500"], spend: "40", topUps: "40"),
        Series("the first of two falls", ["1500", "1460", "1459", "1499"], spend: "1", topUps: "0", ["40"]),
        Series("more than fell", ["1500", "1460", "1501"], spend: "40", topUps: "41"),
        Series("less than 99 % of what fell", ["1500", "1400", "1498.99"], spend: "100", topUps: "98.99"),
        Series("99 % of what fell", ["1500", "1400", "1499"], spend: "1", topUps: "0", ["99"]),
        Series("twice, and both come back", ["1500", "1490", "1480", "1490", "1500"], spend: "0", topUps: "0", ["10", "10"]),
        Series("once, and again what had come back", ["500", "490", "500", "510"], spend: "0", topUps: "10", ["10"]),
        Series("a top-up, and a fall that is less", ["500", "600", "550"], spend: "50", topUps: "100"),
        Series("a top-up, and a fall that is much more", ["500", "600", "400"], spend: "200", topUps: "100"),
        Series("a top-up that is taken back with a little spend", ["500", "600", "499.5"], spend: "0.5", topUps: "0", ["-100"]),
        // The network's own minimum of 15 minutes makes three polls longer than half an hour.
        Series("after three quarters of an hour", ["500", "490"] + Array(repeating: "490", count: 9) + ["500"], spend: "10", topUps: "10"),
        Series("at half an hour", ["500", "490"] + Array(repeating: "490", count: 5) + ["500"], spend: "0", topUps: "0", ["10"]),
        Series(
            "within three polls of an hour", ["500", "490", "490", "490", "500"], spend: "0", topUps: "0", ["10"], interval: 3600),
        Series("after three polls of an hour", ["500", "490", "490", "490", "490", "500"], spend: "10", topUps: "10", interval: 3600),
    ]

    private func bench(interval: Int64) async throws -> LedgerBench {
        try await LedgerBench(Bench(accounts: [Bench.account("alpha", title: "Alpha", more: "interval = \"\(interval)s\"")]))
    }

    private func credits(_ ledger: LedgerBench) async throws -> [Credit] {
        try await ledger.bench.history.read { try $0.credits(in: Window(from: Instant(seconds: 0), until: Bench.start + 90 * 86_400)) }
    }

    @Test("neither spend nor top-up, restarted after every poll or never", arguments: series, [false, true])
    func comesBack(series: Series, restarts: Bool) async throws {
        let ledger = try await bench(interval: series.interval)
        for (index, balance) in series.balances.enumerated() {
            try await ledger.sweep(Int64(index) * series.interval, ["alpha": .usd(balance)])
            // What waits for a decision is forgotten by a restart, which is another test's matter.
            if restarts, ledger.books.doubts.isEmpty { try await ledger.restart(interval: series.interval) }
        }
        let window = try #require(try await ledger.windows(-1, 90 * 86_400).first)
        #expect(window.spend == dollars(series.spend) && window.topUps == dollars(series.topUps))
        #expect(try window.openingBalance + window.topUps - window.spend == window.closing.balance)
        #expect(try await credits(ledger).filter { $0.kind == .reversal }.map(\.amount) == series.reversals.map { dollars($0) })
        #expect(try await ledger.bench.history.read { try $0.ledgerFaults() }.isEmpty)
    }

    @Test("of which the last digit jitters all day spends that digit once at most, and tops up nothing", arguments: [0, 1])
    func jitter(start: Int) async throws {
        let ledger = try await bench(interval: 300)
        for index in 0..<288 {
            try await ledger.sweep(Int64(index) * 300, ["alpha": .usd((index + start) % 2 == 0 ? "917.10" : "917.00")])
            if index % 50 == 7 { try await ledger.restart() }
            let window = try #require(try await ledger.windows(-1, 90 * 86_400).first)
            #expect(window.spend >= .zero && window.spend <= dollars("0.1"), "\(index)")
            #expect(window.topUps >= .zero && window.topUps <= (start == 0 ? .zero : dollars("0.1")), "\(index)")
        }
        let listed = try await credits(ledger).filter { $0.kind == .reversal }
        #expect(listed.count > 100)
        #expect(listed.withReversalsByHour.count <= 25)
        #expect(
            try listed.withReversalsByHour.reduce(Money.zero) { try $0 + $1.amount } == listed.reduce(Money.zero) { try $0 + $1.amount })
    }

    @Test("of the earlier spend's mean is no top-up, and a small top-up beside the usual spend stays one")
    func mean() async throws {
        let ledger = try await bench(interval: 300)
        var polls = (0..<24).map { 1000 - $0 * 6 }.map(String.init)
        // Six dollars are spent between two polls. The dip of 40 comes back but for what was spent meanwhile.
        polls += ["816", "850"]
        for (index, balance) in polls.enumerated() { try await ledger.sweep(Int64(index) * 300, ["alpha": .usd(balance)]) }
        var window = try #require(try await ledger.windows(-1, 86_400).first)
        #expect(window.topUps == .zero && window.spend == dollars("150"))
        // The usual spend; ten paid in, of which six are spent in the same interval.
        for (index, balance) in ["844", "838", "842"].enumerated() {
            try await ledger.sweep(Int64(polls.count + index) * 300, ["alpha": .usd(balance)])
        }
        window = try #require(try await ledger.windows(-1, 86_400).first)
        #expect(window.topUps == dollars("4") && window.spend == dollars("162"))
    }

    @Test("an hour after a charge is a top-up of the same amount")
    func hosting() async throws {
        let ledger = try await bench(interval: 300)
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .usd("450")])
        try await ledger.sweep(3900, ["alpha": .usd("500")])
        let window = try #require(try await ledger.windows(-1, 86_400).first)
        #expect(window.spend == dollars("50") && window.topUps == dollars("50"))
    }

    @Test("over a gap is no top-up, and the spend is a lower bound")
    func gap() async throws {
        let ledger = try await bench(interval: 300)
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .usd("460")])
        try await ledger.sweep(600, ["alpha": .failed(.temporary)])
        try await ledger.sweep(900, ["alpha": .usd("500")])
        let window = try #require(try await ledger.windows(-1, 86_400).first)
        #expect(window.spend == .zero && window.topUps == .zero)
        #expect(window.gaps.contains { $0.hidesSpend(of: window.credits) })
    }

    @Test("after a person called the fall something else, or the rise, stands as it was called")
    func classified() async throws {
        let ledger = try await bench(interval: 300)
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .usd("460")])
        let wallet = try #require(ledger.books.shelves.values.first?.pages.values.first?.wallet.id)
        let at = ledger.instant(300)
        _ = try await ledger.bench.history.write { try $0.classify(wallet, at: at, as: .withdrawal, said: at + 9) }
        try await ledger.sweep(600, ["alpha": .usd("500")])
        let window = try #require(try await ledger.windows(-1, 86_400).first)
        #expect(window.spend == .zero && window.topUps == dollars("40") && window.withdrawals == dollars("-40"))
    }

    @Test("becomes a plain top-up or spend by a person's word, and no money again by another")
    func andBack() async throws {
        let ledger = try await bench(interval: 300)
        for (index, balance) in ["500", "460", "500", "600", "499"].enumerated() {
            try await ledger.sweep(Int64(index) * 300, ["alpha": .usd(balance)])
        }
        let wallet = try #require(ledger.books.shelves.values.first?.pages.values.first?.wallet.id)
        func figures(_ seconds: Int64, _ name: ChangeClass) async throws -> [Money] {
            let at = ledger.instant(seconds)
            _ = try await ledger.bench.history.write { try $0.classify(wallet, at: at, as: name, said: at + 60) }
            let window = try #require(try await ledger.windows(-1, 86_400).first)
            #expect(try window.openingBalance + window.topUps + window.corrections - window.spend == window.closing.balance)
            return [window.spend, window.topUps]
        }
        #expect(try await figures(600, .topUp) == [dollars("41"), dollars("40")])
        #expect(try await figures(600, .reversal) == [dollars("1"), .zero])
        #expect(try await figures(1200, .spend) == [dollars("101"), dollars("100")])
        #expect(try await figures(1200, .reversal) == [dollars("1"), .zero])
        #expect(try await figures(1200, .correction) == [.zero, dollars("100")])
        #expect(try await figures(1200, .reversal) == [dollars("1"), .zero])
    }

    @Test("put into random histories changes no sum by more than the tolerance, with restarts between", arguments: 0..<12)
    func random(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed) + 90)
        let (plain, upset) = (try await bench(interval: 300), try await bench(interval: 300))
        var (truth, paid, tolerance) = (Int64(500_00), Int64(0), Int64(0))
        var second: Int64 = 0
        func poll(_ cents: Int64, offset: Int64 = 0) async throws {
            func text(_ cents: Int64) -> String { Money(micros: cents * 10_000).decimalText }
            try await plain.sweep(second, ["alpha": .usd(text(cents))])
            try await upset.sweep(second, ["alpha": .usd(text(cents + offset))])
            second += 300
            if upset.books.doubts.isEmpty, Int.random(in: 0..<4, using: &random) == 0 { try await upset.restart() }
        }
        for _ in 0..<30 {
            try await poll(truth)
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                // A dip or a spike of a few polls, far above what is spent, at a standstill.
                let size = Int64.random(in: 20_00...90_00, using: &random) * (Bool.random(using: &random) ? 1 : -1)
                for _ in 0..<Int.random(in: 1...4, using: &random) { try await poll(truth, offset: size) }
                tolerance += abs(size) / 100 + 1
                try await poll(truth)
            case 1:
                let rise = Int64.random(in: 1_00...9_00, using: &random)
                (truth, paid) = (truth + rise, paid + rise)
            default: truth -= .random(in: 1...99, using: &random)
            }
        }
        try await poll(truth)
        let expected = try #require(try await plain.windows(-1, 90 * 86_400).first)
        let found = try #require(try await upset.windows(-1, 90 * 86_400).first)
        #expect(abs(found.spend.micros - expected.spend.micros) <= tolerance * 10_000)
        #expect(abs(found.topUps.micros - expected.topUps.micros) <= tolerance * 10_000)
        #expect(try await upset.bench.history.read { try $0.ledgerFaults() }.isEmpty)
    }
}
