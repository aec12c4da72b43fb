/// The rule of a zone for the years that its table does not list: one offset, or two that change at the same dates each year.
struct ZoneRule: Hashable, Sendable {
    /// The other half of the year.
    struct Daylight: Hashable, Sendable {
        var type: LocalTimeType
        /// When it begins, on a clock that shows standard time.
        var start: YearlyChange
        /// When it ends, on a clock that shows daylight saving time.
        var end: YearlyChange
    }

    var standard: LocalTimeType
    var daylight: Daylight?

    /// The stretch around `second` in which nothing changes.
    func stretch(at second: Int64) -> ZoneStretch {
        guard let daylight else { return ZoneStretch(from: .min, until: .max, type: standard) }
        // Divided before the offset is added, so that no instant is too far off; the day before or after is good enough.
        let year = CivilDate(dayNumber: Int(second.dividedRoundingDown(by: 86_400))).year
        var now = ZoneStretch(from: .min, until: .max, type: standard)
        // A change may be written as 167 hours off its day, which can lie in the year before or after.
        for year in (year - 2)...(year + 2) {
            let start = (at: daylight.start.localSeconds(in: year) - standard.offset, type: daylight.type)
            let end = (at: daylight.end.localSeconds(in: year) - daylight.type.offset, type: standard)
            for change in [end, start] {
                // Daylight saving that ends the instant it begins goes on: that is how a whole year of it is written.
                if change.at <= second {
                    if change.at > now.from || (change.at == now.from && change.type == daylight.type) {
                        (now.from, now.type) = change
                    }
                } else {
                    now.until = min(now.until, change.at)
                }
            }
        }
        return now
    }
}

/// A day and a time at which clocks change every year.
struct YearlyChange: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// `Jn`: day 1 to 365, 29 February never counted.
        case julian(Int)
        /// `n`: day 0 to 365, 29 February counted.
        case ordinal(Int)
        /// `Mm.w.d`: the `week`-th (5: the last) `weekday` (0 is Sunday) of `month`.
        case weekday(Int, week: Int, month: Int)
    }

    var day: Day
    /// Seconds after the day's midnight, −167 to 167 hours.
    var time: Int64

    /// When it happens in `year`, as seconds on the local clock.
    func localSeconds(in year: Int) -> Int64 { Int64(dayNumber(in: year)) * 86_400 + time }

    private func dayNumber(in year: Int) -> Int {
        let newYear = CivilDate.dayNumber(year: year, month: 1, day: 1)
        switch day {
        case .julian(let day): return newYear + day - 1 + (day >= 60 && CivilDate.isLeap(year) ? 1 : 0)
        case .ordinal(let day): return newYear + day
        case .weekday(let weekday, let week, let month):
            let first = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: 1))
            let firstHit = (weekday - first.weekday % 7 + 7) % 7
            let hit = firstHit + (week - 1) * 7
            return first.dayNumber + (hit < CivilDate.days(in: month, of: year) ? hit : hit - 7)
        }
    }
}
