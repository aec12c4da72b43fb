package import Domain

/// How far a bot's updates were handled.
package struct UpdateOffset: Hashable, Sendable {
    /// The `offset` of the next `getUpdates`.
    package let next: Int64
    /// When the last update was handled: after six days without one, Telegram counts from a random number.
    package let heardAt: Instant
}

extension Snapshot {
    /// How far the updates of this bot were handled; nil before the first.
    package func updateOffset(bot: Int64) throws -> UpdateOffset? {
        let parts = try note("update_offset.\(bot)")?.split(separator: " ").compactMap { Int64($0) }
        guard let parts, parts.count == 2 else { return nil }
        return UpdateOffset(next: parts[0], heardAt: Instant(seconds: parts[1]))
    }
}

extension Transaction {
    /// Notes that every update before `next` was handled: in the very transaction that stores what the last one caused.
    package func setUpdateOffset(bot: Int64, next: Int64, at: Instant) throws {
        try setNote("update_offset.\(bot)", to: "\(next) \(at.seconds)")
    }
}
