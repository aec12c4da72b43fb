/// When a chat's reports are due: wall-clock times in a zone, worked out from the zone's rules each time, never by adding 24 hours.
package struct ReportSchedule: Hashable, Sendable {
    /// The times of day, each once, in order.
    package let times: [CivilTime]
    package let zone: Zone

    /// Reports at `times` of every day that `zone` has; with no times none is ever due.
    package init(times: [CivilTime], zone: Zone) {
        self.times = Set(times).sorted()
        self.zone = zone
    }

    /// The first slot after `instant`; nil when there are no times.
    package func next(after instant: Instant) -> Slot? {
        // Two days back, since a gap can push a slot past the end of its date; three ahead, since a date can be missing.
        days(from: instant, -2...3).flatMap(slots).first { $0.at > instant }
    }

    /// The last slot at or before `instant`; nil when there are no times.
    package func previous(atOrBefore instant: Instant) -> Slot? {
        days(from: instant, -4...1).flatMap(slots).last { $0.at <= instant }
    }

    /// Every slot after the window's beginning, up to and including its end, in order.
    package func slots(in window: Window) -> [Slot] {
        let last = zone.date(at: window.until) - zone.date(at: window.from) + 1
        return days(from: window.from, -2...max(last, -2)).flatMap(slots).filter { $0.at > window.from && $0.at <= window.until }
    }

    /// The slots of one local date: one for each time, none on a date that the zone skips.
    ///
    /// A time that does not exist is sent at the first instant after the gap, a repeated one at its first occurrence;
    /// two that a gap pushes to one instant stay two.
    package func slots(of date: CivilDate) -> [Slot] {
        guard !times.isEmpty, zone.start(of: date) != nil else { return [] }
        return times.map { Slot(date: date, time: $0, at: zone.firstInstant(of: CivilDateTime(date: date, time: $0))) }.sorted()
    }

    private func days(from instant: Instant, _ offsets: ClosedRange<Int>) -> some Sequence<CivilDate> {
        let date = zone.date(at: instant)
        return offsets.lazy.map { date + $0 }
    }
}

/// One report that is due: the local date and time that name it, and the instant at which it is sent.
package struct Slot: Hashable, Comparable, Sendable {
    package let date: CivilDate
    package let time: CivilTime
    package let at: Instant

    package init(date: CivilDate, time: CivilTime, at: Instant) {
        self.date = date
        self.time = time
        self.at = at
    }

    package static func < (left: Slot, right: Slot) -> Bool {
        (left.at, left.date, left.time) < (right.at, right.date, right.time)
    }
}
