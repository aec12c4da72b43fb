package import TelegramAPI
import Transport

/// What becomes of a message after an attempt to send it failed; decides, does nothing.
package enum DeliveryVerdict: Hashable, Sendable {
    /// Nothing reached the chat: again after so long, this chat alone waits.
    case again(after: Duration)
    /// Nothing reached anybody: again after so long, and every chat waits, since the way to Telegram or the token is at fault.
    case allAgain(after: Duration)
    /// It may have arrived: only a marked repeat may follow.
    case unknown
    /// At once as plain text: the entities were refused.
    case asPlainText
    /// The message is given up; an owner is told.
    case dead(String)
    /// The chat does not take messages: its subscription pauses and what waits for it is given up.
    case pause(String)
    /// The forum topic is gone: what is subscribed there pauses, the rest of the chat goes on.
    case pauseTopic(String)
    /// The chat has another id now: everything moves there, this message first.
    case migrate(to: Int64)
    /// It is already as it should be.
    case done

    /// Decides by the error and by how many attempts were made before (0 for the first).
    package init(_ error: TelegramError, attempt: Int, isPlain: Bool) {
        switch error {
        case .unauthorized: self = .allAgain(after: Self.pause(attempt, from: 60, upTo: 900))
        case .forbidden(let words): self = .pause(words)
        case .rateLimited(let pause): self = .again(after: min(max(pause, .seconds(1)), .seconds(3600)))
        case .migrated(let id): self = .migrate(to: id)
        case .conflict: self = .again(after: .seconds(10))
        case .badRequest(let refusal):
            switch refusal.reason {
            case .notModified, .messageGone, .staleQuery: self = .done
            case .chatNotFound, .notAllowed: self = .pause(refusal.description)
            case .topicGone: self = .pauseTopic(refusal.description)
            case .entities where !isPlain: self = .asPlainText
            case .entities, .tooLong, .other: self = .dead(refusal.description)
            }
        case .server(_, let mayHaveBeenDelivered):
            self = mayHaveBeenDelivered ? .unknown : .allAgain(after: Self.pause(attempt, from: 5, upTo: 300))
        case .transport(let failure):
            self = failure.requestMayHaveBeenSent ? .unknown : .allAgain(after: Self.pause(attempt, from: 5, upTo: 300))
        case .malformed: self = .unknown
        }
    }

    /// Doubles from `first` seconds, up to `last`.
    private static func pause(_ attempt: Int, from first: Int, upTo last: Int) -> Duration {
        .seconds(min(last, first << min(attempt, 10)))
    }
}
