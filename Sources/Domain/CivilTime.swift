/// A time on a clock's face, to the minute: what people set a report for.
package struct CivilTime: Hashable, Comparable, Sendable {
    /// 0 to 23.
    package let hour: Int
    /// 0 to 59.
    package let minute: Int

    /// The time of these numbers; nil where no clock shows it (24:00 included).
    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.hour = hour
        self.minute = minute
    }

    /// The minute that `secondOfDay` (0 to 86 399, others are brought into it) lies in.
    init(secondOfDay: Int) {
        let second = min(max(secondOfDay, 0), 86_399)
        hour = second / 3600
        minute = second % 3600 / 60
    }

    /// 00:00.
    package static let midnight = CivilTime(secondOfDay: 0)

    package static func < (left: CivilTime, right: CivilTime) -> Bool { left.secondOfDay < right.secondOfDay }

    /// Seconds that a clock without changes has run since 00:00.
    package var secondOfDay: Int { hour * 3600 + minute * 60 }
}

extension CivilTime: CustomStringConvertible {
    /// Reads `10:15` or `9:05`: one or two digits, a colon, two digits; nil for any other text.
    package init?(_ text: some StringProtocol) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 2, fields[0].utf8.count <= 2, fields[1].utf8.count == 2,
            let hour = plainNumber(fields[0]), let minute = plainNumber(fields[1])
        else { return nil }
        self.init(hour: hour, minute: minute)
    }

    package var description: String { twoDigits(hour) + ":" + twoDigits(minute) }
}

/// A date and what a clock on the wall shows: which instant it is, if any, only a `Zone` can say.
package struct CivilDateTime: Hashable, Comparable, Sendable {
    package let date: CivilDate
    package let time: CivilTime
    /// 0 to 59.
    package let second: Int

    /// `time` of `date`, at its `second` (0 to 59, others are brought into it).
    package init(date: CivilDate, time: CivilTime, second: Int = 0) {
        self.date = date
        self.time = time
        self.second = min(max(second, 0), 59)
    }

    package static func < (left: CivilDateTime, right: CivilDateTime) -> Bool { left.localSeconds < right.localSeconds }

    /// Seconds since 1970-01-01 00:00 on a clock that never changes.
    var localSeconds: Int64 { Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay + second) }

    /// What such a clock shows after `localSeconds`.
    init(localSeconds: Int64) {
        let day = localSeconds.dividedRoundingDown(by: 86_400)
        let second = Int((localSeconds % 86_400 + 86_400) % 86_400)
        self.init(date: CivilDate(dayNumber: Int(day)), time: CivilTime(secondOfDay: second), second: second % 60)
    }
}

extension CivilDateTime: CustomStringConvertible {
    package var description: String { "\(date) \(time):\(twoDigits(second))" }
}

extension Int64 {
    /// The quotient by a positive divisor, rounded towards minus infinity.
    func dividedRoundingDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
