package import Domain
package import History

/// A command as a handler sees it: who asks, where, in which words.
package struct BotRequest: Sendable {
    package var chat: ChatAddress
    package var isPrivate: Bool
    /// The person's Telegram id; nil where Telegram names nobody.
    package var sender: Int64?
    package var senderName: String
    /// What stood behind the command.
    package var arguments: String
    /// When the message was written.
    package var writtenAt: Instant
    /// The message itself, to answer or to edit.
    package var messageID: Int64
    package var chatKind: KnownChat.Kind
    package var chatTitle: String
    package var role: Role?

    package init(
        chat: ChatAddress, isPrivate: Bool, sender: Int64?, senderName: String, arguments: String, writtenAt: Instant, messageID: Int64,
        chatKind: KnownChat.Kind, chatTitle: String, role: Role?
    ) {
        self.chat = chat
        self.isPrivate = isPrivate
        self.sender = sender
        self.senderName = senderName
        self.arguments = arguments
        self.writtenAt = writtenAt
        self.messageID = messageID
        self.chatKind = chatKind
        self.chatTitle = chatTitle
        self.role = role
    }
}

/// What the bot says: blocks of Telegram's HTML, each whole in itself, so that a long text is split between them.
package struct BotAnswer: Hashable, Sendable {
    /// A button below the last part of the answer.
    package struct Button: Hashable, Sendable {
        package var label: String
        package var action: ButtonAction
        /// What follows the action after a colon; never trusted when it comes back.
        package var parameters = ""
        /// Buttons of one row stand beside each other.
        package var row = 0

        /// What comes back when it is pressed; 64 bytes at most.
        var data: String { parameters.isEmpty ? action.rawValue : action.rawValue + ":" + parameters }
    }

    package var blocks: [String]
    package var buttons: [Button]

    package init(blocks: [String], buttons: [Button] = []) {
        self.blocks = blocks
        self.buttons = buttons
    }
}
