import Domain
import Foundation
import History
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("stat")
struct StatVerbTests {
    @Test("shows a sum that comes out from left to right, and what is to be known beside it")
    func table() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let code = await StatVerb.run(configuration: scene.config, words: [], output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        let printed = scene.printed
        #expect(printed.hasPrefix("📊 Report at 15:00 · Sun, 22 November\nSpend since 15:00 yesterday (24 h)\n"))
        #expect(printed.contains(#/Account +opening +\+ top-ups +\+ corrections +− spent += closing +lasts +by day\n/#))
        #expect(printed.contains(#/Acme One +80\.00 +50\.00 +0\.00 +10\.00 +120\.00 +USD +until 4 December +·····▁█\n/#))
        #expect(printed.contains(#/Acme Two +77\.10 +0\.00 +0\.00 +0\.00 +77\.10 +USD +— +······▁\n/#))
        #expect(printed.contains(#/Total USD +157\.10 +50\.00 +0\.00 +10\.00 +197\.10 +USD\n/#))
        #expect(printed.contains("Acme One: top-up 50.00 $ at 12:00\n"))
        #expect(printed.contains("Acme Two: no data since 11:00 (the key was refused)\n"))
        #expect(printed.contains("Total USD: of that 77.10 $ as of 11:00\n"))
    }

    @Test("says in the table, too, what a total leaves out, and by which names money went", arguments: ["ru", "en"])
    func caveats(language: String) async throws {
        let file = ["accounts.d/3.toml": VerbScene.account("acme-three", title: "Acme Three")]
        let scene = try VerbScene.quiet(language: language, more: file)
        try await scene.record { transaction in
            let began = VerbScene.now - 4 * 86_400
            let three = try transaction.upsertAccount(name: "acme-three", was: nil, network: "acme", title: "Acme Three", at: began).id
            _ = try transaction.openWallet(
                account: three, key: "main", title: nil, currency: try #require(Currency("USD")), at: began, opening: dollars("5"))
            try transaction.openGap(Gap(account: three, from: began + 60, reason: "credentials"))
        }
        try await scene.recordThreeDays()
        try await scene.record { transaction in
            let one = try #require(try transaction.snapshot.account(named: "acme-one")).id
            let wallet = try #require(try transaction.snapshot.wallets().first { $0.account == one })
            _ = try transaction.classify(wallet.id, at: VerbScene.now - 5 * 3600, as: .withdrawal, said: VerbScene.now)
        }
        _ = await StatVerb.run(configuration: scene.config, words: ["сегодня"], output: scene.text, outside: scene.outside)
        let printed = scene.printed
        #expect(printed.contains(language == "ru" ? "Итого USD: без Acme Three: нет данных\n" : "Total USD: without Acme Three: no data\n"))
        // A part of the sum is not known, as JSON and the picture say too.
        #expect(printed.contains(language == "ru" ? "от 0,00" : "from 0.00"))
        #expect(printed.contains(language == "ru" ? "− вывод" : "− withdrawals"))
    }

    @Test(
        "is as wide as the terminal, down to lines for a phone", arguments: [(200, true, "\u{1B}[31m"), (90, false, ""), (60, false, "")])
    func width(columns: Int, hasBars: Bool, colour: String) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let streams = scene.streams
        let output = Output(isJSON: false, hasColour: !colour.isEmpty, width: columns) { streams.add($1, to: $0) }
        _ = await StatVerb.run(configuration: scene.config, words: [], output: output, outside: scene.outside)
        let lines = scene.printed.split(separator: "\n")
        #expect(lines.allSatisfy { $0.contains("\u{1B}") || TextTable.width(String($0)) <= columns })
        #expect(scene.printed.contains("▁█") == hasBars)
        #expect(scene.printed.contains(colour + "Acme Two: no data since 11:00"))
        #expect(scene.printed.contains("  balance 120.00 $ · until 4 December") == (columns == 60))
    }

    @Test("speaks the terminal's language, and nothing else", arguments: ["ru", "en"])
    func language(language: String) async throws {
        // The file says the other one.
        let scene = try VerbScene.quiet(language: language == "ru" ? "en" : "ru")
        scene.locale = language == "ru" ? "ru_RU.UTF-8" : "en_US.UTF-8"
        try await scene.recordThreeDays(lastSweep: VerbScene.now - 7200)
        for words in [["вчера"], ["чепуха"], ["2026-02-30"]] {
            _ = await StatVerb.run(configuration: scene.config, words: words, output: scene.text, outside: scene.outside)
        }
        let own = (scene.printed + scene.complaints).replacing("чепуха", with: "")
        let isRussian = own.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
        #expect(isRussian == (language == "ru"))
        #expect(own.contains("balance-monitor stat 7d"))
    }

