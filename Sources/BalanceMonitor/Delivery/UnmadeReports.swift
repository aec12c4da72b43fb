import Domain
import History

/// The chats whose reports cannot be made: each is tried again by itself, ever more rarely, and named once.
struct UnmadeReports: Sendable {
    private var chats: [ChatAddress: (failures: Int, until: Instant)] = [:]

    /// Whether the chat is to be left alone at `now`.
    func waits(_ chat: ChatAddress, at now: Instant) -> Bool { chats[chat].map { $0.until > now } ?? false }

    /// When the first of those that wait at `now` is tried again.
    func next(after now: Instant) -> Instant? { chats.values.map(\.until).filter { $0 > now }.min() }

    /// Takes a failure; returns whether it is the first.
    mutating func failed(_ chat: ChatAddress, at now: Instant) -> Bool {
        let failures = chats[chat]?.failures ?? 0
        chats[chat] = (failures + 1, now.afterAtLeast(DeliveryVerdict.pause(failures, from: 30, upTo: 3600)))
        return failures == 0
    }

    /// A report of the chat was made; returns whether one had failed before.
    mutating func made(_ chat: ChatAddress) -> Bool { chats.removeValue(forKey: chat) != nil }
}
