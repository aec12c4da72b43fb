/// A person who talks to the simulated bot.
package struct SimulatedUser: Hashable, Sendable {
    package let id: Int64
    package let name: String
    package let username: String?
    /// The IETF tag of the person's app.
    package let languageCode: String
    package let isBot: Bool

    package init(id: Int64, name: String, username: String? = nil, languageCode: String = "ru", isBot: Bool = false) {
        self.id = id
        self.name = name
        self.username = username
        self.languageCode = languageCode
        self.isBot = isBot
    }

    /// The account in whose name Telegram passes on what an anonymous administrator writes.
    package static let anonymousAdministrator = SimulatedUser(id: 1_087_968_824, name: "Group", username: "GroupAnonymousBot", isBot: true)

    var json: JSON {
        var members: [String: JSON] = ["id": .integer(id), "is_bot": .bool(isBot), "first_name": .string(name)]
        members["username"] = username.map { .string($0) }
        if !isBot { members["language_code"] = .string(languageCode) }
        return .object(members)
    }
}

/// A chat of the simulated Telegram.
package struct SimulatedChat: Hashable, Sendable {
    /// The kinds that the bot lives in.
    package enum Kind: String, Hashable, Sendable {
        case `private`
        case group
        case supergroup
        case channel
    }

    package let id: Int64
    package let kind: Kind
    package let title: String
    package let isForum: Bool
    /// Whether the bot may write: not after it was blocked or removed.
    package internal(set) var admitsBot = true
    /// The supergroup that this group became.
    package internal(set) var migratedTo: Int64?

    package init(id: Int64, kind: Kind, title: String, isForum: Bool = false) {
        self.id = id
        self.kind = kind
        self.title = title
        self.isForum = isForum
    }

    /// The private chat of a person, which has the person's id.
    package init(of user: SimulatedUser) {
        self.init(id: user.id, kind: .private, title: user.name)
    }

    var json: JSON {
        var members: [String: JSON] = ["id": .integer(id), "type": .string(kind.rawValue)]
        members[kind == .private ? "first_name" : "title"] = .string(title)
        if isForum { members["is_forum"] = true }
        return .object(members)
    }
}
