/// Decides which account of a sweep is polled next: so many at once in all, fewer to one origin, first come first served.
struct SweepQueue<Item> {
    private var waiting: [(item: Item, origin: String)]
    private var running: [String: Int] = [:]
    private var runningInAll = 0
    private let concurrency: Int
    private let perOrigin: Int

    init(_ items: [(item: Item, origin: String)], concurrency: Int, perOrigin: Int) {
        waiting = items
        self.concurrency = max(1, concurrency)
        self.perOrigin = max(1, perOrigin)
    }

    /// The next item that may start now; nil when all are running, or the limits are reached.
    mutating func next() -> (item: Item, origin: String)? {
        guard runningInAll < concurrency, let index = waiting.firstIndex(where: { running[$0.origin, default: 0] < perOrigin }) else {
            return nil
        }
        let found = waiting.remove(at: index)
        running[found.origin, default: 0] += 1
        runningInAll += 1
        return found
    }

    /// An item of `origin` has ended.
    mutating func finished(origin: String) {
        running[origin, default: 1] -= 1
        runningInAll -= 1
    }
}

/// Runs `work` for every item within the bounds of a `SweepQueue`; the results come in the order of their ending.
func pollAll<Item: Sendable, Result: Sendable>(
    _ items: [(item: Item, origin: String)], concurrency: Int, perOrigin: Int, work: @escaping @Sendable (Item) async -> Result
) async -> [Result] {
    var queue = SweepQueue(items, concurrency: concurrency, perOrigin: perOrigin)
    return await withTaskGroup(of: (origin: String, result: Result).self) { group in
        func startAllThatMay() {
            while let (item, origin) = queue.next() {
                group.addTask { (origin, await work(item)) }
            }
        }
        var results: [Result] = []
        startAllThatMay()
        while let (origin, result) = await group.next() {
            results.append(result)
            queue.finished(origin: origin)
            startAllThatMay()
        }
        return results
    }
}
