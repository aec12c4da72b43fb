/// A menu of commands as the bot set it.
package struct SimulatedMenu: Hashable, Sendable {
    /// One entry.
    package struct Entry: Hashable, Sendable {
        package let command: String
        package let description: String
    }

    /// The scope's `type`, such as `default` or `chat`.
    package let scope: String
    /// The chat of a scope that has one.
    package let chat: Int64?
    /// Two letters; empty for every other language.
    package let languageCode: String
    package let entries: [Entry]

    /// Nil where the server would refuse a command's name or description.
    init?(_ parameters: JSON) {
        scope = parameters["scope"]?["type"]?.text ?? "default"
        chat = parameters["scope"]?["chat_id"]?.integer
        languageCode = parameters["language_code"]?.text ?? ""
        let list = parameters["commands"]?.elements ?? []
        entries = list.compactMap { Entry($0) }
        guard entries.count == list.count, list.count <= 100 else { return nil }
    }
}

extension SimulatedMenu.Entry {
    fileprivate init?(_ json: JSON) {
        guard let command = json["command"]?.text, let description = json["description"]?.text, (1...32).contains(command.count),
            command.allSatisfy({ ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }), (1...256).contains(description.count)
        else { return nil }
        self.command = command
        self.description = description
    }
}
