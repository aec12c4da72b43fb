package import Domain

/// The row id of one part of a message in the outbox.
package struct OutboxID: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What a message is, which decides what happens when nobody knows whether it arrived.
package enum OutboxKind: String, Hashable, Sendable, CaseIterable {
    /// A scheduled report: sent once more, marked as a possible repeat.
    case report
    /// An alert: repeated only if its condition still holds, which the caller knows.
    case alert
    /// The answer to a command: sent once more, unmarked.
    case answer
    /// A change of a message that is there already: repeated freely.
    case edit
    /// A word to the owner: treated as an answer.
    case note
}

/// What became of a part.
package enum OutboxState: String, Hashable, Sendable, CaseIterable {
    case queued, sending, sent, unknown, dead
}

/// A message to be enqueued, rendered and split already.
package struct OutgoingMessage: Hashable, Sendable {
    /// One message of Telegram's size.
    package struct Part: Hashable, Sendable {
        /// HTML as Telegram reads it.
        package var text: String
        /// An inline keyboard as JSON.
        package var keyboard: String?
        /// What picture or file to make at the time of sending, as JSON; `text` is then its caption.
        package var attachment: String?

        package init(text: String, keyboard: String? = nil, attachment: String? = nil) {
            self.text = text
            self.keyboard = keyboard
            self.attachment = attachment
        }
    }

    /// The bot that shall send it: another bot's message ids mean nothing here.
    package var bot: Int64
    package var chat: ChatAddress
    package var kind: OutboxKind
    package var parts: [Part]
    /// The slot of a scheduled report.
    package var slot: SlotID?
    /// What the caller needs to find its own thing again (an alert's key).
    package var reference: String?
    /// The message that it answers.
    package var replyTo: Int64?
    /// The message that it changes.
    package var editOf: Int64?
    package var createdAt: Instant

    package init(
        bot: Int64, chat: ChatAddress, kind: OutboxKind, parts: [Part], slot: SlotID? = nil, reference: String? = nil,
        replyTo: Int64? = nil, editOf: Int64? = nil, createdAt: Instant
    ) {
        self.bot = bot
        self.chat = chat
        self.kind = kind
        self.parts = parts
        self.slot = slot
        self.reference = reference
        self.replyTo = replyTo
        self.editOf = editOf
        self.createdAt = createdAt
    }
}

/// One part as it stands in the outbox.
package struct OutboxRow: Hashable, Sendable {
    package let id: OutboxID
    package let bot: Int64
    package let chat: ChatAddress
    package let kind: OutboxKind
    /// The first part's id: the same for all parts of a message.
    package let message: OutboxID
    /// Counted from 1.
    package let part: Int
    package let parts: Int
    package let slot: SlotID?
    package let reference: String?
    /// Its text, keyboard and attachment; the text is empty once it was cleared away.
    package let content: OutgoingMessage.Part
    package let replyTo: Int64?
    package let editOf: Int64?
    package let state: OutboxState
    package let createdAt: Instant
    package let notBefore: Instant
    /// How often it was given to the network.
    package let attempts: Int
    /// Telegram's id of the message, once sent.
    package let messageID: Int64?
    /// It may have arrived already; a report says so.
    package let isRepeat: Bool
    /// To be sent without entities, since Telegram refused them.
    package let isPlain: Bool
    package let lastError: String?
}
