/// One entry of the bot's menu of commands.
package struct MenuCommand: Encodable, Hashable, Sendable {
    /// The command without its slash: 1 to 32 lower-case letters, digits and underscores.
    package let command: String
    /// What it does: 1 to 256 characters.
    package let description: String

    package init(_ command: String, _ description: String) {
        self.command = command
        self.description = description
    }
}

/// Who sees a menu of commands; the narrowest scope that has one wins.
package enum MenuScope: Encodable, Hashable, Sendable {
    case everywhere
    case privateChats
    case groups
    case groupAdministrators
    /// One chat, a person's private chat included.
    case chat(Int64)

    private enum CodingKeys: String, CodingKey {
        case type
        case chat = "chat_id"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .everywhere: try container.encode("default", forKey: .type)
        case .privateChats: try container.encode("all_private_chats", forKey: .type)
        case .groups: try container.encode("all_group_chats", forKey: .type)
        case .groupAdministrators: try container.encode("all_chat_administrators", forKey: .type)
        case .chat(let id):
            try container.encode("chat", forKey: .type)
            try container.encode(id, forKey: .chat)
        }
    }
}
