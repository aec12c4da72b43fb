import Synchronization

/// Asks the collector's loop for sweeps out of turn; several orders that come together are served by one sweep.
package final class SweepOrders: Sendable {
    /// Somebody who waits for a sweep.
    struct Order: Sendable {
        let id: UInt64
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var nextID: UInt64 = 0
        var waiting: [Order] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    let bell = Bell()

    package init() {}

    /// Polls all accounts that may be polled, and returns once the sweep was made, stored or not; at once when the collector has stopped,
    /// or the task was cancelled.
    package func sweep() async {
        let id = state.withLock { state -> UInt64 in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRefused = state.withLock { state -> Bool in
                    if state.isClosed || Task.isCancelled { return true }
                    state.waiting.append(Order(id: id, continuation: continuation))
                    return false
                }
                if isRefused { continuation.resume() } else { bell.ring() }
            }
        } onCancel: {
            answer([id])
        }
    }

    /// The same, for `limit` of real time at most: a report waits for a sweep, but not for ever.
    package func sweep(atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.sweep() }
            group.addTask { _ = await TimeSource.system.sleep(limit) }
            await group.next()
            group.cancelAll()
        }
    }

    /// The orders that have come until now; they stay until they are answered.
    var open: [UInt64] { state.withLock { $0.waiting.map(\.id) } }

    /// Answers these orders, as far as they still wait.
    func answer(_ ids: [UInt64]) {
        let orders = state.withLock { state -> [Order] in
            let (answered, left) = (state.waiting.filter { ids.contains($0.id) }, state.waiting.filter { !ids.contains($0.id) })
            state.waiting = left
            return answered
        }
        for order in orders { order.continuation.resume() }
    }

    /// Answers all that wait, and all that still come.
    func close() {
        state.withLock { $0.isClosed = true }
        answer(open)
    }
}
