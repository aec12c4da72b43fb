/// Whether the machine's clock is believed; until then nothing may be dated, stored or sent.
///
/// A small board without a battery starts at 1970 or at its last hour. The clock is believed once it is within ten minutes of the
/// `Date` header (RFC 9110, section 6.6.1) of Telegram, or of two networks, over TLS. It is believed no more once Telegram, or two networks
/// that Telegram does not contradict, find it further off: a reading dated in the future would keep all others out until then.
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
    private let isBeyondDoubt: Bool
    private var agreeing: Set<Witness> = []
    private var disagreeing: Set<Witness> = []

    /// Starts in doubt, or believing for good where there is no one to ask (tests, `demo`).
    package init(isBelieved: Bool = false) {
        self.isBelieved = isBelieved
        isBeyondDoubt = isBelieved
    }

    /// Hears a witness, whose newest word counts.
    package mutating func hear(_ witness: Witness, says server: Instant, at local: Instant) {
        let offset = local - server
        lastOffset = offset
        guard !isBeyondDoubt else { return }
        if offset.magnitude <= UInt64(Self.tolerance) {
            disagreeing.remove(witness)
            agreeing.insert(witness)
            if agreeing.contains(.telegram) || agreeing.count >= 2 { isBelieved = true }
        } else {
            agreeing.remove(witness)
            disagreeing.insert(witness)
            guard witness == .telegram || (disagreeing.count >= 2 && !agreeing.contains(.telegram)) else { return }
            isBelieved = false
            // What was said before the clock jumped says nothing of it now.
            agreeing = []
        }
    }
}
