/// Decides which account of a sweep is polled next: so many at once in all, fewer to one host, first come first served.
struct SweepQueue<Item> {
    private var waiting: [(item: Item, host: String)]
    private var running: [String: Int] = [:]
    private var runningInAll = 0
    private let concurrency: Int
    private let perHost: Int

    init(_ items: [(item: Item, host: String)], concurrency: Int, perHost: Int) {
        waiting = items
        self.concurrency = max(1, concurrency)
        self.perHost = max(1, perHost)
    }

    /// The next item that may start now; nil when all are running, or the limits are reached.
    mutating func next() -> (item: Item, host: String)? {
        guard runningInAll < concurrency, let index = waiting.firstIndex(where: { running[$0.host, default: 0] < perHost }) else {
            return nil
        }
        let found = waiting.remove(at: index)
        running[found.host, default: 0] += 1
        runningInAll += 1
        return found
    }

    /// An item of `host` has ended.
    mutating func finished(host: String) {
        running[host, default: 1] -= 1
        runningInAll -= 1
    }
}

/// Runs `work` for every item within the bounds of a `SweepQueue`; the results come in the order of their ending.
func pollAll<Item: Sendable, Result: Sendable>(
    _ items: [(item: Item, host: String)], concurrency: Int, perHost: Int, work: @escaping @Sendable (Item) async -> Result
) async -> [Result] {
    var queue = SweepQueue(items, concurrency: concurrency, perHost: perHost)
    return await withTaskGroup(of: (host: String, result: Result).self) { group in
        func startAllThatMay() {
            while let (item, host) = queue.next() {
                group.addTask { (host, await work(item)) }
            }
        }
        var results: [Result] = []
        startAllThatMay()
        while let (host, result) = await group.next() {
            results.append(result)
            queue.finished(host: host)
            startAllThatMay()
        }
        return results
    }
}
