import CCurl
import Synchronization

/// Where callers and the transfer thread meet: every waiting caller is in here once, and whoever takes it out answers it.
final class Registry: Sendable {
    typealias ID = UInt64
    typealias Outcome = Result<HTTPResponse, TransportError>

    /// What the thread is to do next.
    struct Orders {
        var arrivals: [(id: ID, exchange: Exchange)] = []
        var cancellations: [ID] = []
        var isOver = false
    }

    private struct State {
        var lastID: ID = 0
        /// Callers by number; nil until they wait. One that is cancelled before it waits is simply missing.
        var callers: [ID: CheckedContinuation<Outcome, Never>?] = [:]
        var orders = Orders()
        /// Nil while there is no thread to wake.
        var waker: Waker?
    }

    private let state = Mutex(State())

    /// Takes a number for a caller that is about to wait.
    func announce() -> ID {
        state.withLock {
            $0.lastID += 1
            $0.callers[$0.lastID] = .some(nil)
            return $0.lastID
        }
    }

    /// Lets an announced caller wait for `exchange`, or answers at once where it was cancelled or all is over.
    func submit(_ id: ID, _ exchange: Exchange, _ caller: CheckedContinuation<Outcome, Never>) {
        let isAccepted = state.withLock { state in
            guard state.callers[id] != nil, !state.orders.isOver else {
                state.callers[id] = nil
                return false
            }
            state.callers[id] = caller
            state.orders.arrivals.append((id, exchange))
            state.waker?.wake()
            return true
        }
        if !isAccepted { caller.resume(returning: .failure(exchange.error(.cancelled))) }
    }

    /// Asks the thread to end a transfer; does nothing for one that has its answer.
    func cancel(_ id: ID) {
        state.withLock { state in
            guard let caller = state.callers[id] else { return }
            if caller == nil {
                state.callers[id] = nil
            } else {
                state.orders.cancellations.append(id)
                state.waker?.wake()
            }
        }
    }

    /// Asks the thread to end everything; callers that come later are answered at once.
    func close() {
        state.withLock { state in
            state.orders.isOver = true
            state.waker?.wake()
        }
    }

    /// Lets the thread be woken by `waker`, or with nil no more.
    func attach(_ waker: Waker?) {
        state.withLock { $0.waker = waker }
    }

    /// Hands the thread its orders, each once.
    func takeOrders() -> Orders {
        state.withLock { state in
            defer { state.orders = Orders(isOver: state.orders.isOver) }
            return state.orders
        }
    }

    /// Answers a caller, if it still waits.
    func answer(_ id: ID, _ outcome: Outcome) {
        state.withLock { $0.callers.removeValue(forKey: id) ?? nil }?.resume(returning: outcome)
    }
}

/// What wakes the transfer thread.
///
/// Unchecked: `curl_multi_wakeup` is libcurl's one call that may come from any thread, as long as the handle lives.
struct Waker: @unchecked Sendable {
    let multi: UnsafeMutableRawPointer

    func wake() { curl_multi_wakeup(multi) }
}
