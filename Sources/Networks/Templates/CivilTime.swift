import Domain

/// An instant as a UTC date and time of day, for the few texts that requests and headers are made of.
struct CivilTime: Hashable {
    var year: Int
    var month: Int
    var day: Int
    var secondOfDay: Int

    init(_ instant: Instant) {
        let second = instant.seconds.remainderNotNegative(86400)
        var days = Int((instant.seconds - second) / 86400) + 719_468
        // Days are counted from 0000-03-01, so that the leap day is the last of its year.
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        days -= era * 146_097
        let yearOfEra = (days - days / 1460 + days / 36524 - days / 146_096) / 365
        let dayOfYear = days - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        secondOfDay = Int(second)
    }

    /// `2026-11-22`.
    var date: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    /// `2026-11-22T10:15:00Z`.
    var rfc3339: String {
        "\(date)T\(Self.padded(secondOfDay / 3600, 2)):\(Self.padded(secondOfDay / 60 % 60, 2)):\(Self.padded(secondOfDay % 60, 2))Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Instant {
    /// Reads the one form of HTTP dates that is still sent: `Sun, 22 Nov 2026 10:15:00 GMT` (RFC 9110, IMF-fixdate).
    init?(httpDate text: String) {
        let words = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 6, words[0].last == ",", words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else {
            return nil
        }
        let time = words[4].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 3, let day = Self.number(words[1], 1...31), let year = Self.number(words[3], 1970...9999),
            let hour = Self.number(time[0], 0...23), let minute = Self.number(time[1], 0...59), let second = Self.number(time[2], 0...60)
        else { return nil }
        // The days before the first of this month, in a year that begins in March.
        let shiftedYear = month < 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
        let days = shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear - 719_468
        self.init(seconds: Int64(days * 86400 + hour * 3600 + minute * 60 + second))
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), range.contains(number) else { return nil }
        return number
    }
}

extension Int64 {
    fileprivate func remainderNotNegative(_ divisor: Int64) -> Int64 {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
