import Domain
import History
import Synchronization

/// Lets each stranger have his one line at most once an hour, whatever restarts there are.
///
/// Kept in the table of alerts: a row a stranger who was answered within the hour, none for what else he writes.
enum StrangerThrottle {
    private static let kind = "stranger"
    private static let pause: Int64 = 3600
    /// More strangers than this within an hour are an attack, and get nothing.
    private static let capacity = 1000

    /// Whether `id` may be answered at `now`, which then counts.
    static func admits(_ id: Int64, at now: Instant, in transaction: Transaction) throws -> Bool {
        let key = AlertKey(kind: kind, subject: "line", chat: ChatAddress(chat: id))
        if let told = try transaction.snapshot.alertState(key).flatMap({ Int64($0) }),
            (0..<pause).contains(now - Instant(seconds: told))
        {
            return false
        }
        try transaction.forgetAlertStates(kind: kind, notWithin: Window(from: now - pause, until: now))
        guard try transaction.snapshot.alertCount(kind: kind) < capacity else { return false }
        try transaction.setAlertState(key, to: String(now.seconds), at: now)
        return true
    }
}

/// Keeps people from having the networks polled at every press of a button; in memory, for half a minute need not outlive a restart.
final class RefreshThrottle: Sendable {
    private static let pause: Int64 = 30

    private let last = Mutex<Instant?>(nil)

    /// How many seconds to wait; nil when a refresh may start, which then counts.
    func wait(at now: Instant) -> Int64? {
        last.withLock { last in
            if let before = last, (0..<Self.pause).contains(now - before) { return Self.pause - (now - before) }
            last = now
            return nil
        }
    }
}
