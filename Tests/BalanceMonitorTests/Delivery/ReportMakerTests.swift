import Domain
import Foundation
import History
import Reports
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("A report's maker") struct ReportMakerTests {
    /// Two hours of alpha, and one of beta, which came later.
    private func scene() async throws -> LedgerBench {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(3600, ["alpha": .usd("490"), "beta": .usd("100")])
        try await ledger.sweep(7200, ["alpha": .usd("470"), "beta": .usd("100")])
        return ledger
    }

    private func text(
        _ ledger: LedgerBench, from: Int64, until: Int64, now: Int64? = nil, doubts: [WalletID: Suspicion] = [:]
    ) async throws -> String {
        let view = CollectorState.View(doubts: doubts, lastSweep: ledger.instant(7200))
        let zone = try ledger.bench.moscow()
        let maker = ReportMaker(installation: try ledger.bench.installation(), view: view, zone: zone)
        let window = Window(from: ledger.instant(from), until: ledger.instant(until))
        let report = try await ledger.bench.history.read { try maker.report(over: window, filter: .all, in: $0) }
        return ReportWording(
            report, heading: ReportHeading(occasion: .now, window: window),
            wording: Wording(language: .ru, zone: zone, now: ledger.instant(now ?? until))
        ).text.replacing("\u{A0}", with: " ")
    }

    @Test("shows a doubt of the present, and none in the past")
    func doubts() async throws {
        let ledger = try await scene()
        let ids = try await ledger.bench.history.read { try $0.wallets().map(\.id) }
        let doubts = Dictionary(uniqueKeysWithValues: ids.map { ($0, Suspicion.zero) })
        #expect(try await text(ledger, from: 0, until: 7200, doubts: doubts).contains("проверяется"))
        #expect(try await !text(ledger, from: 0, until: 7199, now: 7300, doubts: doubts).contains("проверяется"))
    }

    @Test("says of an account that came after the window since when it is watched")
    func later() async throws {
        let text = try await text(scene(), from: 60, until: 1800, now: 7200)
        #expect(text.contains("Beta: не наблюдался до 16:00"))
        #expect(!text.contains("не опрошен"))
    }

    @Test("says where readings are gone that the figures go from full hour to full hour")
    func thinned() async throws {
        let ledger = try await scene()
        #expect(try await !text(ledger, from: 1800, until: 7200).contains("до часа"))
        try await ledger.sweep(3 * 3600, ["alpha": .usd("460")])
        try await ledger.sweep(4 * 3600, ["alpha": .usd("450")])
        let limit = ledger.instant(7200)
        #expect(try await ledger.bench.history.write { try $0.thin(until: limit, rows: 10) } > 0)
        #expect(try await text(ledger, from: 1800, until: 4 * 3600).contains("с точностью до часа"))
        #expect(try await !text(ledger, from: 0, until: 4 * 3600).contains("до часа"))
    }

    @Test("shows a failure as it stood at the window's end")
    func outage() async throws {
        let ledger = try await scene()
        try await ledger.sweep(7500, ["alpha": .failed(.credentials)])
        #expect(try await text(ledger, from: 0, until: 7800).contains("нет данных с 17:00 (ключ не"))
        #expect(try await !text(ledger, from: 0, until: 7000, now: 7800).contains("нет данных"))
    }

    @Test("shows a retired account in the windows in which it lived, as of when it went, and in none after them")
    func retired() async throws {
        let ledger = try await scene()
        try FileManager.default.removeItem(atPath: ledger.bench.folder.path + "/accounts.d/101.toml")
        try await ledger.sweep(10_800, ["alpha": .usd("460")])
        let now = try await text(ledger, from: 0, until: 14_400)
        #expect(now.contains("не опрашивается с 18:00") && now.contains("из них 100,00 на 18:00"), "\(now)")
        let past = try await text(ledger, from: 0, until: 7200, now: 14_400)
        #expect(past.contains("Beta") && !past.contains("не опрашивается"))
        let later = try await text(ledger, from: 10_800, until: 14_400)
        #expect(!later.contains("Beta"))
    }

    @Test("says of either edge that lies where nobody polled which data it counts")
    func edges() async throws {
        let ledger = try await scene()
        try await ledger.sweep(30_000, ["alpha": .usd("400"), "beta": .usd("90")], absentSince: 7200)
        let before = try await text(ledger, from: 0, until: 20_000, now: 30_000)
        #expect(before.contains("нет данных с 17:00"), "\(before)")
        let after = try await text(ledger, from: 20_000, until: 30_000)
        #expect(after.contains("с учётом данных с 17:00") && !after.contains("нет данных"), "\(after)")
        let within = try await text(ledger, from: 10_000, until: 20_000, now: 30_000)
        #expect(within.contains("нет данных с 17:00"), "\(within)")
    }

    @Test("takes a day on which the daemon did not run for one that is not known, in the forecast too")
    func off() async throws {
        let ledger = try await scene()
        let day: Int64 = 86_400
        try await ledger.sweep(day, ["alpha": .usd("440"), "beta": .usd("100")])
        try await ledger.sweep(2 * day, ["alpha": .usd("400"), "beta": .usd("100")])
        let view = CollectorState.View(lastSweep: ledger.instant(2 * day), offSince: ledger.instant(2 * day))
        let maker = try ReportMaker(installation: ledger.bench.installation(), view: view, zone: ledger.bench.moscow())
        let window = Window(from: ledger.instant(0), until: ledger.instant(5 * day))
        let report = try await ledger.bench.history.read { try maker.report(over: window, filter: .all, in: $0) }
        let alpha = try #require(report.lines.first { $0.account.name == "alpha" })
        // Of the 22nd to the 26th the 23rd alone was watched from its beginning to its end.
        #expect(alpha.recentDays.suffix(5).map { $0 == nil } == [true, false, true, true, true], "\(alpha.recentDays)")
        #expect(alpha.pace == alpha.recentDays.suffix(4).first)
        // Why, nobody knows before it runs again.
        let wording = Wording(language: .ru, zone: try ledger.bench.moscow(), now: ledger.instant(5 * day))
        #expect(LineWording(wording: wording, report: report).stateTexts(alpha) == ["нет данных с 15:00 24 ноября (служба не работает)"])
    }
}
