import Domain
import Testing

@Suite struct ForecastTests {
    private let zone: Zone
    /// Noon of Sunday, 2026-11-22, UTC.
    private let now = Instant(seconds: 20_779 * 86_400 + 43_200)

    init() throws {
        zone = try SystemZones.zone("UTC")
    }

    /// Complete days that end yesterday, the last one's spend last.
    private func days(_ spends: [Int64], gaps: Set<Int> = [], zone: Zone? = nil) -> [DaySpend] {
        let zone = zone ?? self.zone
        let today = zone.date(at: now)
        return spends.enumerated().compactMap { index, spend in
            let date = today - (spends.count - index)
            return zone.day(date).map {
                DaySpend(date: date, start: $0.from, end: $0.until, netSpend: Money(micros: spend), hasGap: gaps.contains(index))
            }
        }
    }

    private func forecast(_ days: [DaySpend], lastDay: Int64 = 0, known: Int64 = 3650 * 86_400) -> Forecast {
        Forecast(now: now, knownSince: now - known, days: days, lastDay: Money(micros: lastDay))
    }

    @Test(
        "paces by the last seven complete days without a gap",
        arguments: [
            ([10, 10, 10, 10, 10, 10, 10], [], 10), ([1000, 1, 2, 3, 4, 5, 6, 7], [], 4), ([1000, 1, 2, 3, 4, 5, 6, 7], [4], 146),
            ([9, 0], [0], 0),
            ([7, 8], [], 8), ([8, 9], [], 8), ([1, 2], [], 2), ([-7, -8], [], -8), ([-5, -4], [], -4), ([5, -20], [], -8),
            ([Int64.max, .max], [], .max),
        ] as [([Int64], Set<Int>, Int64)])
    func pace(spends: [Int64], gaps: Set<Int>, pace: Int64) {
        #expect(forecast(days(spends, gaps: gaps)).pace == Money(micros: pace))
    }

    @Test("paces by the last 24 hours where no day counts, and not at all with less")
    func firstDays() {
        #expect(forecast([], lastDay: 24, known: 86_400).pace == Money(micros: 24))
        #expect(forecast([], lastDay: 24, known: 86_400).runway(balance: Money(micros: 48), zone: zone) == .until(now + 2 * 86_400))
        #expect(forecast(days([5], gaps: [0]), lastDay: 24).pace == Money(micros: 24))
        #expect(forecast([], lastDay: 24, known: 86_399).pace == nil)
        #expect(forecast([], lastDay: 24, known: 86_399).runway(balance: Money(micros: 48), zone: zone) == .tooLittleData)
    }

    @Test("keeps the last fortnight's days apart from those that are not known")
    func recentDays() {
        let spends = forecast(days([1, 2, 3], gaps: [1])).recentDays
        #expect(spends == [Money(micros: 1), nil, Money(micros: 3)])
        #expect(forecast(days(Array(repeating: 5, count: 40))).recentDays.count == 14)
    }

    @Test("leaves out days that are not over, and the day on which the wallet was opened")
    func incomplete() {
        var today = days([100])[0]
        today.date = today.date + 1
        (today.start, today.end) = (today.end, today.end + 86_400)
        #expect(forecast(days([10, 20]) + [today]).pace == Money(micros: 15))
        #expect(forecast(days([10, 20]), known: 43_200 + 86_400 + 1).pace == Money(micros: 20))
    }

    @Test(
        "reaches zero at that pace, to the second",
        arguments: [
            (7, 7 * 86_400), (1, 86_400), (86_400, .max), (0, nil), (-1, nil),
        ] as [(Int64, Int64?)])
    func flat(balance: Int64, seconds: Int64?) {
        let runway = forecast(days([1, 1, 1])).runway(balance: Money(micros: balance), zone: zone)
        #expect(runway == (seconds.map { $0 == .max ? .beyond : .until(now + $0) } ?? .empty))
    }

    @Test("counts the seconds of a day that was longer or shorter")
    func longDay() throws {
        // 23 micros on a day of 23 hours: one micro an hour.
        let berlin = try SystemZones.zone("Europe/Berlin")
        let date = try #require(CivilDate("2026-03-29"))
        let day = try #require(berlin.day(date))
        let forecast = Forecast(
            now: day.until, knownSince: day.from,
            days: [DaySpend(date: date, start: day.from, end: day.until, netSpend: Money(micros: 23), hasGap: false)], lastDay: .zero)
        #expect(forecast.runway(balance: Money(micros: 10), zone: berlin) == .until(day.until + 36_000))
    }

