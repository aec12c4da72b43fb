import Domain
import History
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("A total that does not fit") struct LargeTotalTests {
    /// `acme-one` has 93 wallets of 99 999 999 999 $, `acme-two` 77 € of which 7 were spent.
    private func scene(language: String) async throws -> VerbScene {
        let scene = try VerbScene.quiet(language: language)
        try await scene.record { transaction in
            let began = VerbScene.now - 7200
            func account(_ name: String, _ title: String) throws -> AccountID {
                try transaction.upsertAccount(name: name, was: nil, network: "acme", title: title, at: began).id
            }
            let (one, two) = (try account("acme-one", "Acme One"), try account("acme-two", "Acme Two"))
            for number in 1...93 {
                _ = try transaction.openWallet(
                    account: one, key: "k\(number)", title: nil, currency: try #require(Currency("USD")), at: began,
                    opening: dollars("99999999999"))
            }
            let euros = try transaction.openWallet(
                account: two, key: "main", title: nil, currency: try #require(Currency("EUR")), at: began, opening: dollars("84"))
            try transaction.append(
                Reading(at: began + 600, balance: dollars("77"), spent: dollars("7"), credited: .zero), to: euros.id)
            try transaction.recordSweep(at: VerbScene.now - 60)
        }
        return scene
    }

    @Test("is refused and said by `stat`; all other lines and totals stand", arguments: ["ru", "en"])
    func stat(language: String) async throws {
        let scene = try await scene(language: language)
        let code = await StatVerb.run(configuration: scene.config, words: ["7d"], output: scene.text, outside: scene.outside)
        #expect(code == .ok, "\(scene.complaints)")
        #expect(scene.printed.contains(language == "ru" ? "Итого USD: сумма не помещается" : "Total USD: the sum does not fit"))
        #expect(scene.printed.contains(language == "ru" ? "Итого EUR" : "Total EUR"))
        #expect(scene.printed.contains("77"))
        scene.streams.clear()
        _ = await StatVerb.run(configuration: scene.config, words: ["7d"], output: scene.json, outside: scene.outside)
        let totals = try #require(try scene.printedJSON()["totals"]?.elements)
        #expect(totals.map { $0["currency"]?.text } == ["EUR", "USD"])
        #expect(totals.first?["spend"]?.text?.hasPrefix("7") == true && totals.last?["spend"]?.text == nil)
        #expect(totals.last?["error"]?.text?.contains("larger than any") == true)
    }

    @Test("is refused and said by `balance`")
    func balance() async throws {
        let scene = try await scene(language: "en")
        let code = await BalanceVerb.run(configuration: scene.config, filter: [], output: scene.text, outside: scene.outside)
        #expect(code == .ok, "\(scene.complaints)")
        #expect(scene.printed.contains("Total USD: the sum does not fit"))
        #expect(scene.printed.contains(#/Total EUR +77\.00 €/#))
    }

    @Test("is refused and said by `accounts`")
    func accounts() async throws {
        let scene = try await scene(language: "en")
        let code = await AccountsVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside)
        #expect(code == .ok, "\(scene.complaints)")
        #expect(scene.printed.contains("too much to add up USD"))
        #expect(scene.printed.contains("77.00"))
    }

    @Test("leaves the other currencies' charts, whose caption says so; alone it is a sentence")
    func chart() async throws {
        let scene = try await scene(language: "en")
        let path = scene.folder.path + "/out.png"
        let code = await ChartVerb.run(configuration: scene.config, words: ["7d"], to: path, output: scene.text, outside: scene.outside)
        #expect(code == .ok, "\(scene.complaints)")
        let alone = await ChartVerb.run(
            configuration: scene.config, words: ["7d", "acme-one"], to: path, output: scene.text, outside: scene.outside)
        #expect(alone == .failed)
        #expect(scene.complaints.contains("larger than any"))
    }
}
