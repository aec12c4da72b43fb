import Synchronization

/// Remembers which route worked last, so that a blocked one is not tried first for every message.
final class RouteMemory: Sendable {
    private let count: Int
    private let preferred = Mutex(0)

    /// For `count` routes, the first of which is preferred until something is known.
    init(count: Int) {
        self.count = count
    }

    /// The index that the next exchange begins with.
    var current: Int { preferred.withLock { $0 } }

    /// Every index once, the preferred one first.
    var order: [Int] {
        let first = current
        return (0..<count).map { (first + $0) % count }
    }

    /// An answer came by `index`.
    func worked(_ index: Int) {
        preferred.withLock { $0 = index }
    }

    /// No answer came by `index`: the next exchange begins with another, even where this one must not be repeated.
    func failed(_ index: Int) {
        preferred.withLock { if $0 == index { $0 = (index + 1) % count } }
    }
}
