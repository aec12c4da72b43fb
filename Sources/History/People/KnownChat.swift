package import Domain
import GRDB

/// A chat, or one topic of it, that the bot knows, with what people set for it.
package struct KnownChat: Hashable, Sendable {
    /// Telegram's kinds of chats.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case `private`, group, supergroup, channel
    }

    package var address: ChatAddress
    package var kind: Kind
    package var title: String
    /// Whether it gets reports and alerts.
    package var isSubscribed: Bool
    package var subscribedAt: Instant?
    /// Why nothing is sent there any more (the bot was blocked or removed); nil while all is well.
    package var pausedReason: String?
    package var pausedAt: Instant?
    /// `ru` or `en`; nil for the configuration's. So with all that follows.
    package var language: String?
    /// The name of a time zone.
    package var timezone: String?
    /// Report times, `10:15`.
    package var times: [String]?
    /// Quiet hours, filter and alert levels: the bot's own text, kept as it is.
    package var quiet: String?
    package var filter: String?
    package var levels: String?

    package init(
        address: ChatAddress, kind: Kind, title: String, isSubscribed: Bool = false, subscribedAt: Instant? = nil,
        pausedReason: String? = nil, pausedAt: Instant? = nil, language: String? = nil, timezone: String? = nil, times: [String]? = nil,
        quiet: String? = nil, filter: String? = nil, levels: String? = nil
    ) {
        self.address = address
        self.kind = kind
        self.title = title
        self.isSubscribed = isSubscribed
        self.subscribedAt = subscribedAt
        self.pausedReason = pausedReason
        self.pausedAt = pausedAt
        self.language = language
        self.timezone = timezone
        self.times = times
        self.quiet = quiet
        self.filter = filter
        self.levels = levels
    }
}

extension KnownChat {
    /// The columns that `init(row:)` reads, in its order.
    static let columns = """
        chat_id, topic, kind, title, subscribed, subscribed_at, paused_reason, paused_at, language, timezone, times, quiet, filter, levels
        """

    init(row: Row) throws {
        guard let kind = Kind(rawValue: row[2]) else { throw HistoryError.corrupt(detail: "a chat is of no known kind") }
        self.init(
            address: ChatAddress(chat: row[0], storedTopic: row[1]), kind: kind, title: row[3], isSubscribed: row[4],
            subscribedAt: (row[5] as Int64?).map(Instant.init(seconds:)), pausedReason: row[6],
            pausedAt: (row[7] as Int64?).map(Instant.init(seconds:)), language: row[8], timezone: row[9],
            times: (row[10] as String?).map { $0.split(separator: ",").map(String.init) }, quiet: row[11], filter: row[12], levels: row[13])
    }
}
