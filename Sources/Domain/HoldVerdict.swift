/// What a person says of a change by a factor of 100, 1,000 or 1,000,000 that persists.
package enum HoldVerdict: String, Hashable, Sendable, CaseIterable {
    /// The balance really changed: it is booked as it is.
    case money
    /// The network counts in another unit now: its answers are brought back to the old one, and no money moved.
    case unit
}

extension WalletLedger {
    /// By what factor the held answers differ from what was booked; nil where nothing is held, and before the first answer after a start.
    package var heldScale: Suspicion? {
        guard heldSince != nil, let pending else { return nil }
        return pending.reason.isScale ? pending.reason : Suspicion(scaleBetween: newest.balance, and: pending.balance)
    }

    /// The power of ten that brings a held `answer` back to the unit of what was booked: ±2, ±3 or ±6.
    ///
    /// Nil where nothing is held, and where the answer is not like what was held until now: the next one decides.
    package func unitShift(of answer: Money) -> Int? {
        guard heldSince != nil, let pending, isLike(pending, answer) else { return nil }
        let power = Suspicion(scaleBetween: newest.balance, and: answer).power ?? 2
        return answer.magnitude > newest.balance.magnitude ? -power : power
    }

    /// What a person's word that the change is money comes to, after an answer was observed; `before` is what was held until then.
    ///
    /// The answer that waits is booked, unless it differs from what was held before as suspiciously as a glitch does: then the next one
    /// decides. Nil where nothing is booked. Throws `MoneyError.outOfRange`.
    package mutating func acceptHeld(after before: Pending?) throws(MoneyError) -> Outcome? {
        guard heldSince != nil, let before, let pending else { return nil }
        guard isLike(before, pending.balance) else { return nil }
        return try accept(pending.balance, at: pending.at)
    }

    private func isLike(_ held: Pending, _ answer: Money) -> Bool {
        Suspicion(from: held.balance, to: answer, wasOverdrawn: wasOverdrawn || held.balance.isNegative, spentInLastDay: { .zero }) == nil
    }
}

extension Money {
    /// The amount × 10^`shift`, exactly; what is less than a micro is rounded half to even. Throws `MoneyError.outOfRange`.
    package func shifted(by shift: Int) throws(MoneyError) -> Money {
        shift == 0 ? self : try Money(decimal: decimalText, scale: -shift)
    }
}
