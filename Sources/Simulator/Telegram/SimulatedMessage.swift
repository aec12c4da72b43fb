package import Domain

/// A message as it lies in a simulated chat.
package struct SimulatedMessage: Hashable, Sendable {
    /// A button under a message.
    package struct Button: Hashable, Sendable {
        package let text: String
        package let data: String?
        package let url: String?
    }

    package let id: Int64
    package let chat: Int64
    package let topic: Int64?
    /// Who wrote it; nil for the bot.
    package let author: SimulatedUser?
    package let date: Instant
    /// What a person reads: of a picture or a file its caption.
    package internal(set) var text: String
    /// What the bot sent, tags and all.
    package internal(set) var source: String
    /// Whether `source` is HTML.
    package internal(set) var isHTML = false
    package internal(set) var buttons: [[Button]] = []
    /// The picture or file.
    package internal(set) var file: SentFile?
    /// How often the bot edited it.
    package internal(set) var edits = 0
    package internal(set) var isSilent = false

    /// Whether the bot wrote it.
    package var isBots: Bool { author == nil }

    /// As the Bot API describes it; the bot's own account is `bot`.
    func json(in chat: SimulatedChat, bot: SimulatedUser) -> JSON {
        var members: [String: JSON] = [
            "message_id": .integer(id), "date": .integer(date.seconds), "chat": chat.json, "from": (author ?? bot).json,
        ]
        members[file == nil ? "text" : "caption"] = .string(text)
        if author == .anonymousAdministrator { members["sender_chat"] = chat.json }
        if let topic {
            members["message_thread_id"] = .integer(topic)
            members["is_topic_message"] = true
        }
        if !isBots, text.hasPrefix("/") {
            let command = text.prefix { !$0.isWhitespace }
            members["entities"] = [["type": "bot_command", "offset": 0, "length": .integer(Int64(command.utf16.count))]]
        }
        if !buttons.isEmpty { members["reply_markup"] = ["inline_keyboard": .array(buttons.map { .array($0.map(\.json)) })] }
        return .object(members)
    }
}

extension SimulatedMessage.Button {
    /// Nil where the server would refuse the button.
    init?(_ json: JSON) {
        guard let text = json["text"]?.text, !text.isEmpty else { return nil }
        self.text = text
        data = json["callback_data"]?.text
        url = json["url"]?.text
        guard data.map({ (1...64).contains($0.utf8.count) }) ?? (url != nil) else { return nil }
    }

    var json: JSON {
        var members: [String: JSON] = ["text": .string(text)]
        members["callback_data"] = data.map { .string($0) }
        members["url"] = url.map { .string($0) }
        return .object(members)
    }
}
