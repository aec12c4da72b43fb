package import Domain

/// What the running service knows of itself, for `/status`.
package struct ServiceStatus: Hashable, Sendable {
    package var startedAt: Instant
    /// The way by which Telegram was last reached.
    package var route: String
    /// Whether another program receives this bot's updates.
    package var hasConflict: Bool
    /// Whether Telegram's updates cannot be received at present, for whatever reason.
    package var isSilent = false
    /// The database's size in bytes; nil where it cannot be told.
    package var databaseBytes: Int64?

    package init(startedAt: Instant, route: String, hasConflict: Bool = false, databaseBytes: Int64? = nil) {
        self.startedAt = startedAt
        self.route = route
        self.hasConflict = hasConflict
        self.databaseBytes = databaseBytes
    }
}
