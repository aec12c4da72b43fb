import Domain
import FoundationEssentials

/// A press of the button below `/balance`: which message is to be made new after a sweep.
struct RefreshJob: Codable {
    static let kind = "poll"

    var chatID: Int64
    var topic: Int64?
    var message: Int64
    /// The accounts that the message shows, as `AccountFilter.text`; nil for all.
    var filter: String?

    init(chat: ChatAddress, message: Int64, filter: String? = nil) {
        self.filter = filter
        chatID = chat.chat
        topic = chat.topic
        self.message = message
    }

    /// Reads a job's payload; nil for what another version stored.
    init?(text: String) {
        guard let job = try? JSONDecoder().decode(RefreshJob.self, from: Data(text.utf8)) else { return nil }
        self = job
    }

    /// As the history stores it.
    var text: String {
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    var chat: ChatAddress { ChatAddress(chat: chatID, topic: topic) }
}
