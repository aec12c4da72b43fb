import Domain
import Synchronization

/// Wakes one waiting loop: a ring while nobody waits is kept for the next wait, several count as one.
package final class Bell: Sendable {
    private enum State {
        case quiet
        case rung
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    package init() {}

    /// Wakes the waiter, or lets the next wait return at once.
    package func ring() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if case .waiting(let waiter) = state {
                state = .quiet
                return waiter
            }
            state = .rung
            return nil
        }
        waiter?.resume()
    }

    /// Waits for a ring, for `duration` of `time` and `real` of real time at most; returns false when the task was cancelled.
    package func wait(atMost duration: Duration, real: Duration? = nil, time: TimeSource) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { _ = await time.sleep(duration) }
            if let real { group.addTask { _ = await TimeSource.system.sleep(real) } }
            await group.next()
            group.cancelAll()
        }
        return !Task.isCancelled
    }

    /// Waits for a ring or for cancellation.
    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state -> Bool in
                    if case .rung = state {
                        state = .quiet
                        return true
                    }
                    if Task.isCancelled { return true }
                    state = .waiting(continuation)
                    return false
                }
                if ready { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard case .waiting(let waiter) = state else { return nil }
                state = .quiet
                return waiter
            }
            waiter?.resume()
        }
    }
}
