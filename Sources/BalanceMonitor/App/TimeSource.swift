package import Domain
import Glibc

/// The clock that the daemon lives by: schedules, intervals, back-off and dates, but not the deadlines of network I/O.
package struct TimeSource: Sendable {
    /// The present moment, UTC epoch seconds.
    package let now: @Sendable () -> Instant
    /// Waits; returns whether it was allowed to finish, false when the task was cancelled.
    package let sleep: @Sendable (Duration) async -> Bool

    package init(now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Duration) async -> Bool) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's own clock.
    package static let system = TimeSource(
        now: { Instant(seconds: wallClock() / 1_000_000) },
        sleep: { await finished(sleeping: $0) })

    /// A clock that starts at `start` and runs `rate` times as fast as the machine's, for tests and benchmarks.
    package static func accelerated(from start: Instant, rate: Int) -> TimeSource {
        let began = wallClock()
        return TimeSource(
            now: { start + (wallClock() - began) * Int64(rate) / 1_000_000 },
            sleep: { await finished(sleeping: $0 / rate) })
    }

    private static func finished(sleeping duration: Duration) async -> Bool {
        do {
            try await Task.sleep(for: duration)
            return true
        } catch {
            return false
        }
    }

    /// Microseconds since the epoch.
    private static func wallClock() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}
