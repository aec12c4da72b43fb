/// A date on a calendar's page, without a time or a zone; always one that the Gregorian calendar has.
package struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, negative before it; within ±1 000 000 000.
    package let dayNumber: Int

    /// The date `dayNumber` days after 1970-01-01; what lies millions of years off counts as the last date there is.
    package init(dayNumber: Int) {
        self.dayNumber = min(max(dayNumber, -1_000_000_000), 1_000_000_000)
    }

    /// The date of these numbers; nil where no calendar has it (31 April, 29 February of most years), or outside of years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day) else { return nil }
        self.init(dayNumber: Self.dayNumber(year: year, month: month, day: day))
    }

    package var year: Int { parts.year }
    /// 1 for January to 12.
    package var month: Int { parts.month }
    /// 1 to 31.
    package var day: Int { parts.day }
    /// ISO 8601: 1 for Monday to 7 for Sunday.
    package var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }
    /// The first day of its month.
    package var startOfMonth: CivilDate { self - (day - 1) }
    /// The first day of the month after its own.
    package var startOfNextMonth: CivilDate {
        let (year, month, _) = parts
        return startOfMonth + Self.days(in: month, of: year)
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
    /// The date `days` later.
    package static func + (date: CivilDate, days: Int) -> CivilDate {
        let (sum, overflow) = date.dayNumber.addingReportingOverflow(days)
        return CivilDate(dayNumber: overflow ? (days < 0 ? .min : .max) : sum)
    }
    /// The date `days` earlier.
    package static func - (date: CivilDate, days: Int) -> CivilDate { date + (days == .min ? .max : -days) }
    /// Days from `right` to `left`.
    package static func - (left: CivilDate, right: CivilDate) -> Int { left.dayNumber - right.dayNumber }

    /// How many days `month` (1 to 12) of `year` has.
    package static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether `year` has a 29 February.
    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}

extension CivilDate: CustomStringConvertible {
    /// Reads `2026-11-22`, four, two and two digits and nothing else; nil for any other text.
    package init?(_ text: some StringProtocol) {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 3, fields[0].utf8.count == 4, fields[1].utf8.count == 2, fields[2].utf8.count == 2,
            let year = plainNumber(fields[0]), let month = plainNumber(fields[1]), let day = plainNumber(fields[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var description: String {
        let (year, month, day) = parts
        let digits = String(year.magnitude)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return (year < 0 ? "-" : "") + padding + digits + "-" + twoDigits(month) + "-" + twoDigits(day)
    }
}

extension CivilDate {
    /// Days since the epoch by counting years from 1 March, so that a leap day ends its year.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private var parts: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

/// One to nine ASCII digits as a number; nil for anything else, a sign included.
func plainNumber(_ text: some StringProtocol) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
}

/// `7` as `07`.
func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
