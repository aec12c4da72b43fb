/// A stretch of a person's calendar, as people ask for it; which instants it is depends on the zone and the day of asking.
package enum Period: Hashable, Sendable {
    /// One local day: 0 is today, 1 yesterday, -1 tomorrow, which cannot be answered.
    case daysAgo(Int)
    /// Today and the days before it, as many in all; at least 1.
    case lastDays(Int)
    /// One calendar month: 0 is the present one, 1 the one before it, -1 the next.
    case monthsAgo(Int)
    /// One week from Monday to Sunday: 0 is the present one, 1 the one before it, -1 the next.
    case weeksAgo(Int)
    /// The newest `month` (1 to 12) that has begun, or these days of it, where no year was said.
    case recent(month: Int, days: ClosedRange<Int>?)
    /// The newest stretch from a day of one month to a day of another that has begun, where no year was said.
    case recentSpan(from: DayOfMonth, through: DayOfMonth)
    /// The local days from the first to the last.
    case days(ClosedRange<CivilDate>)
}

/// Why a period could not be understood, or does not hold anything.
package enum PeriodError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text looks like a date, and no calendar has it.
    case notADate(String)
    /// The end lies before the beginning.
    case reversed(String)
    /// Fewer than 1 or more than `Period.longest` days.
    case length(String)
    /// It has not begun yet.
    case future(CivilDate)

    package var description: String {
        switch self {
        case .notADate(let text): "\"\(text.bounded(toBytes: 80))\" is not a date; write 2026-11-22, 2026-11 or 2026-11-01..15"
        case .reversed(let text): "\"\(text.bounded(toBytes: 80))\" ends before it begins"
        case .length(let text): "\"\(text.bounded(toBytes: 80))\" is not a number of days between 1 and \(Period.longest)"
        case .future(let date): "\(date) has not come yet"
        }
    }
}

extension Period {
    /// The most days that `lastDays` takes: ten years.
    package static let longest = 3660

    /// The local days that are meant, today being `today`; later ones than that may be among them. Throws `PeriodError`.
    package func dates(today: CivilDate) throws(PeriodError) -> ClosedRange<CivilDate> {
        let dates: ClosedRange<CivilDate>
        switch self {
        case .daysAgo(let count): dates = today - count...today - count
        case .lastDays(let count): dates = today - (max(count, 1) - 1)...today
        case .monthsAgo(let count):
            var start = count < 0 ? today.startOfNextMonth : today.startOfMonth
            for _ in 0..<max(count, 0) { start = (start - 1).startOfMonth }
            dates = start...start.startOfNextMonth - 1
        case .weeksAgo(let count):
            let monday = today - (today.weekday - 1) - 7 * min(max(count, -1), Self.longest)
            dates = monday...monday + 6
        case .recent(let month, let days): dates = try Self.newest(month: month, days: days, today: today)
        case .recentSpan(let from, let through): dates = try Self.newest(from: from, through: through, today: today)
        case .days(let days): dates = days
        }
        guard dates.lowerBound <= today else { throw .future(dates.lowerBound) }
        return dates
    }

    /// From the first instant of the first day to the end of the last one, or to `now` if that is earlier. Throws `PeriodError`.
    package func window(now: Instant, zone: Zone) throws(PeriodError) -> Window {
        let dates = try dates(today: zone.date(at: now))
        let from = zone.firstInstant(of: CivilDateTime(date: dates.lowerBound, time: .midnight))
        return Window(from: from, until: min(now, zone.firstInstant(of: CivilDateTime(date: dates.upperBound + 1, time: .midnight))))
    }

    private static func newest(month: Int, days: ClosedRange<Int>?, today: CivilDate) throws(PeriodError) -> ClosedRange<CivilDate> {
        // A 29 February can be eight years back.
        for year in (max(today.year - 8, 1)...max(today.year, 1)).reversed() {
            let days = days ?? 1...CivilDate.days(in: month, of: year)
            guard let first = CivilDate(year: year, month: month, day: days.lowerBound), first <= today,
                let last = CivilDate(year: year, month: month, day: days.upperBound)
            else { continue }
            return first...last
        }
        throw .notADate("\(days?.upperBound ?? 1).\(month)")
    }

    private static func newest(from: DayOfMonth, through: DayOfMonth, today: CivilDate) throws(PeriodError) -> ClosedRange<CivilDate> {
        for year in (max(today.year - 8, 1)...max(today.year, 1)).reversed() {
            // What ends earlier in the year than it begins, ends in the next one.
            guard let first = CivilDate(year: year, month: from.month, day: from.day), first <= today,
                let last = CivilDate(year: from < through ? year : year + 1, month: through.month, day: through.day)
            else { continue }
            return first...last
        }
        throw .notADate("\(from.day).\(from.month)-\(through.day).\(through.month)")
    }
}

/// A day of the calendar without its year, such as 15 November.
package struct DayOfMonth: Hashable, Comparable, Sendable {
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    /// Nil for what no year has; every leap year has 29 February.
    package init?(month: Int, day: Int) {
        guard CivilDate(year: 2000, month: month, day: day) != nil else { return nil }
        self.month = month
        self.day = day
    }

    package static func < (left: DayOfMonth, right: DayOfMonth) -> Bool { (left.month, left.day) < (right.month, right.day) }
}
