import Synchronization

/// One run of a filter, waited for by one task.
final class JQJob: Sendable {
    typealias Outcome = Result<[JSONValue], JQError>

    private enum State {
        case fresh
        case waiting(CheckedContinuation<Outcome, Never>)
        case ended(Outcome)
    }

    let request: JQRequest
    /// How long it may run.
    let limit: Duration
    /// Since when it waits.
    let since = ContinuousClock.now
    private let state = Mutex(State.fresh)

    init(_ request: JQRequest, limit: Duration) {
        self.request = request
        self.limit = limit
    }

    /// Whether its outcome is known, or not wanted any more.
    var hasEnded: Bool {
        state.withLock { if case .ended = $0 { true } else { false } }
    }

    /// Has the filter run in `lane`; a cancelled task gets `JQError.cancelled` at once.
    func outcome(in lane: JQLane) async -> Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: Outcome? = state.withLock { state in
                    if case .ended(let outcome) = state { return outcome }
                    state = .waiting(continuation)
                    return nil
                }
                if let known { continuation.resume(returning: known) } else { lane.submit(self) }
            }
        } onCancel: {
            end(.failure(.cancelled))
            lane.ring()
        }
    }

    /// Tells the task; only the first call does.
    func end(_ outcome: Outcome) {
        let waiting: CheckedContinuation<Outcome, Never>? = state.withLock { state in
            defer { if case .ended = state {} else { state = .ended(outcome) } }
            if case .waiting(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(returning: outcome)
    }
}
