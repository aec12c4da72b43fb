import Charts
import Domain
import Foundation
import History
import Simulator
import Testing

@testable import BalanceMonitor

/// One scene seen in every way that the product shows it: an account that answered until yesterday 16:51, beside one that answers.
@Suite("An account without data is the same everywhere") struct AccountWithoutDataTests {
    private static let failedAt = VerbScene.now - 22 * 3600 - 9 * 60

    private func scene() async throws -> VerbScene {
        let scene = try VerbScene.quiet(language: "ru")
        try await scene.record { transaction in
            let usd = try #require(Currency("USD"))
            let began = VerbScene.now - 5 * 86_400
            func open(_ name: String, _ title: String, _ amount: String) throws -> (AccountID, WalletID) {
                let account = try transaction.upsertAccount(name: name, was: nil, network: "acme", title: title, at: began).id
                return (
                    account,
                    try transaction.openWallet(
                        account: account, key: "main", title: nil, currency: usd, at: began, opening: dollars(amount)
                    ).id
                )
            }
            let one = try open("acme-one", "Acme One", "1400.01")
            let two = try open("acme-two", "Acme Two", "77.1")
            for (hours, balance, spent) in [(30, "1320.14", "79.87"), (3, "1300.01", "100")] as [(Int64, String, String)] {
                try transaction.append(
                    Reading(at: VerbScene.now - hours * 3600, balance: dollars(balance), spent: dollars(spent), credited: .zero), to: one.1)
            }
            try transaction.openGap(Gap(account: two.0, from: Self.failedAt, reason: "credentials"))
            try transaction.recordSweep(at: VerbScene.now - 60)
            let midnight = VerbScene.now - 15 * 3600
            try transaction.fillDays([ReportDay(date: "2026-11-22", startsAt: midnight, endsAt: midnight + 86_400)])
        }
        return scene
    }

