/// Decides whether the daemon's work goes on: each loop says at every turn by when it will be heard of again, and is overdue after that.
///
/// A long poll, a request's time-out and a wait after a failure have known ends, so they are no reason for doubt.
struct Liveness: Sendable {
    /// A loop without which the daemon would be half dead.
    enum Loop: Hashable, Comparable, Sendable {
        case collector, reports, delivery, updates, jobs
        /// A message on its way to this chat, for as long as it is.
        case message(chat: Int64)
    }

    typealias Moment = SuspendingClock.Instant

    /// What every turn may take beyond what its loop says: the database's locks and a machine that is slow or busy.
    static let grace = Duration.seconds(60)

    private let expected: Set<Loop>
    private var deadlines: [Loop: Moment] = [:]

    /// `expected` are the loops of which something must be heard before the daemon counts as started.
    init(expected: Set<Loop> = []) {
        self.expected = expected
    }

    /// `loop` moves, and will again within `pause`; returns whether it had not been heard of before.
    mutating func heard(of loop: Loop, at now: Moment, again pause: Duration) -> Bool {
        deadlines.updateValue(now + max(.zero, pause) + Self.grace, forKey: loop) == nil
    }

    /// Every loop may stay silent until `moment`: they all wait for the same thing.
    mutating func excuse(until moment: Moment) {
        deadlines = deadlines.mapValues { max($0, moment) }
    }

    /// Nothing more will be heard of `loop`, and nothing need be.
    mutating func ended(_ loop: Loop) {
        deadlines[loop] = nil
    }

    /// Whether every expected loop has begun.
    var isComplete: Bool { expected.allSatisfy { deadlines[$0] != nil } }

    /// The loops that have not moved for longer than they may.
    func overdue(at now: Moment) -> [Loop] {
        deadlines.filter { $0.value < now }.keys.sorted()
    }
}
