import Domain
import FoundationEssentials

/// Which picture is wanted, as a job and the outbox keep it until it is drawn.
struct ChartOrder: Codable, Hashable {
    static let kind = "chart"
    /// So many days without a period: enough to see a pace, few enough to read every bar.
    static let standardDays = 14

    var from: Int64
    var until: Int64
    /// When it was asked for: «сегодня» in its words is that day.
    var askedAt: Int64
    /// The accounts that are meant, as `AccountFilter.text`; empty for all.
    var filter: String
    /// The one currency to draw; nil for each that there is.
    var currency: String?

    init(window: Window, askedAt: Instant, filter: AccountFilter = .all) {
        from = window.from.seconds
        until = window.until.seconds
        self.askedAt = askedAt.seconds
        self.filter = filter.text
    }

    var window: Window { Window(from: Instant(seconds: from), until: Instant(seconds: until)) }

    /// The window of a period that somebody asked for, or of the last days. Throws `PeriodError`.
    static func window(of period: Period?, now: Instant, zone: Zone) throws(PeriodError) -> Window {
        try (period ?? .lastDays(standardDays)).window(now: now, zone: zone)
    }

    /// Reads what the outbox holds; nil for none, or for what another version stored.
    init?(text: String?) {
        guard let text, let order = try? JSONDecoder().decode(ChartOrder.self, from: Data(text.utf8)) else { return nil }
        self = order
    }

    /// As the outbox stores it.
    var text: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}

/// A chat that waits for pictures.
struct ChartJob: Codable {
    var chatID: Int64
    var topic: Int64?
    /// The message that asked, where it is to be quoted.
    var replyTo: Int64?
    var order: ChartOrder

    init(chat: ChatAddress, replyTo: Int64?, order: ChartOrder) {
        chatID = chat.chat
        topic = chat.topic
        self.replyTo = replyTo
        self.order = order
    }

    /// Reads a job's payload; nil for what another version stored.
    init?(text: String) {
        guard let job = try? JSONDecoder().decode(ChartJob.self, from: Data(text.utf8)) else { return nil }
        self = job
    }

    /// As the history stores it.
    var text: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    var chat: ChatAddress { ChatAddress(chat: chatID, topic: topic) }
}
