package import Domain

/// How a text is written.
package enum MessageFormat: Hashable, Sendable {
    /// Telegram's subset of HTML.
    case html
    /// As it is.
    case plain

    var parseMode: String? { self == .html ? "HTML" : nil }
}

/// What the server says of a message that it took.
package struct SentMessage: Decodable, Hashable, Sendable {
    package let id: Int64
    package let date: Instant

    package init(id: Int64, date: Instant) {
        self.id = id
        self.date = date
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(Int64.self, forKey: .messageId)
        date = Instant(seconds: try container.decode(Int64.self, forKey: .date))
    }

    private enum CodingKeys: String, CodingKey { case messageId, date }
}

/// The calls that write to people. None of them is repeated here: see `TelegramError.mayHaveBeenDelivered`.
extension TelegramClient {
    /// Sends a text of at most 4096 UTF-16 units; links have no preview.
    ///
    /// `silent` makes no sound. `replyTo` is a message of the same chat; if it is gone, the text is sent all the same.
    package func sendMessage(
        to chat: ChatAddress, _ text: String, format: MessageFormat = .html, keyboard: InlineKeyboard? = nil, silent: Bool = false,
        replyTo: Int64? = nil
    ) async throws(TelegramError) -> SentMessage {
        let message = OutgoingText(
            chatId: chat.chat, messageThreadId: chat.topic, text: text, parseMode: format.parseMode, replyMarkup: keyboard,
            disableNotification: silent ? true : nil, replyParameters: replyTo.map { Reply(messageId: $0) })
        return try await call("sendMessage", message)
    }

    /// Replaces the text and the buttons of a message that the bot sent; without `keyboard` its buttons go.
    ///
    /// Throws an error with `isMessageNotModified` where that changes nothing.
    package func editMessageText(
        in chat: Int64, message: Int64, _ text: String, format: MessageFormat = .html, keyboard: InlineKeyboard? = nil
    ) async throws(TelegramError) {
        let edit = OutgoingText(chatId: chat, messageId: message, text: text, parseMode: format.parseMode, replyMarkup: keyboard)
        let _: SentMessage = try await call("editMessageText", edit)
    }
}

private struct OutgoingText: Encodable {
    var chatId: Int64
    var messageThreadId: Int64?
    var messageId: Int64?
    var text: String
    var parseMode: String?
    var linkPreviewOptions = LinkPreview()
    var replyMarkup: InlineKeyboard?
    var disableNotification: Bool?
    var replyParameters: Reply?
}

private struct Reply: Encodable {
    var messageId: Int64
    var allowSendingWithoutReply = true
}

private struct LinkPreview: Encodable {
    var isDisabled = true
}
