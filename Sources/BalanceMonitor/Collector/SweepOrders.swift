import Synchronization

/// Asks the collector's loop for sweeps out of turn; several orders that come together are served by one sweep.
package final class SweepOrders: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<Bool, Never>] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    let bell = Bell()

    package init() {}

    /// Polls all accounts that may be polled, and returns once the sweep is stored; false when the collector has stopped.
    package func sweep() async -> Bool {
        await withCheckedContinuation { continuation in
            let isClosed = state.withLock { state -> Bool in
                if !state.isClosed { state.waiting.append(continuation) }
                return state.isClosed
            }
            if isClosed { continuation.resume(returning: false) } else { bell.ring() }
        }
    }

    /// Takes the orders that have come until now.
    func take() -> [CheckedContinuation<Bool, Never>] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    /// Answers all that wait, and all that still come, with false.
    func close() {
        let left = state.withLock { state -> [CheckedContinuation<Bool, Never>] in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in left { continuation.resume(returning: false) }
    }
}
