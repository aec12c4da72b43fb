import Domain
import History
import Testing

@testable import BalanceMonitor

/// Alpha spends a dollar in every quarter of an hour, so that `/history` goes by the hour.
@Suite("An hour of /history") struct HistoryHourTests {
    /// The hours' lines at so many seconds after the bench's beginning, 15:00 in Moscow.
    private func lines(at seconds: Int64, _ language: Language) async throws -> [String] {
        let ledger = try await LedgerBench(Bench())
        for step in 0...24 { try await ledger.sweep(Int64(step) * 900, ["alpha": .usd("\(500 - step)")]) }
        if seconds > 24 * 900 { try await ledger.sweep(seconds, ["alpha": .usd("470")]) }
        let now = ledger.instant(seconds)
        let zone = try ledger.bench.moscow()
        let history = try await ledger.bench.history.read { snapshot in
            try HistoryMaker(zone: zone, now: now).history(of: try #require(try snapshot.account(named: "alpha")), in: snapshot)
        }
        let words = MovementWording(Wording(language: language, zone: zone, now: now))
        return history.wallets.flatMap { past in
            past.entries.flatMap { entry in if case .spend(let window, _) = entry { [words.stretch(window)] } else { [String]() } }
        }
    }

    @Test("that has just begun says since when, in place of two ends that are the same")
    func begun() async throws {
        #expect(try await lines(at: 21_630, .ru).prefix(2) == ["с 21:00", "20:00–21:00"])
        #expect(try await lines(at: 21_630, .en).first == "since 21:00")
    }

    @Test("that lasts ends now")
    func lasting() async throws {
        #expect(try await lines(at: 22_800, .ru).prefix(2) == ["21:00–21:20", "20:00–21:00"])
    }

    @Test("in which nothing was spent is not shown")
    func empty() async throws {
        #expect(try await lines(at: 21_600, .ru).prefix(2) == ["20:00–21:00", "19:00–20:00"])
    }

    @Test("that a clock shows twice names both times of it")
    func repeated() throws {
        let zone = try ZoneFiles().zone(named: "Europe/Berlin")
        let from = try #require(Instant(rfc3339: "2026-10-25T00:00:00Z"))
        let words = MovementWording(Wording(language: .en, zone: zone, now: from + 9000))
        #expect(words.stretch(Window(from: from, until: from + 3600)) == "02:00 CEST–02:00 CET")
    }
}
