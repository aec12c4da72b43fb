/// A moment: UTC epoch seconds. A person's day or hour is a matter of a `Zone`.
package struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let seconds: Int64

    /// The moment `seconds` after the epoch.
    package init(seconds: Int64) {
        self.seconds = seconds
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
    /// Ends at the first or the last instant there is: instants come from servers too, whose numbers may be anything.
    package static func + (instant: Instant, seconds: Int64) -> Instant {
        let (sum, overflows) = instant.seconds.addingReportingOverflow(seconds)
        return Instant(seconds: overflows ? (seconds < 0 ? .min : .max) : sum)
    }
    /// The same backwards.
    package static func - (instant: Instant, seconds: Int64) -> Instant { Instant(seconds: difference(instant.seconds, seconds)) }
    /// Seconds from `right` to `left`; the largest or the least number where it does not fit.
    package static func - (left: Instant, right: Instant) -> Int64 { difference(left.seconds, right.seconds) }

    private static func difference(_ left: Int64, _ right: Int64) -> Int64 {
        let (difference, overflows) = left.subtractingReportingOverflow(right)
        return overflows ? (right < 0 ? .max : .min) : difference
    }
}

/// A stretch of time between two instants: what happened after `from`, up to and including `until`.
package struct Window: Hashable, Sendable {
    package let from: Instant
    package let until: Instant

    /// The window from `from` to `until`; one that ends before it begins is empty and ends where it begins.
    package init(from: Instant, until: Instant) {
        self.from = from
        self.until = max(from, until)
    }

    /// Its length in seconds.
    package var seconds: Int64 { until - from }
}
