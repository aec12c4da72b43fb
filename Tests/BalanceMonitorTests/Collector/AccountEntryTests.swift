import Domain
import History
import Networks
import Testing

@testable import BalanceMonitor

@Suite("An account of the configuration") struct AccountEntryTests {
    private func bench(_ accounts: String...) throws -> Bench { try Bench(accounts: accounts) }

    @Test("keeps its history under a new name")
    func renamed() async throws {
        let bench = try bench(Bench.account("alpha", title: "Alpha"))
        let ledger = try await LedgerBench(bench)
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try bench.folder.write(Bench.account("omega", title: "Omega", more: #"was = "alpha""#), to: "accounts.d/100.toml")
        try await ledger.sweep(300, ["omega": .usd("480")])
        let windows = try await ledger.windows(0, 600)
        #expect(windows.map(\.account.name) == ["omega"])
        #expect(windows.map(\.spend) == [dollars("20")])
        #expect(windows.map(\.account.retiredAt) == [nil])
    }

    @Test("that is gone is retired; one that returns was unwatched in between")
    func retired() async throws {
        let bench = try bench(Bench.account("alpha", title: "Alpha"), Bench.account("beta", title: "Beta"))
        let ledger = try await LedgerBench(bench)
        try await ledger.sweep(0, ["alpha": .usd("500"), "beta": .usd("100")])
        try bench.folder.write(Bench.account("beta", title: "Beta", more: "retired = true"), to: "accounts.d/101.toml")
        try await ledger.sweep(300, ["alpha": .usd("490")])
        #expect(try await ledger.windows(0, 300).map(\.account.retiredAt) == [nil, ledger.instant(300)])
        try bench.folder.write(Bench.account("beta", title: "Beta"), to: "accounts.d/101.toml")
        try await ledger.sweep(90_000, ["alpha": .usd("480"), "beta": .usd("150")])
        #expect(try await ledger.windows(0, 90_000).map(\.account.retiredAt) == [nil, nil])
        let gaps = try await ledger.gaps()
        #expect(gaps.map(\.from) == [ledger.instant(300)])
        #expect(gaps.map(\.until) == [ledger.instant(90_000)])
        #expect(gaps.map(\.rose) == [true])
    }

    @Test("whose network changed under its name is refused, and the others are stored")
    func otherNetwork() async throws {
        let bench = try bench(Bench.account("alpha", title: "Alpha"), Bench.account("beta", title: "Beta"))
        let ledger = try await LedgerBench(bench)
        try await ledger.sweep(0, ["alpha": .usd("500"), "beta": .usd("100")])
        try bench.folder.write(Bench.account("alpha", title: "Alpha", network: "other"), to: "accounts.d/100.toml")
        let kept = try await ledger.sweep(300, ["alpha": .usd("7"), "beta": .usd("90")])
        #expect(kept.failures.map(\.account) == ["alpha"])
        #expect(kept.failures.first?.failure.message.contains("give it another name") == true)
        #expect(kept.answered == ["beta"])
        #expect(try await ledger.windows(0, 300).map(\.spend) == [.zero, dollars("10")])
        #expect(try await ledger.gaps().map(\.reason) == ["permanent"])
        #expect(try await ledger.windows(0, 300).map(\.account.retiredAt) == [nil, nil])
    }
}
