import Domain
import History
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("accounts")
struct AccountsVerbTests {
    private static let more = [
        "accounts.d/3.toml": VerbScene.account("acme-new", title: "Acme New"),
        "accounts.d/4.toml": VerbScene.account("acme-old", title: "Acme Old") + "retired = true\n",
    ]

    @Test("shows a dash for what only a history knows")
    func noHistory() async throws {
        let scene = try VerbScene.quiet(more: Self.more)
        let code = await AccountsVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.printed.contains(#/acme-one +Acme One +acme +client-a +15 min +- +- +- +-\n/#))
        #expect(scene.printed.contains(#/acme-old +Acme Old +acme +- +- +- +- +retired\n/#))
        #expect(scene.complaints == "note: there is no history yet at balance.db: the daemon makes it\n")
    }

    @Test("shows balances with their age, and since when and why an account fails")
    func states() async throws {
        let scene = try VerbScene.quiet(more: Self.more)
        try await scene.recordThreeDays()
        let code = await AccountsVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.printed.contains(#/acme-one .* 1 +120\.00 \$ +1 min +ok\n/#))
        #expect(
            scene.printed.contains(
                #/acme-two .* 1 +77\.10 \$ +4 h +failing since 11:00 \(the key was refused\): 401 Unauthorized\n/#))
        #expect(scene.printed.contains(#/acme-new .* - +- +- +not polled yet\n/#))
        #expect(scene.complaints.isEmpty)
    }

    @Test("is as wide as the terminal, down to some lines an account", arguments: [200, 60, 40])
    func width(columns: Int) async throws {
        let scene = try VerbScene.quiet(more: Self.more)
        try await scene.recordThreeDays()
        let streams = scene.streams
        let output = Output(isJSON: false, hasColour: false, width: columns) { streams.add($1, to: $0) }
        _ = await AccountsVerb.run(configuration: scene.config, output: output, outside: scene.outside)
        #expect(TextTable.width(ofLines: scene.printed) <= columns)
        let second = """
            acme-two
              TITLE: Acme Two
              NETWORK: acme
              INTERVAL: 15 min
              WALLETS: 1
              BALANCE: 77.10 $
              AGE: 4 h
              STATE: failing since 11:00 (the key
              was refused): 401 Unauthorized

            """
        #expect(scene.printed.contains(second) == (columns < 200), "\(scene.printed)")
    }

    @Test("says that nobody was polled lately, rather than that all is well")
    func stale() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays(lastSweep: VerbScene.now - 7200)
        let code = await AccountsVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.printed.contains(#/acme-one .* 2 h +not polled since 13:00\n/#))
        #expect(
            scene.complaints == "warning: the networks were last polled 2 h ago (today at 13:00 MSK): see whether the daemon runs\n")
    }

    @Test("gives programs states, amounts and instants")
    func json() async throws {
        let scene = try VerbScene.quiet(more: Self.more)
        try await scene.recordThreeDays()
        _ = await AccountsVerb.run(configuration: scene.config, output: scene.json, outside: scene.outside)
        let accounts = try #require(try scene.printedJSON()["accounts"]?.elements)
        #expect(accounts.map { $0["state"]?.text } == ["ok", "failing", "not-polled-yet", "retired"])
        #expect(accounts[0]["wallets"]?.elements.first?["balance"] == .string("120"))
        #expect(accounts[0]["as_of"]?["epoch"] == .integer(VerbScene.now.seconds - 60))
        #expect(accounts[1]["since"]?["time"] == .string("2026-11-22T08:00:00Z"))
        #expect(accounts[1]["reason"] == .string("credentials"))
        #expect(accounts[2]["as_of"] == nil)
    }

    @Test("lists the accounts and fails when the history is no database of ours")
    func foreign() async throws {
        let scene = try VerbScene.quiet(more: ["balance.db": "something else"])
        let code = await AccountsVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside)
        #expect(code == .failed)
        #expect(scene.printed.contains("acme-one"))
        #expect(scene.complaints.contains("balance.db is not a database of Balance Monitor"))
    }
}
