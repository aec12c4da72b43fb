import Domain

/// A person or a bot, as Telegram names them.
package struct User: Hashable, Sendable {
    package let id: Int64
    package let isBot: Bool
    package let firstName: String
    package let lastName: String?
    /// Without the `@`.
    package let username: String?
    /// The IETF tag of the person's own app, such as `ru` or `pt-br`.
    package let languageCode: String?

    package init(
        id: Int64, isBot: Bool = false, firstName: String, lastName: String? = nil, username: String? = nil, languageCode: String? = nil
    ) {
        self.id = id
        self.isBot = isBot
        self.firstName = firstName
        self.lastName = lastName
        self.username = username
        self.languageCode = languageCode
    }

    /// First and last name; whatever the person wished to be called, so escape it.
    package var name: String { (lastName.map { "\(firstName) \($0)" } ?? firstName).bounded(toBytes: 512) }

    /// Whether this stands for a person: not a bot, nor one of the accounts that Telegram writes with for chats and for itself.
    package var isPerson: Bool {
        // GroupAnonymousBot, Channel_Bot, and Telegram's service account, which is not marked as a bot.
        !isBot && ![1_087_968_824, 136_817_688, 777_000].contains(id)
    }
}

extension User: Decodable {}

/// The bot itself, as `getMe` describes it.
package struct BotUser: Decodable, Hashable, Sendable {
    package let id: Int64
    package let firstName: String
    /// Without the `@`.
    package let username: String
    /// Whether privacy mode is off, so that plain talk in groups reaches the bot too.
    package let canReadAllGroupMessages: Bool?

    package init(id: Int64, firstName: String, username: String, canReadAllGroupMessages: Bool? = nil) {
        self.id = id
        self.firstName = firstName
        self.username = username
        self.canReadAllGroupMessages = canReadAllGroupMessages
    }
}

/// A chat: a person's, a group's or a channel's.
package struct Chat: Hashable, Sendable {
    /// What kind of chat it is; an unknown kind is kept as Telegram wrote it.
    package enum Kind: Hashable, Sendable {
        case `private`
        case group
        case supergroup
        case channel
        case other(String)
    }

    package let id: Int64
    package let kind: Kind
    /// The title of a group or channel.
    package let title: String?
    /// The first name of the person whose chat it is.
    package let firstName: String?
    package let isForum: Bool

    package init(id: Int64, kind: Kind, title: String? = nil, firstName: String? = nil, isForum: Bool = false) {
        self.id = id
        self.kind = kind
        self.title = title
        self.firstName = firstName
        self.isForum = isForum
    }

    /// What people call it; escape it.
    package var name: String { title ?? firstName ?? String(id) }
}

extension Chat: Decodable {
    private enum CodingKeys: String, CodingKey { case id, type, title, firstName, isForum }

    /// In bytes; Telegram allows 128 characters.
    private static let longestName = 512

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(Int64.self, forKey: .id)
        kind =
            switch try container.decode(String.self, forKey: .type) {
            case "private": .private
            case "group": .group
            case "supergroup": .supergroup
            case "channel": .channel
            case let other: .other(other)
            }
        title = (try? container.decodeIfPresent(String.self, forKey: .title))?.bounded(toBytes: Self.longestName)
        firstName = (try? container.decodeIfPresent(String.self, forKey: .firstName))?.bounded(toBytes: Self.longestName)
        isForum = (try? container.decodeIfPresent(Bool.self, forKey: .isForum)) ?? false
    }
}
