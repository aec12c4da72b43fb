import Testing

@testable import BalanceMonitor

@Suite("Liveness") struct LivenessTests {
    private static let start = SuspendingClock.now

    @Test(
        "of a loop lasts for the pause that it told, and a grace",
        arguments: [
            (0, 59, true), (0, 61, false), (35, 94, true), (35, 96, false), (3600, 3659, true), (3600, 3661, false), (-5, 61, false),
        ])
    func deadline(pause: Int, after: Int, lives: Bool) {
        var liveness = Liveness()
        _ = liveness.heard(of: .updates, at: Self.start, again: .seconds(pause))
        #expect(liveness.overdue(at: Self.start + .seconds(after)).isEmpty == lives)
    }

    @Test("is lost by one loop while the others go on, and comes back with it")
    func one() {
        var liveness = Liveness(expected: [.collector, .updates])
        for second in stride(from: 0, through: 300, by: 10) {
            if second <= 100 || second > 250 { _ = liveness.heard(of: .collector, at: Self.start + .seconds(second), again: .seconds(10)) }
            _ = liveness.heard(of: .updates, at: Self.start + .seconds(second), again: .seconds(10))
            let isLost = (180...250).contains(second)
            #expect(liveness.overdue(at: Self.start + .seconds(second)) == (isLost ? [.collector] : []))
        }
    }

    @Test("is complete once every expected loop was heard of, each of which is news once")
    func complete() {
        var liveness = Liveness(expected: [.collector, .delivery])
        var news: [Bool] = []
        var complete: [Bool] = []
        for loop in [.collector, .collector, .delivery] as [Liveness.Loop] {
            news.append(liveness.heard(of: loop, at: Self.start, again: .zero))
            complete.append(liveness.isComplete)
        }
        #expect(news == [true, false, true])
        #expect(complete == [false, false, true])
    }

    @Test("is not asked of a message that has arrived")
    func message() {
        var liveness = Liveness()
        _ = liveness.heard(of: .message(chat: 7), at: Self.start, again: .zero)
        _ = liveness.heard(of: .message(chat: 8), at: Self.start, again: .zero)
        liveness.ended(.message(chat: 7))
        #expect(liveness.overdue(at: Self.start + .seconds(100)) == [.message(chat: 8)])
    }
}