    private func plain(_ text: String) -> String { text.replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ") }

    private func view(_ scene: VerbScene, _ sql: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = ["-readonly", "-batch", "-nullvalue", "NULL", scene.database, sql]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    @Test("in the text of the bot and in the terminal's table")
    func text() async throws {
        let scene = try await scene()
        _ = await StatVerb.run(configuration: scene.config, words: ["сегодня"], output: scene.text, outside: scene.outside)
        #expect(scene.printed.contains(#/Итого USD +1 397,24 +0,00 +0,00 +от 20,13 +1 377,11 +USD\n/#), "\(scene.printed)")
        #expect(scene.printed.contains("Итого USD: из них 77,10 $ на 16:51 вчера"))
        let zone = try ZoneFiles().zone(named: "Europe/Moscow")
        let installation = try Installation.load(path: scene.config, environment: [:], zones: ZoneFiles())
        let reader = try History.openReadOnly(path: scene.database)
        let window = Window(from: VerbScene.now - 15 * 3600, until: VerbScene.now)
        let report = try await reader.read { snapshot in
            try ReportMaker(installation: installation, view: CollectorState.View(), zone: zone).report(
                over: window, filter: .all, in: snapshot)
        }
        try reader.close()
        let wording = Wording(language: .ru, zone: zone, now: VerbScene.now)
        let text = plain(ReportWording(report, heading: ReportHeading(occasion: .now, window: window), wording: wording).text)
        #expect(
            text.contains(#/списано +от 20,13\n/#) && text.contains(#/стало +1 377,11\n/#) && text.contains("из них 77,10 на 16:51 вчера"))
    }

    @Test("in the picture, its caption and what it is drawn from")
    func chart() async throws {
        let scene = try await scene()
        let zone = try ZoneFiles().zone(named: "Europe/Moscow")
        let installation = try Installation.load(path: scene.config, environment: [:], zones: ZoneFiles())
        let maker = ChartMaker(installation: installation, wording: Wording(language: .ru, zone: zone, now: VerbScene.now))
        let order = ChartOrder(window: Window(from: VerbScene.now - 15 * 3600, until: VerbScene.now), askedAt: VerbScene.now)
        let reader = try History.openReadOnly(path: scene.database)
        let sheets = try await reader.read { try maker.sheets(order, in: $0) }
        try reader.close()
        let sheet = try #require(sheets.first)
        #expect(sheets.count == 1)
        #expect(
            plain(sheet.caption) == """
                📈 <b>Все аккаунты, USD</b> · сегодня, 22 ноября
                списано от 20,13 $ · остаток 1 377,11 $ (из них 77,10 $ на 16:51 вчера)
                списания не вошли, нет данных: Acme Two (тогда 77,10 $)
                """)
        #expect(plain(sheet.words.spend.amount) == "≥ 20,13 $" && plain(sheet.words.balance.amount) == "1 377,11 $")
        #expect(sheet.words.balance.note.map(plain) == "из них 77,10 $ на 16:51 вчера")
        // What is not known is not drawn.
        #expect(sheet.chart.wallets.map(\.name) == ["Acme One"])
    }

    @Test("in stat --json and balance --json")
    func json() async throws {
        let scene = try await scene()
        _ = await StatVerb.run(configuration: scene.config, words: ["сегодня"], output: scene.json, outside: scene.outside)
        let stat = try scene.printedJSON()
        let total = try #require(stat["totals"]?.elements.first)
        #expect(
            total["spend"] == .string("20.13") && total["spend_is_lower_bound"] == .bool(true) && total["closing"] == .string("1377.11"))
        #expect(total["old"]?["amount"] == .string("77.1") && total["old"]?["as_of"]?["epoch"] == .integer(Self.failedAt.seconds))
        let two = try #require(stat["wallets"]?.elements.last)
        #expect(two["account"] == .string("acme-two") && two["spend"]?.text == nil && two["closing"] == .string("77.1"))
        let other = try await self.scene()
        _ = await BalanceVerb.run(configuration: other.config, filter: [], output: other.json, outside: other.outside)
        let balances = try other.printedJSON()
        let sum = try #require(balances["totals"]?.elements.first)
        #expect(sum["balance"] == total["closing"] && sum["old"] == total["old"])
        #expect(balances["wallets"]?.elements.last?["balance"] == .string("77.1"))
        #expect(balances["wallets"]?.elements.last?["as_of"]?["epoch"] == .integer(Self.failedAt.seconds))
    }

    @Test("in the views spend_daily and balances")
    func views() async throws {
        let scene = try await scene()
        let days = try view(scene, "SELECT account, spend, closing, lower_bound FROM spend_daily ORDER BY account")
        #expect(days == "acme-one|20.130000|1300.010000|0\nacme-two|NULL|77.100000|0\n")
        let balances = try view(scene, "SELECT account, balance, no_data_since FROM balances ORDER BY account")
        #expect(balances == "acme-one|1300.010000|NULL\nacme-two|77.100000|\(Self.failedAt.rfc3339)\n")
    }

    @Test("when it was retired within the window: the picture and the text count it alike")
    func retired() async throws {
        let scene = try await scene()
        try scene.folder.write(
            VerbScene.account("acme-two", title: "Acme Two", tags: #"["client-b"]"#) + "retired = true\n", to: "accounts.d/2.toml")
        try await scene.record { transaction in
            try transaction.retire(#require(try transaction.snapshot.account(named: "acme-two")).id, at: VerbScene.now - 3600)
        }
        let zone = try ZoneFiles().zone(named: "Europe/Moscow")
        let installation = try Installation.load(path: scene.config, environment: [:], zones: ZoneFiles())
        let maker = ChartMaker(installation: installation, wording: Wording(language: .ru, zone: zone, now: VerbScene.now))
        let order = ChartOrder(window: Window(from: VerbScene.now - 2 * 86_400, until: VerbScene.now), askedAt: VerbScene.now)
        let reader = try History.openReadOnly(path: scene.database)
        let sheets = try await reader.read { try maker.sheets(order, in: $0) }
        try reader.close()
        #expect(sheets.first.map { plain($0.words.balance.amount) } == "1 377,11 $")
        _ = await StatVerb.run(configuration: scene.config, words: ["2д", "client-b"], output: scene.json, outside: scene.outside)
        #expect(try scene.printedJSON()["wallets"]?.elements.map { $0["account"] } == [.string("acme-two")])
    }
}
