package import Domain

/// What was spent in an earlier window, for comparison; there is none where that window is not known as a whole.
package struct PastSpend: Hashable, Sendable {
    package var amount: Money
    /// Whether a balance rose across a gap in it, so that more may have been spent.
    package var isLowerBound: Bool

    package init(amount: Money, isLowerBound: Bool = false) {
        self.amount = amount
        self.isLowerBound = isLowerBound
    }

    /// The earlier windows together; nil where one of them is not known, or where the sum does not fit.
    static func sum(_ left: PastSpend?, _ right: PastSpend?) -> PastSpend? {
        guard let left, let right, let amount = try? left.amount + right.amount else { return nil }
        return PastSpend(amount: amount, isLowerBound: left.isLowerBound || right.isLowerBound)
    }
}
