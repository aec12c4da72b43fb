/// What one local day cost a wallet.
package struct DaySpend: Hashable, Sendable {
    package var date: CivilDate
    /// The first instant of the day.
    package var start: Instant
    /// The first instant of the next day.
    package var end: Instant
    /// Below zero when more was refunded than spent.
    package var netSpend: Money
    /// Whether readings were missing for a part of it, so that its spend is not the whole.
    package var hasGap: Bool

    package init(date: CivilDate, start: Instant, end: Instant, netSpend: Money, hasGap: Bool) {
        self.date = date
        self.start = start
        self.end = end
        self.netSpend = netSpend
        self.hasGap = hasGap
    }
}

/// When a balance reaches zero at the present pace.
package enum Runway: Hashable, Sendable {
    /// The balance is zero or less already.
    case empty
    case until(Instant)
    /// Further off than ten years.
    case beyond
    /// No forecast: less than 24 hours of data.
    case tooLittleData
    /// No forecast: nothing is being spent.
    case noSpend
}

/// What a pace was worked out from, which tells how far it can be trusted.
package enum PaceBasis: Hashable, Sendable {
    /// The mean of so many complete local days, 1 to 7.
    case days(Int)
    /// No day was complete: the last 24 hours alone.
    case lastDay
    /// At least four weeks: weekdays are told apart.
    case weekdays
}

/// How fast a wallet spends, and until when its balance lasts; exact, and without a clock.
package struct Forecast: Hashable, Sendable {
    /// From this many complete days on, weekdays are told apart.
    static let daysForWeekdays = 28
    /// Further than this nothing is foretold: ten years.
    static let horizon: Int64 = 3653 * 86_400

    /// The mean net spend of a day, rounded half to even; nil with less than 24 hours of data.
    package let pace: Money?
    /// What the pace was worked out from; nil where there is none.
    package let basis: PaceBasis?
    /// The net spend of the last fortnight's local days, the oldest first; nil for a day that is not known as a whole.
    package let recentDays: [Money?]

    private let now: Instant
    private let rate: Rate?
    private let weekdays: WeekdayPace?

    /// Looks back from `now` on a wallet of which something is known since `knownSince`.
    ///
    /// `days` are its last local days in any order, the newest eight weeks or so; days that are not over, began before `knownSince` or
    /// have a gap do not count. `lastDay` is the net spend of the last 24 hours, for a wallet that has no day that counts.
    package init(now: Instant, knownSince: Instant, days: [DaySpend], lastDay: Money) {
        self.now = now
        let complete = days.filter { !$0.hasGap && $0.start >= knownSince && $0.end <= now && $0.start < $0.end }.sorted {
            $0.start < $1.start
        }
        let recent = complete.suffix(7)
        let known = Set(complete.map(\.start))
        recentDays = days.filter { $0.end <= now }.sorted { $0.start < $1.start }.suffix(14).map {
            known.contains($0.start) ? $0.netSpend : nil
        }
        if !recent.isEmpty {
            rate = Rate(
                spend: recent.reduce(0) { $0 + Int128($1.netSpend.micros) }, seconds: recent.reduce(0) { $0 + Int128($1.end - $1.start) })
            pace = Money(roundingHalfToEven: recent.reduce(0) { $0 + Int128($1.netSpend.micros) }, over: Int128(recent.count))
            basis = complete.count < Self.daysForWeekdays ? .days(recent.count) : .weekdays
        } else if now - knownSince >= 86_400 {
            rate = Rate(spend: Int128(lastDay.micros), seconds: 86_400)
            pace = lastDay
            basis = .lastDay
        } else {
            rate = nil
            pace = nil
            basis = nil
        }
        weekdays = complete.count < Self.daysForWeekdays ? nil : WeekdayPace(complete)
    }

    /// Until when `balance` lasts, in days as `zone` has them.
    package func runway(balance: Money, zone: Zone) -> Runway {
        guard balance > .zero else { return .empty }
        guard let rate else { return .tooLittleData }
        if let weekdays { return weekdays.runway(balance: balance, now: now, zone: zone) }
        guard rate.spend > 0 else { return .noSpend }
        // At most 2⁶³ micros × 7 days in seconds: far below 2¹²⁷.
        let seconds = Int128(balance.micros) * rate.seconds / rate.spend
        return seconds > Int128(Self.horizon) ? .beyond : .until(now + Int64(seconds))
    }

    private struct Rate: Hashable {
        /// In micros.
        var spend: Int128
        var seconds: Int128
    }
}

extension Money {
    /// A sum of micros divided by how many were added; at most the largest amount.
    init(roundingHalfToEven sum: Int128, over count: Int128) {
        let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: count)
        let twice = remainder.magnitude * 2
        let isUp = twice > count.magnitude || (twice == count.magnitude && quotient % 2 != 0)
        self.init(micros: Int64(clamping: quotient + (isUp ? sum.signum() : 0)))
    }
}
