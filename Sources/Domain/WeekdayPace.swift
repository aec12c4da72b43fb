/// What each weekday costs: the mean of its last four, walked forward a day at a time.
struct WeekdayPace: Hashable, Sendable {
    /// 1, 2, 3, 4 and 7 divide it, so that a mean times this is a whole number.
    private static let unit: Int128 = 84

    /// For each weekday, Monday first, its mean in micros, times `unit`.
    private let spends: [Int128]

    /// `days` are complete local days in order; of a weekday without any, the mean of the last seven days is taken.
    init(_ days: [DaySpend]) {
        func mean(_ days: [DaySpend]) -> Int128 {
            days.reduce(0) { $0 + Int128($1.netSpend.micros) } * Self.unit / Int128(max(days.count, 1))
        }
        let fallback = mean(days.suffix(7))
        spends = (1...7).map { weekday in
            let like = days.filter { $0.date.weekday == weekday }.suffix(4)
            // A weekday that gave back more than it took is one without spend: a refund does not make money last longer.
            return max(0, like.isEmpty ? fallback : mean(Array(like)))
        }
    }

    /// Until when `balance`, above zero at `now`, lasts; days begin and end as `zone` says.
    func runway(balance: Money, now: Instant, zone: Zone) -> Runway {
        guard spends.contains(where: { $0 > 0 }) else { return .noSpend }
        // Everything is counted in micros times `unit` times the seconds of the first day: whole numbers below 2¹¹⁰.
        var date = zone.date(at: now)
        var start = zone.firstInstant(of: CivilDateTime(date: date, time: .midnight))
        var end = zone.firstInstant(of: CivilDateTime(date: date + 1, time: .midnight))
        let scale = Int128(max(end - start, 1))
        var rest = Int128(balance.micros) * Self.unit * scale
        var from = now
        while from - now <= Forecast.horizon {
            let spend = spends[date.weekday - 1] * scale
            let length = Int128(max(end - start, 1))
            // Only of the first day a part has passed; of a skipped date nothing is left.
            let ahead = Int128(max(end - from, 0))
            if spend * ahead >= rest * length, spend > 0 { return .until(from + Int64(rest * length / spend)) }
            rest -= spend * ahead / length
            date = date + 1
            (start, from) = (end, max(end, from))
            end = zone.firstInstant(of: CivilDateTime(date: date + 1, time: .midnight))
        }
        return .beyond
    }
}
