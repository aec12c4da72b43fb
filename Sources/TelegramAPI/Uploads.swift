package import Domain
import FoundationEssentials
import Transport

/// A file made in memory, to be sent.
package struct Upload: Hashable, Sendable {
    package let name: String
    /// The media type, such as `image/png` or `text/csv`.
    package let contentType: String
    package let bytes: [UInt8]

    package init(name: String, contentType: String, bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
    }
}

/// The calls that send a picture or a file.
extension TelegramClient {
    /// Sends a picture of at most 10 MB; the caption has at most 1024 UTF-16 units. `replyTo` is as in `sendMessage`.
    package func sendPhoto(
        to chat: ChatAddress, _ picture: Upload, caption: String? = nil, format: MessageFormat = .html, keyboard: InlineKeyboard? = nil,
        replyTo: Int64? = nil
    ) async throws(TelegramError) -> SentMessage {
        try await upload("sendPhoto", field: "photo", picture, to: chat, caption, format, keyboard, replyTo: replyTo)
    }

    /// Sends a file of at most 50 MB, kept byte for byte; the caption has at most 1024 UTF-16 units.
    package func sendDocument(
        to chat: ChatAddress, _ file: Upload, caption: String? = nil, format: MessageFormat = .html, keyboard: InlineKeyboard? = nil
    ) async throws(TelegramError) -> SentMessage {
        try await upload("sendDocument", field: "document", file, to: chat, caption, format, keyboard)
    }

    private func upload(
        _ method: String, field: String, _ file: Upload, to chat: ChatAddress, _ caption: String?, _ format: MessageFormat,
        _ keyboard: InlineKeyboard?, replyTo: Int64? = nil
    ) async throws(TelegramError) -> SentMessage {
        var fields: [(String, String?)] = [("chat_id", String(chat.chat)), ("message_thread_id", chat.topic.map { String($0) })]
        fields.append(("reply_parameters", replyTo.map { #"{"message_id":\#($0),"allow_sending_without_reply":true}"# }))
        if let caption { fields += [("caption", caption), ("parse_mode", format.parseMode)] }
        if let keyboard, let json = try? JSONEncoder().encode(keyboard) {
            fields.append(("reply_markup", String(decoding: json, as: UTF8.self)))
        }
        var parts = fields.compactMap { name, value in value.map { HTTPRequest.Part(name: name, bytes: Array($0.utf8)) } }
        parts.append(HTTPRequest.Part(name: field, fileName: file.name, contentType: file.contentType, bytes: file.bytes))
        return try await call(method, body: .multipart(parts), timeout: .seconds(90))
    }
}
