import Charts
import Domain
import History
import Testing

@testable import BalanceMonitor

@Suite("The maker of charts") struct ChartMakerTests {
    private func maker(_ bench: Bench, language: Language = .ru, now: Int64) throws -> ChartMaker {
        ChartMaker(
            installation: try bench.installation(),
            wording: Wording(language: language, zone: try bench.moscow(), now: Bench.start + now))
    }

    /// The sheets of the days that `words` name, seen `now` seconds after 15:00 of 22 November.
    private func sheets(
        _ ledger: LedgerBench, _ words: String, now: Int64, language: Language = .ru
    ) async throws -> [ChartSheet] {
        let maker = try maker(ledger.bench, language: language, now: now)
        let (period, filter) = try Period.parse(words)
        let at = Bench.start + now
        let order = ChartOrder(
            window: try ChartOrder.window(of: period, now: at, zone: maker.wording.zone), askedAt: at,
            filter: try AccountWords(ledger.bench.installation(), []).filter(filter.joined(separator: " ")))
        return try await ledger.bench.history.read { try maker.sheets(order, in: $0) }
    }

    private func spends(_ wallet: ChartWallet?) -> [String?] { wallet?.spends.map { $0?.amount.decimalText } ?? [] }

    @Test("draws a picture a currency and never adds two of them")
    func currencies() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .balances([wallet("500"), wallet("80", "EUR")]), "beta": .usd("70")])
        try await ledger.sweep(300, ["alpha": .balances([wallet("490"), wallet("77", "EUR")]), "beta": .usd("69")])
        let sheets = try await sheets(ledger, "сегодня", now: 300)
        #expect(sheets.map(\.chart.currency.code) == ["EUR", "USD"])
        #expect(sheets.map(\.chart.wallets.count) == [1, 2])
        #expect(sheets[1].words.title == "Все аккаунты, USD")
        #expect(sheets[1].words.balance.amount == "559,00\u{A0}$" && sheets[1].words.spend.amount == "11,00\u{A0}$")
        #expect(sheets[0].words.title == "Alpha")
        #expect(sheets[0].caption == "📈 <b>Alpha</b> · сегодня, 22 ноября\nсписано 3,00\u{A0}€ · остаток 77,00\u{A0}€")
    }

    @Test("leaves a day without data empty, and puts what was spent then on the day after it")
    func gap() async throws {
        let ledger = try await LedgerBench(Bench())
        let day: Int64 = 86_400
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(3600, ["alpha": .usd("490")])
        try await ledger.sweep(3900, ["alpha": .failed(.credentials)])
        try await ledger.sweep(2 * day, ["alpha": .failed(.credentials)])
        try await ledger.sweep(3 * day, ["alpha": .usd("400")])
        try await ledger.sweep(3 * day + 300, ["alpha": .usd("395")])
        let sheet = try #require(await sheets(ledger, "2026-11-21..25 alpha", now: 3 * day + 300).first)
        #expect(spends(sheet.chart.wallets.first) == [nil, "10", nil, nil, "95"])
        #expect(sheet.chart.wallets.first?.balances.first == .some(nil))
        #expect(sheet.chart.stretches.map(\.isPartial) == [false, false, false, false, true])
        #expect(sheet.chart.stretches.map(\.label) == ["21", "22", "23", "24", "25"].map { $0 + "\u{A0}ноя" })
    }

    @Test("says «not less» of the day on which a gap ended with a top-up")
    func lowerBound() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .usd("490")])
        try await ledger.sweep(600, ["alpha": .failed(.rate)])
        try await ledger.sweep(86_400, ["alpha": .usd("700")])
        try await ledger.sweep(86_700, ["alpha": .usd("690")])
        let sheet = try #require(await sheets(ledger, "2д", now: 86_700).first)
        #expect(sheet.chart.wallets.first?.topUps.map(\.amount.decimalText) == ["210"])
        #expect(sheet.words.spend.amount == "≥ 20,00\u{A0}$")
        #expect(sheet.caption.contains("списано от 20,00"))
        let bounds = sheet.chart.wallets.first?.spends.enumerated().filter { $0.element?.isLowerBound ?? false }.map(\.offset)
        #expect(bounds?.count == 1)
    }

    @Test("hatches the time after the last sweep when the daemon is off, and says how old the balance is")
    func off() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .usd("490")])
        let sheet = try #require(await sheets(ledger, "сегодня alpha", now: 6 * 3600).first)
        #expect(sheet.chart.outages.last?.until == Bench.start + 6 * 3600)
        #expect(sheet.words.balance.note == "на 15:05")
    }

    @Test("names what it cannot draw beside what it draws, and says «от» then")
    func leftOut() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(-86_400, ["alpha": .usd("500"), "beta": .usd("77.10")])
        for step in 1...20 {
            try await ledger.sweep(-86_400 + Int64(step) * 300, ["alpha": .usd("\(500 - step)"), "beta": .failed(.temporary)])
        }
        for step in 0...2 { try await ledger.sweep(Int64(step) * 300, ["alpha": .usd("\(400 - step)"), "beta": .failed(.temporary)]) }
        let sheet = try #require(await sheets(ledger, "сегодня", now: 900).first)
        #expect(sheet.caption.contains("не вошли, нет данных: ") && sheet.caption.contains("77,10"), "\(sheet.caption)")
        #expect(sheet.caption.contains("списано от ") && sheet.words.notes.contains { $0.contains("77,10") })
    }

    @Test("has nothing to draw of a time of which nothing is known", arguments: ["2026-10-01..15", "вчера", "сегодня beta"])
    func nothing(words: String) async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        #expect(try await sheets(ledger, words, now: 600).isEmpty)
    }

    @Test(
        "gives an hour, a day, a week or a month a bar",
        arguments: [("сегодня", 24), ("2д", 48), ("3д", 3), ("92д", 92), ("93д", 14), ("2 недели", 14), ("740д", 107), ("3660д", 122)])
    func stretches(words: String, count: Int) async throws {
        let zone = try Bench().moscow()
        let wording = Wording(language: .en, zone: zone, now: Bench.start)
        let window = try ChartOrder.window(of: try Period.parse(words).period, now: Bench.start, zone: zone)
        let calendar = ChartCalendar(window, wording: wording)
        #expect(abs(calendar.stretches.count - count) <= 1, "\(calendar.stretches.count)")
        #expect(zip(calendar.stretches, calendar.stretches.dropFirst()).allSatisfy { $0.window.until == $1.window.from })
        #expect(calendar.stretches[0].window.from <= window.from)
        #expect(try #require(calendar.stretches.last).window.until >= window.until)
        #expect(try #require(calendar.stretches.last).isPartial)
    }

    @Test(
        "writes amounts on an axis with no more decimals than its steps need",
        arguments: [
            (1_500_000_000, 500_000_000, "1 500", "1,500"), (1_500_000, 500_000, "1,5", "1.5"), (20_000, 10_000, "0,02", "0.02"),
            (-200_000_000, 100_000_000, "−200", "−200"), (3_000_000_000_000, 1_000_000_000_000, "3 млн", "3 m"),
            (8_000_000_000_000_000, 2_000_000_000_000_000, "8 млрд", "8 bn"), (0, 1, "0,000000", "0.000000"),
        ] as [(Int64, Int64, String, String)])
    func axis(amount: Int64, step: Int64, russian: String, english: String) throws {
        let zone = try Bench().moscow()
        let texts = [Language.ru, .en].map { language in
            Wording(language: language, zone: zone, now: Bench.start).axisFigure(Money(micros: amount), step: Money(micros: step))
        }
        #expect(texts.map { $0.replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ") } == [russian, english])
    }
}
