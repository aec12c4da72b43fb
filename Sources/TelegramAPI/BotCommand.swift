/// A command that a message gives this bot: `/stat@ThisBot вчера prop` is `stat` with two arguments.
package struct BotCommand: Hashable, Sendable {
    /// In lower case, without the slash.
    package let name: String
    /// The words after it.
    package let arguments: [String]

    /// A command by its parts.
    package init(name: String, arguments: [String] = []) {
        self.name = name
        self.arguments = arguments
    }

    /// The command with which `message` begins; nil where it begins with none, is forwarded, or speaks to another bot.
    ///
    /// `botUsername` is this bot's, without the `@`.
    package init?(message: Message, botUsername: String) {
        guard !message.isForwarded, let (command, rest) = Self.parts(of: message) else { return nil }
        let parts = command.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty else { return nil }
        if parts.count == 2, parts[1].lowercased() != botUsername.lowercased() { return nil }
        self.name = name.lowercased()
        arguments = rest.split(whereSeparator: \.isWhitespace).map { String($0) }
    }

    /// The name behind the `@` of the command with which `message` begins; nil where there is none.
    package static func addressee(of message: Message) -> String? {
        guard let (command, _) = parts(of: message) else { return nil }
        let parts = command.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 ? parts[1].lowercased() : nil
    }

    /// Whether `message` begins with a command, be it for this bot or another one, and so is no talk.
    package static func begins(_ message: Message) -> Bool { parts(of: message) != nil }

    /// The command without its slash, and what follows it.
    private static func parts(of message: Message) -> (command: Substring, rest: String)? {
        guard let text = message.text?.utf16,
            let entity = message.entities.first(where: { $0.type == "bot_command" && $0.offset == 0 }), entity.length > 1,
            let end = text.index(text.startIndex, offsetBy: entity.length, limitedBy: text.endIndex),
            let command = String(text[..<end]), command.first == "/", let rest = String(text[end...])
        else { return nil }
        return (command.dropFirst(), rest)
    }
}
