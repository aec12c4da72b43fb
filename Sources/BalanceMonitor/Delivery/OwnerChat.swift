import Domain
import History
import TelegramAPI

/// Where an owner is written to: in his private chat with the bot, or in one topic of it.
///
/// A private chat in Threaded Mode (Bot API 9.3) has topics; an owner who wrote only there has no chat without a topic.
enum OwnerChat {
    /// The one place for a note; nil for an owner who never subscribed, or who blocked the bot.
    ///
    /// The chat itself comes first, then the topic with reports, the newest first. Where all that is known are topics that are gone,
    /// it is the chat itself.
    static func of(_ owner: Int64, in snapshot: Snapshot) throws -> KnownChat? {
        let known = try snapshot.chats(id: owner)
        let live = known.filter { $0.pausedAt == nil }
        if let plain = live.first(where: { $0.address.topic == nil }) { return plain }
        if let topic = live.max(by: { rank($0) < rank($1) }) { return topic }
        guard var chat = known.first, known.allSatisfy({ isTopicGone($0) }) else { return nil }
        chat.address.topic = nil
        return chat
    }

    /// The reader's zone, or the report's where that one is gone from the host: a question in another zone is better than none.
    static func zone(_ reader: ReaderSettings, configuration: Configuration, zones: ZoneFiles) -> Zone? {
        for name in [reader.timezone, configuration.report.timezone] {
            // The one that fails is named where reports are made.
            if let zone = try? zones.zone(named: name) { return zone }
        }
        return nil
    }

    private static func rank(_ chat: KnownChat) -> (Int, Int64) {
        (chat.isSubscribed ? 1 : 0, chat.subscribedAt?.seconds ?? .min)
    }

    private static func isTopicGone(_ chat: KnownChat) -> Bool {
        chat.address.topic != nil && chat.pausedReason.map { BadRequest($0).reason == .topicGone } ?? false
    }
}
