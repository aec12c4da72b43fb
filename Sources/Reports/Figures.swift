package import Domain

/// The figures of a window; `opening + topUps + corrections − spend = closing`, always.
package struct Figures: Hashable, Sendable {
    package var opening: Money
    /// Rises that count as money paid in, less those that were taken back.
    package var topUps: Money
    /// Adjustments and withdrawals: neither spend nor top-up; may be negative.
    package var corrections: Money
    /// The withdrawals among them: zero or negative.
    package var withdrawals: Money
    /// Falls that came back and so were no money, positive; they are taken off `spend` already.
    package var returned: Money = .zero
    /// Rises that were taken back and so were no money, zero or negative; they are taken off `topUps` already.
    package var takenBack: Money = .zero
    /// Falls less refunds and less the falls classified away; negative where more came back than went.
    package var spend: Money
    package var closing: Money

    /// No money at all.
    package static let zero = Figures(opening: .zero, topUps: .zero, corrections: .zero, spend: .zero, closing: .zero)

    package init(opening: Money, topUps: Money, corrections: Money, withdrawals: Money = .zero, spend: Money, closing: Money) {
        self.opening = opening
        self.topUps = topUps
        self.corrections = corrections
        self.withdrawals = withdrawals
        self.spend = spend
        self.closing = closing
    }

    /// The figures of one wallet; throws `MoneyError.outOfRange`.
    package init(_ window: WalletWindow) throws(MoneyError) {
        opening = window.openingBalance
        topUps = window.topUps
        corrections = try window.corrections + window.withdrawals
        withdrawals = window.withdrawals
        returned = window.returned
        takenBack = window.takenBack
        spend = window.spend
        closing = window.closing.balance
    }

    /// The figures of two wallets of one currency together; throws `MoneyError.outOfRange`.
    package static func + (left: Figures, right: Figures) throws(MoneyError) -> Figures {
        var sum = Figures(
            opening: try left.opening + right.opening, topUps: try left.topUps + right.topUps,
            corrections: try left.corrections + right.corrections, withdrawals: try left.withdrawals + right.withdrawals,
            spend: try left.spend + right.spend,
            closing: try left.closing + right.closing)
        sum.returned = try left.returned + right.returned
        sum.takenBack = try left.takenBack + right.takenBack
        return sum
    }

    /// Whether the printed sum comes out; false would be a defect of ours, and is said in the report rather than hidden.
    package var isBalanced: Bool {
        let sum = Int128(opening.micros) + Int128(topUps.micros) + Int128(corrections.micros) - Int128(spend.micros)
        return sum == Int128(closing.micros)
    }

    /// Whether any money moved.
    package var moved: Bool {
        [topUps, corrections, withdrawals, spend, returned, takenBack].contains { $0 != .zero }
    }

    /// What was no money, with the sign of the change that undid it.
    package var reversals: Money { Money(micros: returned.micros &+ takenBack.micros) }

    /// The adjustments alone, without the withdrawals.
    package var adjustments: Money { Money(micros: corrections.micros &- withdrawals.micros) }
}
