import Domain

/// The clock that the simulators follow, and from which the daemon's own is set at each of its starts.
///
/// The daemon sets its clock a moment after it was started, so it is behind this one by that moment times the rate, and never ahead.
struct WorldClock: Sendable {
    let start: Instant
    /// How many of its seconds pass in a real one.
    let rate: Int
    private let began = ContinuousClock.now

    init(start: Instant, rate: Int) {
        self.start = start
        self.rate = rate
    }

    var now: Instant {
        let passed = (ContinuousClock.now - began).components
        return start + (passed.seconds * Int64(rate) + passed.attoseconds / 1_000_000_000_000 * Int64(rate) / 1_000_000)
    }

    /// The value of `--time` for a daemon that starts now.
    var option: String { "\(now.rfc3339)x\(rate)" }

    /// How long `seconds` of this clock take.
    func real(_ seconds: Int64) -> Duration { .seconds(seconds) / rate }

    /// Waits until the clock shows `instant`: the passing of time is what is tested.
    func wait(until instant: Instant) async throws {
        let left = instant - now
        if left > 0 { try await Task.sleep(for: real(left)) }
    }
}
