package import Domain

/// A press of a button under one of the bot's messages.
package struct CallbackQuery: Hashable, Sendable {
    package let id: String
    /// Who pressed: the real person, even where he writes anonymously.
    package let from: User
    /// The message with the button; nil in inline mode. Its date is the epoch when it is too old to be seen.
    package let message: Message?
    /// What the button carries. Anybody can forge it: look the right up again.
    package let data: String?

    package init(id: String, from: User, message: Message?, data: String?) {
        self.id = id
        self.from = from
        self.message = message
        self.data = data
    }

    /// Where the button is.
    package var address: ChatAddress? { message?.address }
    /// The person who pressed; nil for a bot.
    package var person: User? { from.isPerson ? from : nil }
}

extension CallbackQuery: Decodable {}
