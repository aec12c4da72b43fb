import Domain
import Testing

@Suite struct BackoffTests {
    private let now = Instant(seconds: 1_000_000)

    /// The delays in seconds after one failure of `kind` after another.
    private func ladder(_ failure: Backoff.Failure, interval: Duration = .seconds(300), minInterval: Duration = .zero, count: Int = 8)
        -> [Int64]
    {
        var backoff = Backoff()
        return (0..<count).map { _ in
            backoff.next(after: now, failure: failure, interval: interval, minInterval: minInterval, jitter: 0) - now
        }
    }

    @Test(
        "doubles the wait by kind of failure",
        arguments: [
            (.credentials, [900, 1800, 3600, 7200, 14_400, 21_600, 21_600, 21_600]), (.rate, [60, 120, 240, 480, 960, 1920, 3600, 3600]),
            (.payment, [900, 1800, 3600, 3600, 3600, 3600, 3600, 3600]),
            (.temporary, [300, 600, 1200, 2400, 3600, 3600, 3600, 3600]),
            (.permanent, [300, 300, 1800, 3600, 7200, 14_400, 21_600, 21_600]),
        ] as [(FailureClass, [Int64])])
    func ladders(kind: FailureClass, delays: [Int64]) {
        #expect(ladder(Backoff.Failure(kind)) == delays)
    }

    @Test("never polls more often than it would without a failure", arguments: [Duration.seconds(7200), .seconds(3600)])
    func longInterval(interval: Duration) {
        #expect(ladder(Backoff.Failure(.temporary), interval: interval, count: 3).allSatisfy { $0 == interval.components.seconds })
    }

    @Test(
        "waits as long as the server asks, within reason",
        arguments: [(37, 60), (90, 90), (5000, 5000), (0, 60), (-5, 60), (1_000_000_000, 86_400)] as [(Int64, Int64)])
    func retryAfter(asked: Int64, delay: Int64) {
        #expect(ladder(Backoff.Failure(.rate, retryAfter: .seconds(asked)), count: 3) == [delay, delay, delay])
    }

    @Test("keeps to the least interval a network allows", arguments: FailureClass.allCases)
    func minInterval(kind: FailureClass) {
        #expect(ladder(Backoff.Failure(kind), minInterval: .seconds(43_200)).allSatisfy { $0 == 43_200 })
        var backoff = Backoff()
        #expect(backoff.next(after: now, failure: nil, interval: .seconds(300), minInterval: .seconds(900), jitter: 0) - now == 900)
    }

    @Test("starts over after an answer, and after a failure of another kind")
    func reset() {
        var backoff = Backoff()
        func next(_ kind: FailureClass?) -> Int64 {
            backoff.next(after: now, failure: kind.map { Backoff.Failure($0) }, interval: .seconds(300), minInterval: .zero, jitter: 0)
                - now
        }
        #expect([next(.temporary), next(.temporary), next(nil), next(.temporary)] == [300, 600, 300, 300])
        #expect([next(.credentials), next(.credentials), next(.temporary), next(.credentials)] == [900, 1800, 300, 900])
        #expect(backoff.kind == .credentials)
        #expect(next(nil) == 300)
        #expect(backoff == Backoff())
    }

    @Test("puts off by up to a tenth, never brings forward", arguments: [0, 0.25, 0.5, 0.999_999, 1, 7, -3, Double.nan])
    func jitter(random: Double) {
        var backoff = Backoff()
        let delay =
            backoff.next(after: now, failure: .init(.credentials), interval: .seconds(300), minInterval: .zero, jitter: random) - now
        #expect((900...990).contains(delay))
        #expect(random != 0.5 || delay == 945)
    }

    @Test("stays within bounds after years of failures and for any interval")
    func extremes() {
        var backoff = Backoff()
        for _ in 0..<5000 {
            let next = backoff.next(after: now, failure: .init(.temporary), interval: .seconds(1), minInterval: .zero, jitter: 0)
            #expect((1...3600).contains(next - now))
        }
        #expect(backoff.next(after: now, failure: nil, interval: .seconds(Int64.max), minInterval: .zero, jitter: 0) > now)
        #expect(backoff.next(after: now, failure: .init(.temporary), interval: .seconds(Int64.max), minInterval: .zero, jitter: 1) > now)
    }
}
