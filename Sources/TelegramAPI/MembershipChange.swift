package import Domain

/// A change of what the bot is in a chat: added, removed, blocked, restarted.
package struct MembershipChange: Hashable, Sendable {
    /// What a member of a chat is.
    package enum Status: Hashable, Sendable {
        case creator
        case administrator
        case member
        case restricted(isMember: Bool, canSend: Bool)
        case left
        /// Removed by an administrator; in a private chat: the person blocked the bot.
        case kicked
        case other(String)
    }

    package let chat: Chat
    /// Who changed it.
    package let from: User
    package let date: Instant
    package let old: Status
    package let new: Status

    package init(chat: Chat, from: User, date: Instant, old: Status, new: Status) {
        self.chat = chat
        self.from = from
        self.date = date
        self.old = old
        self.new = new
    }
}

extension MembershipChange.Status {
    /// Whether the bot can write to the chat with this status.
    package var canWrite: Bool {
        switch self {
        case .creator, .administrator, .member: true
        case .restricted(let isMember, let canSend): isMember && canSend
        case .left, .kicked, .other: false
        }
    }
}

extension MembershipChange: Decodable {
    private enum CodingKeys: String, CodingKey { case chat, from, date, oldChatMember, newChatMember }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        chat = try container.decode(Chat.self, forKey: .chat)
        from = try container.decode(User.self, forKey: .from)
        date = Instant(seconds: try container.decode(Int64.self, forKey: .date))
        old = try container.decode(Status.self, forKey: .oldChatMember)
        new = try container.decode(Status.self, forKey: .newChatMember)
    }
}

extension MembershipChange.Status: Decodable {
    private enum CodingKeys: String, CodingKey { case status, isMember, canSendMessages }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .status) {
        case "creator": self = .creator
        case "administrator": self = .administrator
        case "member": self = .member
        case "restricted":
            self = .restricted(
                isMember: try container.decodeIfPresent(Bool.self, forKey: .isMember) ?? false,
                canSend: try container.decodeIfPresent(Bool.self, forKey: .canSendMessages) ?? false)
        case "left": self = .left
        case "kicked": self = .kicked
        case let other: self = .other(other)
        }
    }
}
