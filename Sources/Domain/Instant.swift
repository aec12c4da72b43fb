/// A moment: UTC epoch seconds. A person's day or hour is a matter of a `Zone`.
package struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let seconds: Int64

    /// The moment `seconds` after the epoch.
    package init(seconds: Int64) {
        self.seconds = seconds
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
    package static func + (instant: Instant, seconds: Int64) -> Instant { Instant(seconds: instant.seconds + seconds) }
    package static func - (instant: Instant, seconds: Int64) -> Instant { Instant(seconds: instant.seconds - seconds) }
    /// Seconds from `right` to `left`.
    package static func - (left: Instant, right: Instant) -> Int64 { left.seconds - right.seconds }
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
