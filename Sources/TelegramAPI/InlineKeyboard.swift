/// The buttons under a message, row by row.
package struct InlineKeyboard: Encodable, Hashable, Sendable {
    /// One button: what it says and what pressing it does.
    package struct Button: Encodable, Hashable, Sendable {
        package let text: String
        /// What comes back in a callback query: 1 to 64 bytes.
        package let data: String?
        /// What is opened instead.
        package let url: String?

        /// A button that sends `data` (1 to 64 bytes of UTF-8, which the server checks) back to the bot.
        package init(_ text: String, data: String) {
            self.text = text
            self.data = data
            url = nil
        }

        /// A button that opens `url`.
        package init(_ text: String, url: String) {
            self.text = text
            self.url = url
            data = nil
        }

        private enum CodingKeys: String, CodingKey {
            case text, url
            case data = "callback_data"
        }
    }

    package let rows: [[Button]]

    /// The rows from top to bottom; no rows take a message's buttons away when it is edited.
    package init(rows: [[Button]]) {
        self.rows = rows
    }

    private enum CodingKeys: String, CodingKey {
        case rows = "inline_keyboard"
    }
}
