import Domain
import History
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("balance")
struct BalanceVerbTests {
    @Test("shows every wallet with its age, says what is old, and never a 0 for what is not known")
    func table() async throws {
        let scene = try VerbScene.quiet(more: ["accounts.d/3.toml": VerbScene.account("acme-new", title: "Acme New")])
        try await scene.recordThreeDays()
        let code = await BalanceVerb.run(configuration: scene.config, filter: [], output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.printed.contains(#/Acme One +120\.00 \$ +14:59 +1 min\n/#))
        #expect(scene.printed.contains(#/Acme Two +77\.10 \$ +11:00 +4 h +no data since 11:00 \(the key was refused\)\n/#))
        #expect(scene.printed.contains(#/Acme New +no data +— +— +not polled yet\n/#))
        #expect(scene.printed.contains(#/Total USD +197\.10 \$ +of that 77\.10 \$ as of 11:00\n/#))
    }

    @Test("speaks the report's language")
    func russian() async throws {
        let scene = try VerbScene.quiet(language: "ru")
        try await scene.recordThreeDays()
        _ = await BalanceVerb.run(configuration: scene.config, filter: ["acme-two"], output: scene.text, outside: scene.outside)
        #expect(scene.printed.contains(#/Аккаунт +Остаток +Известно на +Возраст\n/#))
        #expect(scene.printed.contains(#/Acme Two +77,10 \$ +11:00 +4 ч +нет данных с 11:00 \(ключ не принят\)\n/#))
        #expect(!scene.printed.contains("Acme One"))
    }

    @Test("takes accounts by name, network and tag", arguments: [("client-a", 1), ("ACME", 2), ("acme two", 1)])
    func filter(words: String, count: Int) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let code = await BalanceVerb.run(configuration: scene.config, filter: [words], output: scene.json, outside: scene.outside)
        #expect(code == .ok)
        #expect(try scene.printedJSON()["wallets"]?.elements.count == count)
    }

    @Test("tells a word that matches nothing from an empty answer")
    func nothing() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let code = await BalanceVerb.run(configuration: scene.config, filter: ["client-b"], output: scene.text, outside: scene.outside)
        #expect(code == .usage)
        #expect(
            scene.complaints == """
                I do not understand “client-b”: no period, account, network or tag.
                It looks like the account Acme One.
                For example: balance-monitor balance

                """)
    }

    @Test("gives programs exact amounts, ages and totals")
    func json() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        _ = await BalanceVerb.run(configuration: scene.config, filter: [], output: scene.json, outside: scene.outside)
        let document = try scene.printedJSON()
        let wallets = try #require(document["wallets"]?.elements)
        #expect(wallets.map { $0["balance"]?.text } == ["120", "77.1"])
        #expect(wallets.map { $0["age_s"]?.integer } == [60, 14_400])
        #expect(wallets[1]["outage"]?["reason"] == .string("credentials"))
        let total = try #require(document["totals"]?.elements.first)
        #expect(total["currency"] == .string("USD") && total["balance"] == .string("197.1"))
        #expect(total["old"]?["amount"] == .string("77.1"))
        for end in ["as_of", "oldest_as_of", "newest_as_of"] {
            #expect(total["old"]?[end]?["epoch"] == .integer(VerbScene.now.seconds - 4 * 3600))
        }
    }

    @Test("says from when to when old balances are, where they are not of one minute")
    func oldOfSeveralMoments() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays(lastSweep: VerbScene.now - 7200)
        _ = await BalanceVerb.run(configuration: scene.config, filter: [], output: scene.text, outside: scene.outside)
        #expect(scene.printed.contains(#/Total USD +197\.10 \$ +of that 197\.10 \$ as of 11:00–13:00\n/#))
        _ = await StatVerb.run(configuration: scene.config, words: [], output: scene.text, outside: scene.outside)
        #expect(scene.printed.contains("Total USD: of that 197.10 $ as of 11:00–13:00\n"))
        scene.streams.clear()
        _ = await StatVerb.run(configuration: scene.config, words: [], output: scene.json, outside: scene.outside)
        let old = try #require(try scene.printedJSON()["totals"]?.elements.first?["old"])
        let hours = ["as_of", "oldest_as_of", "newest_as_of"].map { end in
            old[end]?["epoch"]?.integer.map { (VerbScene.now.seconds - $0) / 3600 }
        }
        #expect(hours == [4, 4, 2])
    }

    @Test("is as wide as the terminal, down to lines for a phone", arguments: [nil, 120, 100, 60, 40] as [Int?])
    func width(columns: Int?) async throws {
        let scene = try VerbScene.quiet(more: ["accounts.d/3.toml": VerbScene.account("acme-new", title: "Acme New")])
        try await scene.recordThreeDays()
        let streams = scene.streams
        let output = Output(isJSON: false, hasColour: false, width: columns) { streams.add($1, to: $0) }
        _ = await BalanceVerb.run(configuration: scene.config, filter: [], output: output, outside: scene.outside)
        #expect(TextTable.width(ofLines: scene.printed) <= columns ?? .max)
        guard columns ?? .max < 90 else {
            #expect(scene.printed.contains(#/Acme One +120\.00 \$ +14:59 +1 min\n/#))
            return
        }
        #expect(
            scene.printed == """
                💰 Balances · polled at 14:59

                Acme One                        120.00 $
                Acme Two: no data since 11:00 (the key
                  was refused), then 77.10 $
                Acme New: not polled yet

                Total USD                       197.10 $
                  of that 77.10 $ as of 11:00

                """)
    }

    @Test("says what to do where there is no history")
    func noHistory() async throws {
        let scene = try VerbScene.quiet()
        let code = await BalanceVerb.run(configuration: scene.config, filter: [], output: scene.text, outside: scene.outside)
        #expect(code == .failed)
        #expect(scene.complaints == "there is no database at balance.db: start the daemon once, or restore a backup\n")
    }
}
