import Synchronization
import Testing

@testable import BalanceMonitor

@Suite struct SweepQueueTests {
    @Test("starts no more at once than allowed, in all and per origin")
    func limits() {
        var queue = SweepQueue([(1, "a"), (2, "a"), (3, "a"), (4, "b"), (5, "c"), (6, "d")], concurrency: 4, perOrigin: 2)
        #expect(queue.next()?.item == 1)
        #expect(queue.next()?.item == 2)
        #expect(queue.next()?.item == 4)
        #expect(queue.next()?.item == 5)
        #expect(queue.next() == nil)
        queue.finished(origin: "b")
        #expect(queue.next()?.item == 6)
        queue.finished(origin: "a")
        #expect(queue.next()?.item == 3)
        queue.finished(origin: "a")
        #expect(queue.next() == nil)
    }

    @Test("gives every item's result once, however many there are")
    func all() async {
        let running = Atomic(0)
        let highest = Atomic(0)
        let items = (0..<200).map { (item: $0, origin: "host\($0 % 3)") }
        let results = await pollAll(items, concurrency: 5, perOrigin: 2) { item in
            let now = running.add(1, ordering: .relaxed).newValue
            highest.max(now, ordering: .relaxed)
            await Task.yield()
            running.subtract(1, ordering: .relaxed)
            return item
        }
        #expect(results.sorted() == Array(0..<200))
        #expect(highest.load(ordering: .relaxed) <= 5)
    }
}
