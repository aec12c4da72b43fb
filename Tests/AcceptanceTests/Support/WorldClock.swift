import Domain
import Synchronization

/// The clock that the simulators follow, and from which the daemon's own is set at each of its starts.
///
/// The daemon sets its clock a moment after it was started, so it is behind this one by that moment times the rate, and never ahead.
final class WorldClock: Sendable {
    private struct Course {
        var start: Instant
        var rate: Int
        var began = ContinuousClock.now

        var now: Instant {
            let passed = (ContinuousClock.now - began).components
            return start + (passed.seconds * Int64(rate) + passed.attoseconds / 1_000_000_000_000 * Int64(rate) / 1_000_000)
        }
    }

    private let course: Mutex<Course>

    /// Starts at `start`; `rate` of its seconds pass in a real one.
    init(start: Instant, rate: Int) {
        course = Mutex(Course(start: start, rate: rate))
    }

    var now: Instant { course.withLock { $0.now } }

    /// The value of `--time` for a daemon that starts now.
    var option: String { course.withLock { "\($0.now.rfc3339)x\($0.rate)" } }

    /// Goes on from the present at another rate; no daemon may run, since it would keep the old one.
    func run(at rate: Int) {
        course.withLock { $0 = Course(start: $0.now, rate: rate) }
    }

    /// Skips to `instant`, as a host does that was off; no daemon may run.
    func skip(to instant: Instant) {
        course.withLock { $0 = Course(start: max($0.now, instant), rate: $0.rate) }
    }

    /// Waits until the clock shows `instant`: the passing of time is what is tested.
    func wait(until instant: Instant) async throws {
        let (left, rate) = course.withLock { (instant - $0.now, $0.rate) }
        if left > 0 { try await Task.sleep(for: .seconds(left) / rate) }
    }
}
