import Domain
import Synchronization

/// Lets one task at a time work with a credential; the others wait in the order in which they came.
final class CredentialQueue: Sendable {
    /// What two accounts share when they log in as the same person.
    struct Credential: Hashable, Sendable {
        var network: String
        var secrets: [String: Secret]
    }

    private struct Waiter {
        var ticket: UInt64
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var lastTicket: UInt64 = 0
        /// A credential in use has an entry, also when nobody waits.
        var waiting: [Credential: [Waiter]] = [:]
        /// Tickets whose task was cancelled before it began to wait.
        var cancelled: Set<UInt64> = []
    }

    private let state = Mutex(State())

    /// Runs `body` when its turn has come; nil, without running it, when the task was cancelled before.
    func withTurn<Result: Sendable>(_ credential: Credential, _ body: () async -> Result) async -> Result? {
        guard await enter(credential) else { return nil }
        let result = await body()
        leave(credential)
        return result
    }

    private func enter(_ credential: Credential) async -> Bool {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        let entered = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.contains(ticket) { return false }
                    guard state.waiting[credential] != nil else {
                        state.waiting[credential] = []
                        return true
                    }
                    state.waiting[credential]?.append(Waiter(ticket: ticket, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            cancel(ticket, credential)
        }
        state.withLock { _ = $0.cancelled.remove(ticket) }
        return entered
    }

    private func cancel(_ ticket: UInt64, _ credential: Credential) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.waiting[credential]?.firstIndex(where: { $0.ticket == ticket }) else {
                state.cancelled.insert(ticket)
                return nil
            }
            return state.waiting[credential]?.remove(at: index)
        }
        waiter?.continuation.resume(returning: false)
    }

    private func leave(_ credential: Credential) {
        let next: Waiter? = state.withLock { state in
            guard state.waiting[credential]?.isEmpty == false else {
                state.waiting[credential] = nil
                return nil
            }
            return state.waiting[credential]?.removeFirst()
        }
        next?.continuation.resume(returning: true)
    }
}
