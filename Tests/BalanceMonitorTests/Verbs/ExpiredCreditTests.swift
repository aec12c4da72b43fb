import Charts
import Domain
import History
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("A bonus that expires, once a person called its fall a correction")
struct ExpiredCreditTests {
    private let expiry = VerbScene.now - 86_400

    /// Four days of `acme-one`: 326.85, a day later 326.55, a day later 16.55, and 16.25 an hour ago.
    private func scene() async throws -> VerbScene {
        let scene = try VerbScene.quiet()
        let (began, expiry) = (VerbScene.now - 4 * 86_400, expiry)
        try await scene.record { transaction in
            let account = try transaction.upsertAccount(name: "acme-one", was: nil, network: "acme", title: "Acme One", at: began)
            let wallet = try transaction.openWallet(
                account: account.id, key: "main", title: nil, currency: try #require(Currency("USD")), at: began,
                opening: dollars("326.85"))
            let readings: [(Instant, String, String)] = [
                (began + 2 * 86_400, "326.55", "0.3"), (expiry, "16.55", "310.3"), (VerbScene.now - 3600, "16.25", "310.6"),
            ]
            for (at, balance, spent) in readings {
                try transaction.append(Reading(at: at, balance: dollars(balance), spent: dollars(spent), credited: .zero), to: wallet.id)
            }
            try transaction.fillDays(
                (0..<6).map { number in
                    // Days of Moscow.
                    let start = Instant(seconds: 1_795_294_800) + (Int64(number) - 5) * 86_400
                    return ReportDay(date: "2026-11-\(17 + number)", startsAt: start, endsAt: start + 86_400)
                })
            try transaction.recordSweep(at: VerbScene.now - 60)
        }
        let code = await MoneyVerb.classify(
            configuration: scene.config, account: "acme-one", at: "\(expiry.seconds)", kind: "correction", wallet: nil, output: scene.text,
            outside: scene.outside)
        #expect(code == .ok)
        scene.streams.clear()
        return scene
    }

    @Test("is no part of the spend, of the pace or of the day that the money lasts to")
    func report() async throws {
        let scene = try await scene()
        _ = await StatVerb.run(configuration: scene.config, words: ["3d"], output: scene.json, outside: scene.outside)
        let text = scene.printed
        #expect(text.contains(#""spend":"0.6""#) || text.contains(#""spend":"0.600000""#), "\(text)")
        #expect(text.contains("-310") && text.contains("16.25"))
        // A mean of some 0.15 a day: the 16.25 last for months.
        #expect(!text.contains(#""state":"empty""#) && text.contains(#""until":{"time":"2027-"#), "\(text)")
    }

    @Test("is no bar of the chart and no spend of an exported day")
    func days() async throws {
        let scene = try await scene()
        let installation = try Installation.load(path: scene.config, environment: [:], zones: ZoneFiles())
        let zone = try ZoneFiles().zone(named: "Europe/Moscow")
        let maker = ChartMaker(installation: installation, wording: Wording(language: .en, zone: zone, now: VerbScene.now))
        let order = ChartOrder(
            window: Window(from: VerbScene.now - 4 * 86_400, until: VerbScene.now), askedAt: VerbScene.now)
        let reader = try History.openReadOnly(path: scene.database)
        let sheet = try #require(try await reader.read { try maker.sheets(order, in: $0) }.first)
        let bars = sheet.chart.wallets.flatMap(\.spends).compactMap { $0?.amount }
        #expect(try bars.reduce(Money.zero) { try $0 + $1 } == dollars("0.6") && bars.allSatisfy { $0 <= dollars("0.6") })
        #expect(sheet.chart.wallets.first?.balance == dollars("16.25"))
        let forecast = try await reader.read { try $0.spend(between: [VerbScene.now - 2 * 86_400, VerbScene.now]) }
        #expect(forecast.values.flatMap { $0 }.allSatisfy { $0 <= dollars("0.6") })
        let days = try await reader.read { snapshot in
            var days: [Int64] = []
            try snapshot.stream("SELECT coalesce(spend_micros, 0) FROM spend_daily") { days.append($0.number(0)) }
            return days
        }
        #expect(days.reduce(0, +) == 600_000)
    }
}
