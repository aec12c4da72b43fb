import Synchronization

/// Asks the collector's loop for sweeps out of turn; several orders that come together are served by one sweep.
package final class SweepOrders: Sendable {
    /// Somebody who waits for a sweep.
    struct Order: Sendable {
        let id: UInt64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var nextID: UInt64 = 0
        var waiting: [Order] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    let bell = Bell()

    package init() {}

    /// Polls all accounts that may be polled, and returns once the sweep is stored; false when the collector has stopped, or the
    /// task was cancelled.
    package func sweep() async -> Bool {
        let id = state.withLock { state -> UInt64 in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRefused = state.withLock { state -> Bool in
                    if state.isClosed || Task.isCancelled { return true }
                    state.waiting.append(Order(id: id, continuation: continuation))
                    return false
                }
                if isRefused { continuation.resume(returning: false) } else { bell.ring() }
            }
        } onCancel: {
            answer([id], with: false)
        }
    }

    /// The same, for `limit` of real time at most: a report waits for a sweep, but not for ever.
    package func sweep(atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await self.sweep() }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    /// The orders that have come until now; they stay until they are answered.
    var open: [UInt64] { state.withLock { $0.waiting.map(\.id) } }

    /// Answers these orders, as far as they still wait.
    func answer(_ ids: [UInt64], with result: Bool) {
        let orders = state.withLock { state -> [Order] in
            let (answered, left) = (state.waiting.filter { ids.contains($0.id) }, state.waiting.filter { !ids.contains($0.id) })
            state.waiting = left
            return answered
        }
        for order in orders { order.continuation.resume(returning: result) }
    }

    /// Answers all that wait, and all that still come, with false.
    func close() {
        state.withLock { $0.isClosed = true }
        answer(open, with: false)
    }
}
