package import Domain
import Glibc

/// The clock that the daemon lives by: schedules, intervals, back-off and dates, but not the deadlines of network I/O.
package struct TimeSource: Sendable {
    /// The present moment, UTC epoch seconds.
    package let now: @Sendable () -> Instant
    /// Waits; returns whether it was allowed to finish, false when the task was cancelled.
    package let sleep: @Sendable (Duration) async -> Bool
    /// When the machine was switched on, by what `now` says at this moment: a clock that was wrong at first is right later.
    package let bootedAt: @Sendable () -> Instant

    package init(
        now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Duration) async -> Bool,
        bootedAt: @escaping @Sendable () -> Instant
    ) {
        self.now = now
        self.sleep = sleep
        self.bootedAt = bootedAt
    }

    /// The machine's own clock.
    package static let system = TimeSource(
        now: { Instant(seconds: microseconds(CLOCK_REALTIME) / 1_000_000) },
        sleep: { await finished(sleeping: $0) },
        bootedAt: { Instant(seconds: (microseconds(CLOCK_REALTIME) - microseconds(CLOCK_BOOTTIME)) / 1_000_000) })

    /// A clock that starts at `start` and runs `rate` times as fast as the machine's, for tests and benchmarks: that of a machine which was
    /// switched on at `start`.
    package static func accelerated(from start: Instant, rate: Int) -> TimeSource {
        let began = microseconds(CLOCK_REALTIME)
        return TimeSource(
            now: { start + (microseconds(CLOCK_REALTIME) - began) * Int64(rate) / 1_000_000 },
            sleep: { await finished(sleeping: $0 / rate) },
            bootedAt: { start })
    }

    private static func finished(sleeping duration: Duration) async -> Bool {
        do {
            try await Task.sleep(for: duration)
            return true
        } catch {
            return false
        }
    }

    /// Since the epoch, or of `CLOCK_BOOTTIME` since the machine was switched on, its sleep included.
    private static func microseconds(_ clock: clockid_t) -> Int64 {
        var now = timespec()
        clock_gettime(clock, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}
