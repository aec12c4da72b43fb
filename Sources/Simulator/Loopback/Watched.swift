import Synchronization

/// A value behind a lock whose changes can be waited for.
final class Watched<Value: Sendable>: Sendable {
    private struct Guarded {
        var value: Value
        var version = 0
        var lastWaiter = 0
        var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
    }

    private let guarded: Mutex<Guarded>

    init(_ value: Value) {
        guarded = Mutex(Guarded(value: value))
    }

    /// Looks at the value.
    func read<Result: Sendable>(_ body: (Value) -> Result) -> Result {
        guarded.withLock { body($0.value) }
    }

    /// Changes the value and wakes everyone who waits for a change.
    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        let (result, waiters) = guarded.withLock { guarded in
            let result = body(&guarded.value)
            guarded.version += 1
            defer { guarded.waiters = [:] }
            return (result, guarded.waiters.values.map { $0 })
        }
        for waiter in waiters { waiter.resume(returning: true) }
        return result
    }

    /// The first thing that `find` sees in the value, now or after a change; nil when `time` is over or the task is cancelled.
    func first<Result: Sendable>(within time: Duration, _ find: @Sendable (Value) -> Result?) async -> Result? {
        let deadline = ContinuousClock.now + time
        while true {
            let (found, version) = guarded.withLock { (find($0.value), $0.version) }
            if let found { return found }
            guard await changes(after: version, before: deadline) else { return nil }
        }
    }

    private func changes(after version: Int, before deadline: ContinuousClock.Instant) async -> Bool {
        guard deadline > .now else { return false }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.change(after: version) }
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    /// True after a change, false when cancelled.
    private func change(after version: Int) async -> Bool {
        let id = guarded.withLock { guarded in
            guarded.lastWaiter += 1
            return guarded.lastWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: Bool? = guarded.withLock { guarded in
                    if guarded.version > version { return true }
                    // The flag is raised before the handler below runs, so one of the two sees the other.
                    if Task.isCancelled { return false }
                    guarded.waiters[id] = continuation
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            guarded.withLock { $0.waiters.removeValue(forKey: id) }?.resume(returning: false)
        }
    }
}
