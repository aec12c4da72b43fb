import Synchronization

/// Where the loops that do the work say that they move; the one who answers to the service manager listens.
///
/// Its clock stands still while the host sleeps, as the manager's does.
final class Pulse: Sendable {
    private let liveness: Mutex<Liveness>
    private let now: @Sendable () -> Liveness.Moment
    /// Rung when a loop is heard of for the first time.
    let bell = Bell()

    /// `expected` are the loops that must begin before the daemon counts as started.
    init(expected: Set<Liveness.Loop> = [], now: @escaping @Sendable () -> Liveness.Moment = { SuspendingClock.now }) {
        liveness = Mutex(Liveness(expected: expected))
        self.now = now
    }

    /// `loop` moves, and will again within `pause` of real time, not counting a little grace.
    func beat(_ loop: Liveness.Loop, again pause: Duration) {
        let now = now()
        if liveness.withLock({ $0.heard(of: loop, at: now, again: pause) }) { bell.ring() }
    }

    /// Every loop may wait for `pause` of real time from now: the database is not to be had meanwhile.
    func excuse(for pause: Duration) {
        let until = now() + pause
        liveness.withLock { $0.excuse(until: until) }
    }

    /// Nothing more will be heard of `loop`.
    func end(_ loop: Liveness.Loop) {
        liveness.withLock { $0.ended(loop) }
    }

    /// Whether every expected loop has begun.
    var isComplete: Bool { liveness.withLock(\.isComplete) }

    /// The loops that have not moved for longer than they may.
    var overdue: [Liveness.Loop] {
        let now = now()
        return liveness.withLock { $0.overdue(at: now) }
    }
}