    @Test("has no forecast without spend, and none beyond ten years")
    func none() {
        for spends in [[0, 0], [-5, 5], [-5, -5], Array(repeating: 0, count: 30), Array(repeating: -3, count: 30)] as [[Int64]] {
            #expect(forecast(days(spends)).runway(balance: Money(micros: 10), zone: zone) == .noSpend)
        }
        #expect(forecast(days([1])).runway(balance: Money(micros: 3653), zone: zone) == .until(now + 3653 * 86_400))
        #expect(forecast(days([1])).runway(balance: Money(micros: 3654), zone: zone) == .beyond)
        #expect(forecast(days([1])).runway(balance: Money(micros: .max), zone: zone) == .beyond)
        #expect(forecast(days(Array(repeating: 1, count: 30))).runway(balance: Money(micros: .max), zone: zone) == .beyond)
        let most = forecast(days(Array(repeating: .max, count: 30)))
        #expect(most.runway(balance: Money(micros: .max), zone: zone) == .until(now + 86_400))
        #expect(forecast(days([.max])).runway(balance: Money(micros: 1), zone: zone) == .until(now))
    }

    @Test("walks forward by weekdays from 28 complete days on")
    func weekdays() {
        // Saturdays and Sundays cost nothing, Mondays 100, other days 10; today is a Sunday, at noon.
        let week: [Int64] = [0, 100, 10, 10, 10, 10, 0]
        let month = days(Array(repeating: week, count: 4).flatMap { $0 })
        let midnight = now + 43_200
        func runway(_ days: [DaySpend], _ balance: Int64) -> Runway { forecast(days).runway(balance: Money(micros: balance), zone: zone) }
        #expect(runway(month, 50) == .until(midnight + 43_200))
        #expect(runway(month, 100) == .until(midnight + 86_400))
        #expect(runway(month, 105) == .until(midnight + 86_400 + 43_200))
        #expect(runway(month, 140) == .until(midnight + 5 * 86_400))
        #expect(runway(month, 141) == .until(midnight + 7 * 86_400 + 864))
        #expect(runway(month, 280) == .until(midnight + 12 * 86_400))
        // With one day fewer the mean of the last seven holds: 140 a week.
        #expect(runway(Array(month.dropFirst()), 70) == .until(now + 7 * 43_200))
    }

    @Test("spends the rest of today at today's pace")
    func today() {
        let month = days(Array(repeating: 10, count: 28))
        #expect(forecast(month).runway(balance: Money(micros: 5), zone: zone) == .until(now + 43_200))
        #expect(forecast(month).runway(balance: Money(micros: 4), zone: zone) == .until(now + 34_560))
        #expect(forecast(month).runway(balance: Money(micros: 15), zone: zone) == .until(now + 43_200 + 86_400))
    }

    @Test("agrees with the flat pace where every day is alike", arguments: [1, 7, 13, 1_000_003, 9_999_999_999] as [Int64])
    func alike(spend: Int64) {
        let long = forecast(days(Array(repeating: spend, count: 60)))
        let short = forecast(days(Array(repeating: spend, count: 7)))
        for balance in [1, 3, spend, spend * 7 + 1, spend * 1000 - 1] {
            #expect(
                long.runway(balance: Money(micros: balance), zone: zone) == short.runway(balance: Money(micros: balance), zone: zone),
                "\(balance)")
        }
    }

    @Test("takes the mean of the last four like weekdays, of those that count")
    func likeWeekdays() {
        // Six weeks; the Mondays cost 1, 1, 40, 80, a gap, 120; the last four that count: 1, 40, 80, 120.
        var spends = [Int64](repeating: 0, count: 42)
        for (week, spend) in [1, 1, 40, 80, 5000, 120].enumerated() { spends[week * 7 + 1] = Int64(spend) }
        let forecast = forecast(days(spends, gaps: [29]))
        let midnight = now + 43_200
        #expect(forecast.runway(balance: Money(micros: 241), zone: zone) == .until(midnight + 22 * 86_400))
    }
}
