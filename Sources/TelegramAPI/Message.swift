package import Domain

/// A message as it arrives: enough to know who says what where.
package struct Message: Hashable, Sendable {
    /// A stretch of the text with a meaning, in UTF-16 units.
    package struct Entity: Decodable, Hashable, Sendable {
        package let type: String
        package let offset: Int
        package let length: Int
    }

    package let id: Int64
    package let chat: Chat
    /// The forum topic; nil outside forums, where a thread id only says that the message is a reply.
    package let topic: Int64?
    /// Whose account it came from, which for anonymous administrators and channels is not a person's: see `person`.
    package let from: User?
    /// The chat in whose name it was written.
    package let senderChat: Chat?
    /// When it was sent; the epoch for a message that the bot can no longer see.
    package let date: Instant
    package let text: String?
    package let entities: [Entity]
    /// Whether it was written elsewhere and only passed on here.
    package let isForwarded: Bool
    /// A service message of a group that became this supergroup.
    package let migratedTo: Int64?
    /// A service message of a supergroup that was this group.
    package let migratedFrom: Int64?

    package init(
        id: Int64, chat: Chat, topic: Int64? = nil, from: User?, senderChat: Chat? = nil, date: Instant, text: String?,
        entities: [Entity] = [], isForwarded: Bool = false, migratedTo: Int64? = nil, migratedFrom: Int64? = nil
    ) {
        self.id = id
        self.chat = chat
        self.topic = topic
        self.from = from
        self.senderChat = senderChat
        self.date = date
        self.text = text
        self.entities = entities
        self.isForwarded = isForwarded
        self.migratedTo = migratedTo
        self.migratedFrom = migratedFrom
    }

    /// Where an answer belongs.
    package var address: ChatAddress { ChatAddress(chat: chat.id, topic: topic) }

    /// The person who wrote it; nil for anonymous administrators, channels, bots and Telegram itself: nobody to whom a right could belong.
    package var person: User? {
        guard senderChat == nil, let from, from.isPerson else { return nil }
        return from
    }
}

extension Message: Decodable {
    private enum CodingKeys: String, CodingKey {
        case messageId, chat, messageThreadId, isTopicMessage, from, senderChat, date, text, entities, forwardOrigin, forwardDate
        case migrateToChatId, migrateFromChatId
    }

    /// Strict about who wrote it and where, lenient about the rest: a sender that cannot be read must not pass for none.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(Int64.self, forKey: .messageId)
        chat = try container.decode(Chat.self, forKey: .chat)
        let isInTopic = try container.decodeIfPresent(Bool.self, forKey: .isTopicMessage) ?? false
        topic = isInTopic ? try container.decodeIfPresent(Int64.self, forKey: .messageThreadId) : nil
        from = try container.decodeIfPresent(User.self, forKey: .from)
        senderChat = try container.decodeIfPresent(Chat.self, forKey: .senderChat)
        date = Instant(seconds: try container.decode(Int64.self, forKey: .date))
        text = try container.decodeIfPresent(String.self, forKey: .text)
        entities = (try? container.decodeIfPresent([Entity].self, forKey: .entities)) ?? []
        isForwarded = container.contains(.forwardOrigin) || container.contains(.forwardDate)
        migratedTo = try container.decodeIfPresent(Int64.self, forKey: .migrateToChatId)
        migratedFrom = try container.decodeIfPresent(Int64.self, forKey: .migrateFromChatId)
    }
}

extension Message.Entity {
    package init(type: String, utf16Offset: Int, utf16Length: Int) {
        self.type = type
        offset = utf16Offset
        length = utf16Length
    }
}
