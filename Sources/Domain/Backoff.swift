/// When an account is polled next: at its interval while it answers, ever more rarely while it fails, sooner or later by kind of failure.
package struct Backoff: Hashable, Sendable {
    /// What went wrong in a poll.
    package struct Failure: Hashable, Sendable {
        package var kind: FailureClass
        /// How long the server asked to be left alone, where it said so.
        package var retryAfter: Duration?

        package init(_ kind: FailureClass, retryAfter: Duration? = nil) {
            self.kind = kind
            self.retryAfter = retryAfter
        }
    }

    /// The kind of the failures that the account is going through; nil while it answers.
    package private(set) var kind: FailureClass?
    /// How many polls in a row have failed in that way.
    package private(set) var failures = 0

    package init() {}

    /// Takes note of a poll's end at `now` and returns when to poll again, never within `minInterval`.
    ///
    /// A poll without `failure` starts the ladder over, and so does a failure of another kind. `jitter` (0..<1) puts off a repetition by up
    /// to a tenth, so that accounts that failed together do not return together; it never brings one forward.
    package mutating func next(
        after now: Instant, failure: Failure?, interval: Duration, minInterval: Duration, jitter: Double
    ) -> Instant {
        guard let failure else {
            self = Backoff()
            return now + Self.seconds(max(interval, minInterval))
        }
        failures = failure.kind == kind ? failures + 1 : 1
        kind = failure.kind
        let delay = Self.seconds(max(delay(of: failure, interval: interval), minInterval))
        let share = Int64(min(max(jitter.isNaN ? 0 : jitter, 0), 1) * 1000)
        return now + delay + delay * share / 10_000
    }

    private func delay(of failure: Failure, interval: Duration) -> Duration {
        switch failure.kind {
        case .credentials: return doubled(.seconds(15 * 60), limit: .seconds(6 * 3600))
        // A payment is seen within the hour; nothing else tells of it.
        case .payment: return doubled(.seconds(15 * 60), limit: .seconds(3600))
        case .permanent:
            // One answer broken off looks like a changed one: twice it is asked again at once.
            guard failures > 2 else { return max(interval, .seconds(60)) }
            return doubled(.seconds(30 * 60), limit: .seconds(6 * 3600), from: 3)
        case .temporary: return doubled(max(interval, .seconds(1)), limit: max(interval, .seconds(3600)))
        case .rate:
            // A server that asks for nothing, or for years, is not taken at its word.
            guard let asked = failure.retryAfter else { return doubled(.seconds(60), limit: .seconds(3600)) }
            return min(max(asked, .seconds(60)), .seconds(86_400))
        }
    }

    /// At the failure numbered `start` `first`, then twice that, four times that, never more than `limit`.
    private func doubled(_ first: Duration, limit: Duration, from start: Int = 1) -> Duration {
        var delay = min(first, limit)
        for _ in 0..<min(failures - start, 40) { delay = min(delay + delay, limit) }
        return delay
    }

    /// Whole seconds, rounded up; a month at most.
    private static func seconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return min(max(seconds, 0), 31 * 86_400) + (attoseconds > 0 ? 1 : 0)
    }
}
