/// Whether the machine's clock is believed; until then nothing may be dated, stored or sent.
///
/// A small board without a battery starts at 1970 or at its last hour. The clock is believed once it is within ten minutes of the
/// `Date` header (RFC 9110, section 6.6.1) of Telegram, or of two networks, over TLS.
package struct ClockBelief: Hashable, Sendable {
    /// Who said what time it is.
    package enum Witness: Hashable, Sendable {
        case telegram
        /// A network, by its host.
        case network(String)
    }

    /// How far the clock may be off, in seconds.
    package static let tolerance: Int64 = 600

    package private(set) var isBelieved: Bool
    /// By how many seconds the clock is ahead of the last witness; nil before the first.
    package private(set) var lastOffset: Int64?
    private var agreeing: Set<Witness> = []

    /// Starts in doubt, or believing where there is no one to ask (tests, `demo`).
    package init(isBelieved: Bool = false) {
        self.isBelieved = isBelieved
    }

    /// Hears a witness; belief once gained stays, since a later jump shows against the newest reading.
    package mutating func hear(_ witness: Witness, says server: Instant, at local: Instant) {
        let offset = local - server
        lastOffset = offset
        guard offset.magnitude <= UInt64(Self.tolerance) else {
            agreeing.remove(witness)
            return
        }
        agreeing.insert(witness)
        if agreeing.contains(.telegram) || agreeing.count >= 2 { isBelieved = true }
    }
}