    @Test(
        "answers periods and filters in both languages",
        arguments: [
            ("вчера", "20", ["acme-one", "acme-two"]), ("7d acme-one", "30", ["acme-one"]), ("2026-11-22", "10", ["acme-one", "acme-two"]),
            ("сегодня client-a", "10", ["acme-one"]), ("november", "30", ["acme-one", "acme-two"]),
        ] as [(String, String, [String])])
    func periods(words: String, spend: String, accounts: [String]) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let words = words.split(separator: " ").map(String.init)
        let code = await StatVerb.run(configuration: scene.config, words: words, output: scene.json, outside: scene.outside)
        #expect(code == .ok)
        let document = try scene.printedJSON()
        #expect(document["wallets"]?.elements.map { $0["account"]?.text } == accounts)
        #expect(document["totals"]?.elements.first?["spend"] == .string(spend))
        for figures in (document["wallets"]?.elements ?? []) + (document["totals"]?.elements ?? []) {
            #expect(figures["balanced"]?.isTrue == true)
            func amount(_ key: String) -> Money { dollars(figures[key]?.text ?? "?") }
            #expect(try amount("opening") + amount("top_ups") + amount("corrections") - amount("spend") == amount("closing"))
        }
    }

    @Test("marks what may be more than is known as from, and says from when it is known")
    func lowerBound() async throws {
        let scene = try VerbScene.quiet(language: "ru")
        try await scene.recordThreeDays()
        try await scene.record { transaction in
            let account = try #require(try transaction.snapshot.account(named: "acme-one"))
            let wallet = try #require(try transaction.snapshot.wallets().first { $0.account == account.id })
            try transaction.openGap(Gap(account: account.id, from: VerbScene.now - 2 * 3600, reason: "temporary"))
            try transaction.append(
                Reading(at: VerbScene.now - 3600, balance: dollars("150"), spent: dollars("30"), credited: dollars("80")), to: wallet.id)
            try transaction.record(Credit(wallet: wallet.id, at: VerbScene.now - 3600, amount: dollars("30"), kind: .topUp))
            try transaction.closeGap(of: account.id, at: VerbScene.now - 3600, rose: true)
        }
        _ = await StatVerb.run(configuration: scene.config, words: ["acme-one"], output: scene.text, outside: scene.outside)
        #expect(scene.printed.contains(#/Acme One +80,00 +80,00 +0,00 +от 10,00 +150,00 +USD/#))
    }

    @Test(
        "refuses nonsense before it opens anything",
        arguments: [
            ("2026-02-30", "“2026-02-30” is not a date"), ("2027-01-01", "1 January 2027 has not come yet"),
            ("0d", "between 1 and 3660 days"), ("2026-11-15..01", "ends before it begins"),
            ("yesterday nobody", "I do not understand “nobody”"),
        ])
    func nonsense(words: String, sentence: String) async throws {
        let scene = try VerbScene.quiet()
        let code = await StatVerb.run(configuration: scene.config, words: [words], output: scene.text, outside: scene.outside)
        #expect(code == .usage)
        #expect(scene.complaints.contains(sentence))
        #expect(scene.printed.isEmpty)
    }

    @Test("shows a retired account in the days in which it lived, also by its name")
    func retired() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        try FileManager.default.removeItem(atPath: scene.folder.path + "/accounts.d/1.toml")
        try await scene.record { transaction in
            let account = try #require(try transaction.snapshot.account(named: "acme-one"))
            try transaction.retire(account.id, at: VerbScene.now - 3600)
        }
        let code = await StatVerb.run(configuration: scene.config, words: ["7d", "acme-one"], output: scene.json, outside: scene.outside)
        #expect(code == .ok)
        let document = try scene.printedJSON()
        #expect(document["wallets"]?.elements.map { $0["account"]?.text } == ["acme-one"])
        #expect(document["totals"]?.elements.first?["spend"] == .string("30"))
        #expect(document["wallets"]?.elements.first?["retired_at"]?["time"]?.text == (VerbScene.now - 3600).rfc3339)
    }
}
