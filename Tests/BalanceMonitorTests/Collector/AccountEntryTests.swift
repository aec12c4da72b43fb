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

    @Test("cannot take the name and the money of an account that was removed", arguments: [false, true])
    func takenName(staysLive: Bool) async throws {
        let bench = try bench(Bench.account("alpha", title: "Alpha"), Bench.account("beta", title: "Beta"))
        let ledger = try await LedgerBench(bench)
        try await ledger.sweep(0, ["alpha": .usd("100"), "beta": .usd("150")])
        try bench.folder.remove("accounts.d/100.toml")
        if !staysLive {
            try bench.folder.remove("accounts.d/101.toml")
            try await ledger.sweep(300, [:])
        }
        try bench.folder.write(Bench.account("beta", title: "Beta", more: #"was = "alpha""#), to: "accounts.d/101.toml")
        for seconds in [600, 900] as [Int64] {
            let kept = try await ledger.sweep(seconds, ["beta": .usd("100")])
            #expect(kept.failures.map(\.account) == ["beta"])
            #expect(kept.failures.first?.failure.message.contains("accounts alpha and beta both have a history") == true)
            #expect(kept.failures.first?.failure.message.contains("third name") == true)
        }
        #expect(try await ledger.windows(0, 900).map(\.spend) == [.zero, .zero])
        #expect(ledger.books.outages.count == 1)
        // A third name, as the sentence says, goes on with the history of the old one.
        try bench.folder.write(Bench.account("gamma", title: "Gamma", more: #"was = "alpha""#), to: "accounts.d/101.toml")
        try await ledger.sweep(1200, ["gamma": .usd("90")])
        let windows = try await ledger.windows(0, 1200)
        #expect(windows.map(\.account.name) == ["beta", "gamma"])
        #expect(windows.map(\.spend) == [.zero, dollars("10")])
    }

    @Test("takes up the history of a retired account under a new name, with a gap in between")
    func renamedRetired() async throws {
        let bench = try bench(Bench.account("alpha", title: "Alpha"), Bench.account("beta", title: "Beta"))
        let ledger = try await LedgerBench(bench)
        try await ledger.sweep(0, ["alpha": .usd("500"), "beta": .usd("100")])
        try bench.folder.remove("accounts.d/100.toml")
        try await ledger.sweep(300, ["beta": .usd("100")])
        try bench.folder.write(Bench.account("omega", title: "Omega", more: #"was = "alpha""#), to: "accounts.d/100.toml")
        try await ledger.sweep(9000, ["beta": .usd("100"), "omega": .usd("480")])
        #expect(try await ledger.windows(0, 9000).map(\.account.name) == ["beta", "omega"])
        #expect(try await ledger.windows(0, 9000).map(\.spend) == [.zero, dollars("20")])
        #expect(try await ledger.gaps().map(\.until) == [ledger.instant(9000)])
        // What it was is still written there; nothing of that name is left.
        #expect(try await ledger.sweep(9300, ["beta": .usd("100"), "omega": .usd("480")]).failures.isEmpty)
    }

    @Test("cannot be renamed out of another network's history")
    func renamedAcrossNetworks() async throws {
        let bench = try bench(Bench.account("alpha", title: "Alpha"))
        let ledger = try await LedgerBench(bench)
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try bench.folder.write(Bench.account("omega", title: "Omega", network: "other", more: #"was = "alpha""#), to: "accounts.d/100.toml")
        let kept = try await ledger.sweep(300, ["omega": .usd("7")])
        #expect(kept.failures.first?.failure.message.contains("one of network acme, now other: remove `was`") == true)
        #expect(try await ledger.windows(0, 300).map(\.spend) == [.zero])
    }
}
