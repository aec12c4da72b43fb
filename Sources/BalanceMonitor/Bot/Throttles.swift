import Domain
import Synchronization

/// Lets each stranger have his one line at most once an hour.
final class StrangerThrottle: Sendable {
    private static let pause: Int64 = 3600
    /// More strangers than this within an hour are an attack, and get nothing.
    private static let capacity = 1000

    private let answered = Mutex<[Int64: Instant]>([:])

    /// Whether `id` may be answered at `now`, which then counts.
    func admits(_ id: Int64, at now: Instant) -> Bool {
        answered.withLock { answered in
            if let last = answered[id], now - last < Self.pause { return false }
            if answered.count >= Self.capacity { answered = answered.filter { now - $0.value < Self.pause } }
            guard answered.count < Self.capacity else { return false }
            answered[id] = now
            return true
        }
    }
}

/// Keeps people from having the networks polled at every press of a button.
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
