package import Domain
import Synchronization

/// A clock that stands still until a test moves it; a sleeper wakes when its moment has come, not before.
package final class ManualTime: Sendable {
    private struct Sleeper {
        let id: UInt64
        let wakesAt: Instant
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now: Instant
        var nextID: UInt64 = 0
        var sleepers: [Sleeper] = []
        /// Tests that wait until so many sleep, in order.
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    package init(now: Instant) {
        state = Mutex(State(now: now))
    }

    package var now: Instant { state.withLock(\.now) }

    /// Sleeps in this clock's time, whole seconds rounded up; returns false when the task was cancelled.
    package func sleep(_ duration: Duration) async -> Bool {
        let seconds = duration.components.seconds + (duration.components.attoseconds > 0 ? 1 : 0)
        let id = state.withLock { state -> UInt64 in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (immediate, ready) = state.withLock { state -> (Bool?, [CheckedContinuation<Void, Never>]) in
                    if Task.isCancelled { return (false, []) }
                    guard seconds > 0 else { return (true, []) }
                    state.sleepers.append(Sleeper(id: id, wakesAt: state.now + seconds, continuation: continuation))
                    let ready = state.watchers.filter { $0.count <= state.sleepers.count }.map(\.continuation)
                    state.watchers.removeAll { $0.count <= state.sleepers.count }
                    return (nil, ready)
                }
                if let immediate { continuation.resume(returning: immediate) }
                for watcher in ready { watcher.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else { return nil }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(returning: false)
        }
    }

    /// Moves the clock on and wakes those whose moment has come, the earliest first.
    package func advance(bySeconds seconds: Int64) {
        let woken = state.withLock { state -> [Sleeper] in
            state.now = state.now + seconds
            let now = state.now
            let due = state.sleepers.filter { $0.wakesAt <= now }.sorted { $0.wakesAt < $1.wakesAt }
            state.sleepers.removeAll { $0.wakesAt <= now }
            return due
        }
        for sleeper in woken { sleeper.continuation.resume(returning: true) }
    }

    /// Waits until at least `count` tasks really sleep.
    package func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> Bool in
                guard state.sleepers.count < count else { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if ready { continuation.resume() }
        }
    }
}
