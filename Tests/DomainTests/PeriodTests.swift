import Domain
import TestSupport
import Testing

@Suite struct PeriodTests {
    /// Sunday, 2026-11-22, 12:40 in Moscow.
    private let now = Instant(seconds: 1_795_340_400)

    private func moscow() throws -> Zone { try SystemZones.zone("Europe/Moscow") }

    private func dates(_ text: String) throws -> String {
        let (period, _) = try Period.parse(text)
        let dates = try #require(period).dates(today: try moscow().date(at: now))
        return "\(dates.lowerBound)..\(dates.upperBound)"
    }

    @Test(
        "is read from what people type",
        arguments: [
            ("сегодня", "2026-11-22..2026-11-22"), ("Вчера", "2026-11-21..2026-11-21"), ("за вчера", "2026-11-21..2026-11-21"),
            ("yesterday", "2026-11-21..2026-11-21"), ("позавчера", "2026-11-20..2026-11-20"), ("7д", "2026-11-16..2026-11-22"),
            ("7d", "2026-11-16..2026-11-22"), ("7 дней", "2026-11-16..2026-11-22"), ("за  последние 7   дней", "2026-11-16..2026-11-22"),
            ("last 7 days", "2026-11-16..2026-11-22"), ("30д", "2026-10-24..2026-11-22"), ("1 день", "2026-11-22..2026-11-22"),
            ("неделю", "2026-11-16..2026-11-22"), ("2 недели", "2026-11-09..2026-11-22"), ("месяц", "2026-11-01..2026-11-30"),
            ("month", "2026-11-01..2026-11-30"), ("прошлый месяц", "2026-10-01..2026-10-31"), ("last month", "2026-10-01..2026-10-31"),
            ("ноябрь", "2026-11-01..2026-11-30"), ("ноября", "2026-11-01..2026-11-30"), ("в ноябре", "2026-11-01..2026-11-30"),
            ("НОЯБРЁМ", "2026-11-01..2026-11-30"), ("november", "2026-11-01..2026-11-30"), ("nov", "2026-11-01..2026-11-30"),
            ("декабрь", "2025-12-01..2025-12-31"), ("май", "2026-05-01..2026-05-31"), ("в мае", "2026-05-01..2026-05-31"),
            ("августа", "2026-08-01..2026-08-31"), ("ноябрь 2025", "2025-11-01..2025-11-30"), ("февраль 2024 г.", "2024-02-01..2024-02-29"),
            ("5 ноября", "2026-11-05..2026-11-05"), ("23 ноября", "2025-11-23..2025-11-23"), ("29 февраля", "2024-02-29..2024-02-29"),
            ("1-15 ноября", "2026-11-01..2026-11-15"), ("1–15 ноября 2025", "2025-11-01..2025-11-15"),
            ("november 5", "2026-11-05..2026-11-05"),
            ("2026-11", "2026-11-01..2026-11-30"), ("2026-02", "2026-02-01..2026-02-28"), ("2026-11-05", "2026-11-05..2026-11-05"),
            ("05.11.2026", "2026-11-05..2026-11-05"), ("2026-11-01..15", "2026-11-01..2026-11-15"),
            ("2026-11-01..2026-12-03", "2026-11-01..2026-12-03"), ("2026-10-01..11-03", "2026-10-01..2026-11-03"),
            ("2026-11-01 .. 15", "2026-11-01..2026-11-15"), ("2026-11-01—2026-11-15", "2026-11-01..2026-11-15"),
            ("с 2026-11-01 по 2026-11-15", "2026-11-01..2026-11-15"), ("01.11.2026..15.11.2026", "2026-11-01..2026-11-15"),
            ("2026-09..2026-10", "2026-09-01..2026-10-31"),
            ("15.11", "2026-11-15..2026-11-15"), ("за 15.11.", "2026-11-15..2026-11-15"), ("23.11", "2025-11-23..2025-11-23"),
            ("1.11-15.11", "2026-11-01..2026-11-15"), ("01.11–15.11", "2026-11-01..2026-11-15"), ("1-15.11", "2026-11-01..2026-11-15"),
            ("1.11-15", "2026-11-01..2026-11-15"), ("с 1.11 по 15.11", "2026-11-01..2026-11-15"), ("20.12-10.01", "2025-12-20..2026-01-10"),
            ("28.10-3.11", "2026-10-28..2026-11-03"), ("29.02", "2024-02-29..2024-02-29"), ("15.11.26", "2026-11-15..2026-11-15"),
            ("01.11.2026-15.11.2026", "2026-11-01..2026-11-15"), ("прошлая неделя", "2026-11-09..2026-11-15"),
            ("за прошлую неделю", "2026-11-09..2026-11-15"), ("эта неделя", "2026-11-16..2026-11-22"),
            ("last week", "2026-11-09..2026-11-15"),
        ])
    func parsing(text: String, expected: String) throws {
        #expect(try dates(text) == expected)
    }

