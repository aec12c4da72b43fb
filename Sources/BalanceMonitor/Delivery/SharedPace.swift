import Domain
import Synchronization

/// The one pace of all that the bot sends, whichever service sends it, and the chats that Telegram asked to leave alone.
final class SharedPace: Sendable {
    private struct State {
        var pace: SendingPace
        var held: [Int64: Instant] = [:]
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> SendingPace.Moment

    init(_ limits: SendingPace.Limits = SendingPace.Limits(), now: @escaping @Sendable () -> SendingPace.Moment = { .now }) {
        state = Mutex(State(pace: SendingPace(limits)))
        self.now = now
    }

    /// Begins a message to `chat` where its turn is now; `end` must follow then. `isPrompt` when a person waits for it.
    func begin(_ chat: Int64, isPrompt: Bool = false) -> SendingPace.Turn {
        let now = now()
        return state.withLock { state in
            let turn = state.pace.turn(of: chat, isPrompt: isPrompt, at: now)
            if turn == .now { state.pace.began(chat, at: now) }
            return turn
        }
    }

    /// The message to `chat` that began was answered, or given up.
    func end(_ chat: Int64) {
        let now = now()
        state.withLock { $0.pace.ended(chat, at: now) }
    }

    /// Waits until a message to `chat` may begin, and begins it; false when the task was cancelled.
    func turn(of chat: Int64) async -> Bool {
        while true {
            switch begin(chat) {
            case .now: return true
            case .at(let moment): guard await TimeSource.system.sleep(moment - now()) else { return false }
            case .afterAnother: guard await TimeSource.system.sleep(.milliseconds(20)) else { return false }
            }
        }
    }

    /// Telegram asked to send nothing to `chat` before `until`.
    func hold(_ chat: Int64, until: Instant) {
        let now = now()
        state.withLock { state in
            state.held[chat] = max(until, state.held[chat] ?? until)
            state.pace.refused(chat, at: now)
        }
    }

    /// Until when `chat` must be left alone; nil when it need not be at `now`.
    func heldUntil(_ chat: Int64, at now: Instant) -> Instant? {
        state.withLock { state in
            guard let until = state.held[chat], until > now else {
                state.held[chat] = nil
                return nil
            }
            return until
        }
    }
}
