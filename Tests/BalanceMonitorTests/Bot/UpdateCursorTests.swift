import Domain
import TelegramAPI
import Testing

@testable import BalanceMonitor
@testable import History

@Suite("The offset of updates") struct UpdateCursorTests {
    private func updates(_ ids: Int64...) -> [Update] { ids.map { Update(id: $0, kind: .other) } }

    private func stored(_ next: Int64, age: Int64 = 0) -> UpdateOffset {
        UpdateOffset(next: next, heardAt: Bench.start - age)
    }

    @Test("is given up after six days, and never taken from the largest number there is", arguments: [(100, 6 * 86400), (.max, 0)])
    func unusable(next: Int64, age: Int64) {
        var cursor = UpdateCursor()
        #expect(cursor.offset(stored: stored(next, age: age), now: Bench.start) == nil)
    }

    @Test("lets an update through once, in order, though the server repeats it")
    func once() {
        var cursor = UpdateCursor()
        #expect(cursor.take(updates(7, 5, 7), asked: 5).map(\.id) == [5, 7])
        cursor.handled(Update(id: 5, kind: .other))
        #expect(cursor.take(updates(5, 7), asked: 5).map(\.id) == [7])
        cursor.handled(Update(id: .max, kind: .other))
        #expect(cursor.take(updates(.max), asked: 8).isEmpty)
    }

    @Test("is given up when the server's ids begin again below it, so that those are handled, once")
    func beginsAgain() {
        var cursor = UpdateCursor()
        for _ in 0..<3 {
            #expect(cursor.offset(stored: stored(1000), now: Bench.start) == 1000)
            #expect(cursor.take(updates(1, 2), asked: 1000).isEmpty)
        }
        #expect(cursor.offset(stored: stored(1000), now: Bench.start) == nil)
        #expect(cursor.take(updates(1, 2), asked: nil).map(\.id) == [1, 2])
        #expect(cursor.offset(stored: stored(3), now: Bench.start) == 3)
    }

    @Test("is left out of one poll after many that brought nothing")
    func silence() {
        var cursor = UpdateCursor()
        for _ in 0..<24 {
            #expect(cursor.offset(stored: stored(1 << 40), now: Bench.start) == 1 << 40)
            #expect(cursor.take([], asked: 1 << 40).isEmpty)
        }
        #expect(cursor.offset(stored: stored(1 << 40), now: Bench.start) == nil)
        #expect(cursor.take(updates(6), asked: nil).map(\.id) == [6])
    }
}