    @Test(
        "leaves the other words to the filter, as they were typed",
        arguments: [
            ("", nil, []), ("   ", nil, []), ("now", nil, []), ("Сейчас ExoClick", nil, ["ExoClick"]),
            ("PropellerAds", nil, ["PropellerAds"]),
            ("вчера Client-A", .daysAgo(1), ["Client-A"]), ("propeller за вчера exo", .daysAgo(1), ["propeller", "exo"]),
            ("7 дней client-a", .lastDays(7), ["client-a"]), ("маркетинг", nil, ["маркетинг"]), ("за границей", nil, ["за", "границей"]),
            ("account7", nil, ["account7"]), ("7", nil, ["7"]), ("1-15", nil, ["1-15"]), ("2026", nil, ["2026"]),
        ] as [(String, Period?, [String])])
    func filter(text: String, period: Period?, filter: [String]) throws {
        let parsed = try Period.parse(text)
        #expect(parsed.period == period)
        #expect(parsed.filter == filter)
    }

    @Test(
        "refuses what is no period, and says which words",
        arguments: [
            ("2026-02-30", .notADate("2026-02-30")), ("2026-13", .notADate("2026-13")), ("31.04.2026", .notADate("31.04.2026")),
            ("2026-11-01..31", .notADate("2026-11-01..31")), ("2026-11-01..x", .notADate("2026-11-01..x")),
            ("30 февраля", .notADate("30 февраля")), ("31.04", .notADate("31.04")), ("1.13", .notADate("1.13")),
            ("15.11-1.11", .reversed("15.11-1.11")), ("1.11-31.11", .notADate("1.11-31.11")),
            ("29 февраля 2025", .notADate("29 февраля 2025")), ("2026-11-15..01", .reversed("2026-11-15..01")),
            ("2026-11-15..2026-11-14", .reversed("2026-11-15..2026-11-14")), ("15-1 ноября", .reversed("15-1 ноября")),
            ("0д", .length("0д")),
            ("9999 дней", .length("9999 дней")), ("99999999999д", .length("99999999999д")),
        ] as [(String, PeriodError)])
    func refusal(text: String, error: PeriodError) {
        #expect(throws: error) { try Period.parse(text) }
    }

    @Test(
        "knows what lies in the future, and says from which day on",
        arguments: [
            ("завтра", "2026-11-23"), ("tomorrow", "2026-11-23"), ("послезавтра", "2026-11-24"), ("следующая неделя", "2026-11-23"),
            ("next month", "2026-12-01"), ("декабрь 2026", "2026-12-01"), ("1.1.2027", "2027-01-01"),
        ])
    func ahead(text: String, from: String) throws {
        let (period, today) = (try #require(try Period.parse(text).period), try moscow().date(at: now))
        #expect(throws: PeriodError.future(try #require(CivilDate(from)))) { try period.dates(today: today) }
    }

    @Test(
        "is a year's four digits, where they can be nothing else",
        arguments: [("2026", true), ("1999", false), ("20266", false), ("x026", false)])
    func year(text: String, isYear: Bool) {
        #expect((Period.year(text) != nil) == isYear)
    }

    @Test("refuses what has not begun, and ends the rest now")
    func future() throws {
        let zone = try moscow()
        let tomorrow = try #require(CivilDate("2026-11-23"))
        #expect(throws: PeriodError.future(tomorrow)) { try Period.days(tomorrow...tomorrow + 5).window(now: now, zone: zone) }
        #expect(try Period.days(tomorrow - 1...tomorrow + 5).window(now: now, zone: zone).until == now)
        #expect(try Period.monthsAgo(0).window(now: now, zone: zone).until == now)
        #expect(try Period.daysAgo(0).window(now: now, zone: zone) == Window(from: Instant(seconds: 1_795_294_800), until: now))
        #expect(try Period.daysAgo(1).window(now: now, zone: zone).seconds == 86_400)
    }

    @Test("is as long as the local days are")
    func localDays() throws {
        let zone = try SystemZones.zone("Europe/Berlin")
        for (text, hours) in [("2026-03-29", Int64(23)), ("2026-10-25", 25), ("2026-03-28..30", 71), ("2026-10", 745)] {
            let period = try #require(try Period.parse(text).period)
            #expect(try period.window(now: now, zone: zone).seconds == hours * 3600, "\(text)")
        }
        let skipped = try #require(try Period.parse("2011-12-30").period)
        #expect(try skipped.window(now: now, zone: SystemZones.zone("Pacific/Apia")).seconds == 0)
    }

    @Test("answers any jumble of its own words without a crash, and loses none that it did not use")
    func jumble() throws {
        let parts = [
            "за", "7", "д", "7д", "0", "-", "..", "2026", "2026-11", "2026-11-", "01.11.2026", "ноября", "5-", "15-1", "месяц", "last",
            "по", "…", "n", "99",
            "2026-11-01..", "..15", "x..y", "г.",
        ]
        let zone = try moscow()
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let words = (0..<(random.next() % 5)).map { _ in parts.randomElement(using: &random) ?? "" }
            do {
                let (period, filter) = try Period.parse(words.joined(separator: " "))
                if period == nil { #expect(filter == words, "\(words)") }
                if let window = try period?.window(now: now, zone: zone) { #expect(window.until <= now && window.from <= now) }
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }
}
