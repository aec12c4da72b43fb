import BalanceMonitor
import Domain
import Testing

/// Readers at noon of Sunday, 2026-11-22, Moscow time.
private func reader(_ language: Language = .ru, zone: String = "Europe/Moscow") throws -> Wording {
    Wording(language: language, zone: try ZoneFiles().zone(named: zone), now: Instant(seconds: 1_795_338_000))
}

private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

/// The instant of `2026-11-22 17:15` on the reader's clock.
private func instant(_ text: String, _ wording: Wording) throws -> Instant {
    let words = text.split(separator: " ")
    return wording.zone.firstInstant(of: CivilDateTime(date: try #require(CivilDate(words[0])), time: try #require(CivilTime(words[1]))))
}

@Suite struct MoneyWordingTests {
    @Test(
        "writes money in the reader's way",
        arguments: [
            ("1234.56", "USD", "1\u{202F}234,56\u{A0}$", "1,234.56\u{A0}$"), ("0", "EUR", "0,00\u{A0}€", "0.00\u{A0}€"),
            ("1234567.891", "RUB", "1\u{202F}234\u{202F}567,89\u{A0}₽", "1,234,567.89\u{A0}₽"),
            ("999.999", "USD", "1\u{202F}000,00\u{A0}$", "1,000.00\u{A0}$"),
            ("1234.5", "JPY", "1\u{202F}234\u{A0}JPY", "1,234\u{A0}JPY"), ("1235.5", "JPY", "1\u{202F}236\u{A0}JPY", "1,236\u{A0}JPY"),
            ("1.2345", "KWD", "1,234\u{A0}KWD", "1.234\u{A0}KWD"), ("0.005", "USD", "0,00\u{A0}$", "0.00\u{A0}$"),
            ("0.015", "USD", "0,02\u{A0}$", "0.02\u{A0}$"), ("0.0050001", "USD", "0,00\u{A0}$", "0.00\u{A0}$"),
            ("0.005001", "USD", "0,01\u{A0}$", "0.01\u{A0}$"),
            ("-12.5", "POINTS", "\u{2212}12,50\u{A0}POINTS", "\u{2212}12.50\u{A0}POINTS"),
            ("-0.001", "USD", "0,00\u{A0}$", "0.00\u{A0}$"),
            (
                "-9223372036854.775808", "USD", "\u{2212}9\u{202F}223\u{202F}372\u{202F}036\u{202F}854,78\u{A0}$",
                "\u{2212}9,223,372,036,854.78\u{A0}$"
            ),
        ])
    func money(amount: String, code: String, russian: String, english: String) throws {
        let (money, currency) = (try Money(decimal: amount), try #require(Currency(code)))
        #expect(try reader(.ru).money(money, currency) == russian)
        #expect(try reader(.en).money(money, currency) == english)
    }

    @Test(
        "shows as many decimals as it takes for a printed sum to be true",
        arguments: [
            ([], 2), ([1_000_000, 2_500_000], 2), ([10_000, 1_005_000], 3), ([1], 6), ([-100], 4), ([5, 0], 6), ([Int64.min], 6),
        ] as [([Int64], Int)])
    func exactDigits(micros: [Int64], digits: Int) throws {
        #expect(try reader().exactDigits(of: micros.map { Money(micros: $0) }, in: #require(Currency("USD"))) == digits)
    }

    @Test(
        "writes any number of decimals", arguments: [(0, "12"), (1, "12,3"), (3, "12,346"), (6, "12,345678"), (9, "12,345678"), (-1, "12")])
    func digits(digits: Int, text: String) throws {
        #expect(try reader().figure(Money(micros: 12_345_678), digits: digits) == text)
    }
}

@Suite struct CountingTests {
    @Test(
        "puts a word in the form that its number asks for",
        arguments: [
            (0, "0 отчётов", "0 reports"), (1, "1 отчёт", "1 report"), (2, "2 отчёта", "2 reports"), (4, "4 отчёта", "4 reports"),
            (5, "5 отчётов", "5 reports"), (11, "11 отчётов", "11 reports"), (12, "12 отчётов", "12 reports"),
            (14, "14 отчётов", "14 reports"),
            (20, "20 отчётов", "20 reports"), (21, "21 отчёт", "21 reports"), (22, "22 отчёта", "22 reports"),
            (101, "101 отчёт", "101 reports"),
            (111, "111 отчётов", "111 reports"), (1112, "1\u{202F}112 отчётов", "1,112 reports"),
            (-2, "\u{2212}2 отчёта", "\u{2212}2 reports"),
        ])
    func plurals(count: Int, russian: String, english: String) throws {
        #expect(try reader(.ru).count(count, .report) == russian)
        #expect(try reader(.en).count(count, .report) == english)
    }

    @Test("agrees with the verb", arguments: [(1, "пропущен"), (3, "пропущены"), (5, "пропущено"), (11, "пропущено"), (21, "пропущен")])
    func verb(count: Int, form: String) throws {
        #expect(try reader().form(.skipped, for: count) == form)
    }

    @Test(
        "tells how long something took",
        arguments: [
            (0, "меньше минуты", "less than a minute"), (29, "меньше минуты", "less than a minute"), (30, "1 мин", "1 min"),
            (2700, "45 мин", "45 min"),
            (3569, "59 мин", "59 min"), (3570, "1 ч", "1 h"), (8700, "2 ч 25 мин", "2 h 25 min"), (25_220, "7 ч", "7 h"),
            (61_200, "17 ч", "17 h"),
            (62_999, "17 ч", "17 h"), (63_000, "18 ч", "18 h"), (86_400, "24 ч", "24 h"), (169_200, "47 ч", "47 h"),
            (172_800, "2 дня", "2 days"),
            (216_000, "3 дня", "3 days"), (432_000, "5 дней", "5 days"), (1_814_400, "21 день", "21 days"),
            (Int64.max, "12\u{202F}725\u{202F}829 дней", "12,725,829 days"), (-5, "меньше минуты", "less than a minute"),
        ] as [(Int64, String, String)])
    func durations(seconds: Int64, russian: String, english: String) throws {
        #expect(try reader(.ru).duration(seconds: seconds) == russian)
        #expect(try reader(.en).duration(seconds: seconds) == english)
    }
}

@Suite struct DateWordingTests {
    @Test(
        "names dates, with the year where it is another one",
        arguments: [
            ("2026-11-22", "вс, 22 ноября", "Sun, 22 November"), ("2026-11-21", "сб, 21 ноября", "Sat, 21 November"),
            ("2027-05-03", "пн, 3 мая 2027", "Mon, 3 May 2027"), ("2025-12-31", "ср, 31 декабря 2025", "Wed, 31 December 2025"),
        ])
    func dates(text: String, russian: String, english: String) throws {
        #expect(try reader(.ru).weekdayAndDate(date(text)) == russian)
        #expect(try reader(.en).weekdayAndDate(date(text)) == english)
    }

    @Test(
        "names moments by how near they are",
        arguments: [
            ("2026-11-22 09:02", "сегодня в 09:02", "09:02", "since 09:02"),
            ("2026-11-21 17:15", "вчера в 17:15", "17:15 вчера", "since 17:15 yesterday"),
            ("2026-11-23 00:00", "завтра в 00:00", "00:00 завтра", "since 00:00 tomorrow"),
            ("2026-11-19 10:15", "19 ноября в 10:15", "10:15 19 ноября", "since 10:15 on 19 November"),
            ("2025-11-19 10:15", "19 ноября 2025 в 10:15", "10:15 19 ноября 2025", "since 10:15 on 19 November 2025"),
        ])
    func moments(text: String, moment: String, short: String, english: String) throws {
        let (ru, en) = (try reader(.ru), try reader(.en))
        #expect(try ru.moment(instant(text, ru)) == moment)
        #expect(try ru.timeAndDay(instant(text, ru)) == short)
        #expect(try "since " + en.timeAndDay(instant(text, en)) == english)
    }

    @Test(
        "names the first and the last of several moments, and one where they read alike",
        arguments: [
            ("2026-11-22 08:40", "2026-11-22 08:40", "08:40", "08:40"),
            ("2026-11-22 01:13", "2026-11-22 08:40", "01:13–08:40", "01:13–08:40"),
            ("2026-11-21 12:05", "2026-11-21 13:40", "12:05–13:40 вчера", "12:05–13:40 yesterday"),
            ("2026-11-21 12:35", "2026-11-22 08:40", "12:35 вчера – 08:40", "12:35 yesterday – 08:40"),
            ("2026-11-21 08:40", "2026-11-22 08:40", "08:40 вчера – 08:40", "08:40 yesterday – 08:40"),
            ("2026-11-05 12:35", "2026-11-21 08:40", "12:35 5 ноября – 08:40 вчера", "12:35 on 5 November – 08:40 yesterday"),
        ])
    func spans(first: String, last: String, russian: String, english: String) throws {
        for (wording, expected) in [(try reader(.ru), russian), (try reader(.en), english)] {
            let (first, last) = (try instant(first, wording), try instant(last, wording))
            #expect(wording.timeAndDay(first...last) == expected)
            #expect(wording.timeAndDay(first...last + 59) == expected)
        }
    }

    @Test(
        "says until when a balance lasts: an hour within two days, then a date",
        arguments: [
            ("2026-11-22 23:40", "сегодня до 23:00"), ("2026-11-23 07:05", "завтра до 07:00"), ("2026-11-24 11:59", "24 ноября до 11:00"),
            ("2026-11-24 12:00", "до 24 ноября"), ("2026-11-27 12:00", "до 27 ноября"), ("2027-01-05 12:00", "до 5 января 2027"),
            ("2026-11-22 12:40", "сегодня до 12:40"),
        ])
    func runway(text: String, expected: String) throws {
        let ru = try reader()
        #expect(try ru.runway(.until(instant(text, ru))) == expected)
    }

    @Test(
        "names a zone's time as people do",
        arguments: [
            ("Europe/Moscow", "МСК"), ("Europe/Berlin", "CET"), ("Asia/Kathmandu", "UTC+5:45"), ("America/Sao_Paulo", "UTC\u{2212}3"),
            ("UTC", "UTC"),
        ])
    func zoneLabel(zone: String, label: String) throws {
        let wording = try reader(zone: zone)
        #expect(wording.zoneLabel(at: wording.now) == label)
    }
}

@Suite struct PeriodWordingTests {
    @Test(
        "names the days of a period",
        arguments: [
            ("вчера", "вчера, 21 ноября", "yesterday, 21 November"), ("2026-11-05", "чт, 5 ноября", "Thu, 5 November"),
            ("1-15 ноября", "1–15 ноября", "1–15 November"), ("ноябрь", "ноябрь", "November"), ("декабрь", "декабрь 2025", "December 2025"),
            ("30д", "24 октября – 22 ноября", "24 October – 22 November"),
            ("2025-12-30..2026-01-02", "30 декабря 2025 – 2 января", "30 December 2025 – 2 January"),
            ("2025-10-30..2025-11-02", "30 октября – 2 ноября 2025", "30 October – 2 November 2025"),
        ])
    func titles(text: String, russian: String, english: String) throws {
        let (ru, en) = (try reader(.ru), try reader(.en))
        let period = try #require(try Period.parse(text).period)
        #expect(try ru.title(of: period.dates(today: ru.today)) == russian)
        #expect(try en.title(of: period.dates(today: en.today)) == english)
    }

    @Test("explains what was wrong with one", arguments: Language.allCases)
    func errors(language: Language) throws {
        let wording = try reader(language)
        #expect(wording.explain(.notADate("2026-02-30")).contains("2026-02-30"))
        #expect(wording.explain(.reversed("15..1")).contains("15..1"))
        #expect(wording.explain(.length("0д")).contains("3660"))
        #expect(try wording.explain(.future(date("2026-12-01"))).hasPrefix(language == .ru ? "1 декабря " : "1 December "))
    }
}
