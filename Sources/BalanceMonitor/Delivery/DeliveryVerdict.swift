import Domain
package import TelegramAPI
import Transport

/// What becomes of a message after an attempt to send it failed; decides, does nothing.
package enum DeliveryVerdict: Hashable, Sendable {
    /// Telegram answered, and nothing reached the chat: again after so long, this chat alone waits.
    case again(after: Duration)
    /// Nothing reached the chat, which waits so long; whether the fault is the chat's or Telegram's, `getMe` tells.
    case failed(after: Duration)
    /// It may have arrived: only a marked repeat may follow. Whether the fault is the chat's or Telegram's, `getMe` tells.
    case unknown
    /// At once as plain text: the entities were refused.
    case asPlainText
    /// The message is given up; an owner is told.
    case dead(String)
    /// The chat refuses at present, perhaps by a fault of Telegram's: the message is given up, an owner is told, and the next is tried.
    case refused(String)
    /// The chat does not take messages: its subscription pauses and what waits for it is given up.
    case pause(String)
    /// The forum topic is closed or gone, or so Telegram says: into the chat itself, saying so, and an owner is told.
    case intoChat(String)
    /// The chat has another id now: everything moves there, this message first.
    case migrate(to: Int64)
    /// It is already as it should be.
    case done

    /// Decides by the error, by how many attempts were made before (0 for the first), and by whether it was sent to a topic as plain text.
    package init(_ error: TelegramError, attempt: Int, isPlain: Bool, isInTopic: Bool = false) {
        switch error {
        case .unauthorized: self = .failed(after: Self.pause(attempt, from: 60, upTo: 900))
        case .forbidden(let words): self = .pause(words)
        case .rateLimited(let pause): self = .again(after: max(pause, .seconds(1)))
        case .migrated(let id): self = .migrate(to: id)
        case .conflict: self = .again(after: .seconds(10))
        case .badRequest(let refusal):
            switch refusal.reason {
            case .notModified, .messageGone, .staleQuery: self = .done
            case .topicGone where isInTopic: self = .intoChat(refusal.description)
            case .chatNotFound, .notAllowed, .topicGone: self = .refused(refusal.description)
            case .entities where !isPlain: self = .asPlainText
            case .entities, .tooLong, .other: self = .dead(refusal.description)
            }
        case .server(_, let mayHaveBeenDelivered):
            self = mayHaveBeenDelivered ? .unknown : .failed(after: Self.pause(attempt, from: 5, upTo: 300))
        case .transport(let failure):
            self = failure.requestMayHaveBeenSent ? .unknown : .failed(after: Self.pause(attempt, from: 5, upTo: 300))
        case .malformed: self = .unknown
        }
    }

    /// Doubles from `first` seconds, up to `last`.
    static func pause(_ attempt: Int, from first: Int, upTo last: Int) -> Duration {
        .seconds(min(last, first << min(attempt, 10)))
    }
}

extension Instant {
    /// An instant that lies at least `pause` after the present, which `self` shows without its fraction of a second.
    ///
    /// What Telegram asks for as `retry_after` is so kept to the second, however long it is: a century at most.
    func afterAtLeast(_ pause: Duration) -> Instant {
        let (seconds, attoseconds) = pause.components
        return self + min(max(0, seconds), 36_525 * 86_400) + (attoseconds > 0 ? 1 : 0) + 1
    }
}
