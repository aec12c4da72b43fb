import Domain
import History
import Testing

@testable import BalanceMonitor

@Suite("A gap that hides spend") struct GapWordingTests {
    private func wording(_ language: Language = .ru) throws -> Wording {
        Wording(language: language, zone: try ZoneFiles().zone(named: "Europe/Moscow"), now: ReportScene.now)
    }

    private func gap(_ from: Int64, _ until: Int64, _ reason: String = "off") -> Gap {
        Gap(account: nil, from: ReportScene.ago(from), until: ReportScene.ago(until), reason: reason, rose: true)
    }

    @Test("is named by its ends, and by the day where that is not today")
    func stretch() throws {
        let cases: [(Gap, String)] = [
            (gap(120, 60), "нет данных 08:15–09:15"), (gap(24 * 60, 20 * 60), "нет данных вчера 10:15–14:15"),
            (gap(18 * 60, 60), "нет данных 16:15 вчера – 09:15"),
            (gap(3 * 1440, 2 * 1440), "нет данных 10:15 19 ноября – 10:15 20 ноября"), (gap(120, 60, "vanished"), "исчезал 08:15–09:15"),
        ]
        for (gap, text) in cases { #expect(try wording().hiding([gap]) == [text]) }
    }

    @Test("is one of two that are named, the newest, and the others are counted")
    func many() throws {
        let gaps = [gap(500, 490), gap(400, 390), gap(300, 290), gap(200, 190)]
        let texts = try wording(.en).hiding(gaps)
        #expect(texts == ["and more gaps: 2", "no data 05:15–05:25", "no data 06:55–07:05"])
        #expect(texts.allSatisfy { $0.count <= 38 })
    }

    @Test("is said in /history of the wallet that rose over it, and of no other")
    func history() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .balances([try wallet("500"), try wallet("70", key: "bonus")])])
        try await ledger.sweep(300, ["alpha": .failed(.temporary)])
        try await ledger.sweep(600, ["alpha": .balances([try wallet("800"), try wallet("60", key: "bonus")])])
        try await ledger.sweep(900, ["alpha": .balances([try wallet("800")])])
        try await ledger.sweep(1200, ["alpha": .balances([try wallet("800"), try wallet("65", key: "bonus")])])
        let maker = HistoryMaker(zone: try ledger.bench.moscow(), now: ledger.instant(1200))
        let history = try await ledger.bench.history.read { snapshot in
            try maker.history(of: try #require(try snapshot.account(named: "alpha")), in: snapshot)
        }
        let words = MovementWording(Wording(language: .ru, zone: try ledger.bench.moscow(), now: ledger.instant(1200)))
        let gaps = history.wallets.map { past in
            past.entries.compactMap { entry in if case .gap(let gap) = entry { words.gap(gap) } else { nil } }
        }
        let main = "нет данных с 15:00 до 15:10 (сеть не отвечает)"
        let bonus = "нет данных с 15:15 до 15:20 (кошелька не было); списано не меньше показанного"
        #expect(gaps == [[main + "; списано не меньше показанного"], [bonus, main]])
    }
}
