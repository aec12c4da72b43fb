package import Transport

/// Why a call of the Bot API had no result; holds neither the token nor the URL.
package enum TelegramError: Error, Hashable, Sendable {
    /// The token is malformed, unknown or revoked.
    case unauthorized(String)
    /// The bot may not write there: blocked, removed, or never started by that person.
    case forbidden(String)
    /// Too many messages; nothing was sent.
    case rateLimited(retryAfter: Duration)
    /// The group became a supergroup with this id; nothing was sent.
    case migrated(to: Int64)
    /// Somebody else polls with the same token, or a webhook is set.
    case conflict(String)
    /// The request as it is will never be accepted.
    case badRequest(BadRequest)
    /// The Bot API, or what stands before it, failed: a 5xx, or a page that is no answer of the Bot API.
    case server(status: Int, mayHaveBeenDelivered: Bool)
    /// No answer came.
    case transport(TransportError)
    /// The answer says success, but cannot be read.
    case malformed(String)

    /// Whether the call may have had its effect all the same: then sending again may send twice.
    package var mayHaveBeenDelivered: Bool {
        switch self {
        case .unauthorized, .forbidden, .rateLimited, .migrated, .conflict, .badRequest: false
        case .server(_, let delivered): delivered
        case .transport(let error): error.requestMayHaveBeenSent
        case .malformed: true
        }
    }

    /// Whether a refused request was refused for its formatting, so that plain text can succeed.
    package var isEntityError: Bool { reason == .entities }
    /// Whether an edit failed only because the message already says just that.
    package var isMessageNotModified: Bool { reason == .notModified }

    /// Whether the server took offence at the picture or file alone, so that the text without it can succeed.
    package func refusesAttachment(ofPlainCaption isPlain: Bool) -> Bool {
        switch self {
        case .forbidden: true
        case .badRequest(let refusal):
            switch refusal.reason {
            case .notAllowed, .tooLong, .other: true
            case .entities: isPlain
            case .notModified, .messageGone, .staleQuery, .chatNotFound, .topicGone: false
            }
        default: false
        }
    }

    private var reason: BadRequest.Reason? {
        if case .badRequest(let refusal) = self { refusal.reason } else { nil }
    }
}

/// A refusal with 400 (or 413): what the server disliked.
package struct BadRequest: Hashable, Sendable {
    /// The refusals that ask for different things to be done.
    package enum Reason: Hashable, Sendable {
        /// The HTML is wrong; the same text may go as plain text.
        case entities
        /// The edit changes nothing.
        case notModified
        /// The message to edit is gone or too old to edit.
        case messageGone
        /// The button was pressed too long ago to be answered.
        case staleQuery
        /// There is no such chat, or the bot was never in it.
        case chatNotFound
        /// The forum topic is closed or deleted.
        case topicGone
        /// The bot is in the chat but may not write there.
        case notAllowed
        /// The text is longer than a message can be, or the file than an upload can be.
        case tooLong
        case other
    }

    package let reason: Reason
    /// The server's own words, without the token, at most 200 characters.
    package let description: String

    /// Reads the reason from the server's `description`.
    package init(_ description: String) {
        self.description = description
        let words = description.lowercased()
        reason = Self.phrases.first { words.contains($0.phrase) }?.reason ?? .other
    }

    private static let phrases: [(phrase: String, reason: Reason)] = [
        ("can't parse entities", .entities), ("can't parse caption entities", .entities), ("is not modified", .notModified),
        ("message to edit not found", .messageGone), ("message can't be edited", .messageGone), ("message_id_invalid", .messageGone),
        ("query is too old", .staleQuery), ("query id is invalid", .staleQuery), ("query_id_invalid", .staleQuery),
        ("chat not found", .chatNotFound), ("peer_id_invalid", .chatNotFound), ("thread not found", .topicGone),
        ("topic_closed", .topicGone),
        ("topic_deleted", .topicGone), ("topic_id_invalid", .topicGone), ("not enough rights", .notAllowed),
        ("have no rights to send", .notAllowed), ("chat_write_forbidden", .notAllowed), ("need administrator rights", .notAllowed),
        ("message is too long", .tooLong), ("caption is too long", .tooLong), ("entity too large", .tooLong),
    ]
}

extension TelegramError: CustomStringConvertible {
    /// One sentence for a log or an owner.
    package var description: String {
        switch self {
        case .unauthorized(let words): "Telegram refused the bot's token (\(words)): check it, or get a new one from @BotFather"
        case .forbidden(let words): "Telegram does not let the bot write there: \(words)"
        case .rateLimited(let pause): "Telegram asks to wait \(pause.components.seconds) s before the next message to this chat"
        case .migrated(let id): "the group became a supergroup with the id \(id)"
        case .conflict(let words): "another program receives this bot's updates: \(words)"
        case .badRequest(let refusal): "Telegram refused the request: \(refusal.description)"
        case .server(let status, _): "Telegram failed with status \(status)"
        case .transport(let error): "no answer of Telegram: \(error.description)"
        case .malformed(let words): "Telegram's answer cannot be read: \(words)"
        }
    }
}
