import Domain
import GRDB

extension OutboxRow {
    /// The columns that `init(row:)` reads, in its order.
    static let columns = """
        id, bot_id, chat_id, topic, kind, message, part, parts, slot_id, reference, text, keyboard, attachment, reply_to, edit_of,
        state, created_at, not_before, attempts, message_id, is_repeat, is_plain, last_error
        """

    init(row: Row) throws {
        guard let kind = OutboxKind(rawValue: row[4]), let state = OutboxState(rawValue: row[15]) else {
            throw HistoryError.corrupt(detail: "a message in the outbox is of no known kind or state")
        }
        id = OutboxID(rawValue: row[0])
        bot = row[1]
        chat = ChatAddress(chat: row[2], storedTopic: row[3])
        self.kind = kind
        message = OutboxID(rawValue: row[5])
        part = row[6]
        parts = row[7]
        slot = (row[8] as Int64?).map(SlotID.init(rawValue:))
        reference = row[9]
        content = OutgoingMessage.Part(text: row[10], keyboard: row[11], attachment: row[12])
        replyTo = row[13]
        editOf = row[14]
        self.state = state
        createdAt = Instant(seconds: row[16])
        notBefore = Instant(seconds: row[17])
        attempts = row[18]
        messageID = row[19]
        isRepeat = row[20]
        isPlain = row[21]
        lastError = row[22]
    }
}
