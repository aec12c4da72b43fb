package import Domain

/// What one account's logins left behind: tokens, values that outlive them, and when the logins were.
package struct Session: Hashable, Sendable {
    /// What the last login saved, until `expiresAt`; empty when there is no token.
    package var values: [String: Secret]
    /// Nil: until the network refuses it.
    package var expiresAt: Instant?
    /// Values that outlive the token, such as a refresh token; replaced when a login returns new ones.
    package var kept: [String: Secret]
    /// When logins were tried, as far back as the definition's bound on logins looks; a login that failed counts.
    package var loginTimes: [Instant]
    /// Tells whether the account's secrets are still those that the session was opened with; says too little to guess them from.
    package var fingerprint: UInt32

    package init(
        values: [String: Secret] = [:], expiresAt: Instant? = nil, kept: [String: Secret] = [:], loginTimes: [Instant] = [],
        fingerprint: UInt32 = 0
    ) {
        self.values = values
        self.expiresAt = expiresAt
        self.kept = kept
        self.loginTimes = loginTimes
        self.fingerprint = fingerprint
    }

    /// Whether there is a token that should still be good at `now`.
    package func isOpen(at now: Instant) -> Bool {
        guard !values.isEmpty else { return false }
        return expiresAt.map { now < $0 } ?? true
    }

    /// Throws the token away and keeps the rest.
    mutating func close() {
        values = [:]
        expiresAt = nil
    }
}

/// Where login tokens live across restarts, an entry an account name.
///
/// A store that fails says so itself: the engine goes on with what it remembers.
package struct SessionStore: Sendable {
    package var load: @Sendable (_ account: String) async -> Session?
    package var save: @Sendable (_ account: String, _ session: Session) async -> Void
    package var remove: @Sendable (_ account: String) async -> Void

    package init(
        load: @escaping @Sendable (_ account: String) async -> Session?,
        save: @escaping @Sendable (_ account: String, _ session: Session) async -> Void,
        remove: @escaping @Sendable (_ account: String) async -> Void
    ) {
        self.load = load
        self.save = save
        self.remove = remove
    }
}
