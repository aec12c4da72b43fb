/// Decides what one wallet's readings mean: movement, glitch, or not to be believed yet. Stores nothing.
///
/// The newest booked reading and what waits for a decision are all it knows. A restart forgets what waits, never what was booked.
package struct WalletLedger: Hashable, Sendable {
    /// What was seen and is not believed yet.
    package struct Pending: Hashable, Sendable {
        package let reason: Suspicion
        package let balance: Money
        package let at: Instant
    }

    /// What one observation came to.
    package enum Outcome: Hashable, Sendable {
        /// Nothing moved.
        case unchanged
        /// The answer belongs to an older request than one already seen; it was dropped.
        case late
        /// The clock is `seconds` behind the newest reading, too far to be a small step; nothing was taken.
        case clockBehind(seconds: Int64)
        /// The change waits for the next reading.
        case suspected(Suspicion)
        /// A factor of 100, 1,000 or 1,000,000 persists: nothing is booked until a person decides, or the balance returns.
        case held
        /// Money moved.
        case booked(Reading)
    }

    /// How far back the clock may step before readings are refused, in seconds.
    package static let smallStep: Int64 = 600

    /// The newest reading that was booked.
    package private(set) var newest: Reading
    package private(set) var pending: Pending?
    /// Since when such a factor waits for a person's word.
    package private(set) var heldSince: Instant?
    /// Whether the balance was ever booked below zero.
    package private(set) var wasOverdrawn: Bool
    private var newestRequest: UInt64 = 0

    /// Continues from the newest booked reading.
    package init(newest: Reading, wasOverdrawn: Bool, heldSince: Instant? = nil) {
        self.newest = newest
        self.wasOverdrawn = wasOverdrawn || newest.balance.isNegative
        self.heldSince = heldSince
    }

    /// Takes an answer; `request` counts requests in the order in which they were sent.
    ///
    /// `spentInLastDay` is asked only for a fall of more than half. Returns what to store: the outcome, and the glitch that it
    /// exposed. Throws `MoneyError.outOfRange` when a counter cannot hold the movement; nothing has then been taken.
    package mutating func observe(
        _ balance: Money, at sentAt: Instant, request: UInt64, spentInLastDay: () throws -> Money
    ) throws -> (outcome: Outcome, exposed: Pending?) {
        guard request > newestRequest else { return (.late, nil) }
        guard newest.at - sentAt <= Self.smallStep else { return (.clockBehind(seconds: newest.at - sentAt), nil) }
        let at = max(sentAt, newest.at + 1)
        let suspicion = try Suspicion(from: newest.balance, to: balance, wasOverdrawn: wasOverdrawn, spentInLastDay: spentInLastDay)
        let earlier = pending
        var next = self
        next.newestRequest = request
        next.pending = nil

        guard let suspicion else {
            next.heldSince = nil
            let outcome = try next.book(balance, at: at)
            self = next
            return (outcome, earlier)
        }
        let now = Pending(reason: suspicion, balance: balance, at: at)
        if heldSince != nil {
            // The new unit moves too, so nothing but a confirmed zero or a return to the old unit ends a hold.
            if suspicion == .zero, earlier?.reason == .zero {
                next.heldSince = nil
                let outcome = try next.book(balance, at: at)
                self = next
                return (outcome, nil)
            }
            next.pending = now
            self = next
            return (.held, nil)
        }
        guard let earlier else {
            next.pending = now
            self = next
            return (.suspected(suspicion), nil)
        }
        if suspicion.isScale {
            next.pending = now
            let persists = earlier.reason == suspicion
            if persists { next.heldSince = at }
            self = next
            // A factor right after another doubt has not persisted yet: it waits, and the other was a glitch.
            return persists ? (.held, nil) : (.suspected(suspicion), earlier)
        }
        let outcome = try next.book(balance, at: at)
        self = next
        return (outcome, nil)
    }

    /// Books `balance` at `at` on a person's word that the change is money, which ends a hold.
    package mutating func accept(_ balance: Money, at: Instant) throws(MoneyError) -> Outcome {
        var next = self
        next.pending = nil
        next.heldSince = nil
        let outcome = try next.book(balance, at: max(at, newest.at + 1))
        self = next
        return outcome
    }

    /// Ends a hold on a person's word that the unit changed: what waited is forgotten, and answers come in the old unit from now on.
    package mutating func release() {
        pending = nil
        heldSince = nil
    }

    private mutating func book(_ balance: Money, at: Instant) throws(MoneyError) -> Outcome {
        let change = try balance - newest.balance
        guard change != .zero else { return .unchanged }
        newest = Reading(
            at: at, balance: balance,
            spent: change.isNegative ? try newest.spent - change : newest.spent,
            credited: change.isNegative ? newest.credited : try newest.credited + change)
        if balance.isNegative { wasOverdrawn = true }
        return .booked(newest)
    }
}
