package import Domain

/// An axis of money: round steps of 1, 2 or 5 times a power of ten, exact until a place in the picture is asked for.
package struct NiceScale: Hashable, Sendable {
    package let lower: Money
    package let upper: Money
    /// The distance of two ticks, above zero.
    package let step: Money

    /// The narrowest scale with at most `count` steps (2 at least) that holds `range`; a range without extent gets some.
    package init(holding range: ClosedRange<Money>, atMost count: Int) {
        let (low, high) = (Int128(range.lowerBound.micros), Int128(range.upperBound.micros))
        // A line alone, of zeros too, gets a unit to stand in.
        let top = high > low ? high : low + 1_000_000
        let limit = Int128(max(count, 2))
        var step: Int128 = 1
        var bounds = Self.bounds(low, top, step)
        while bounds.upper - bounds.lower > step * limit {
            step = Self.next(step)
            bounds = Self.bounds(low, top, step)
        }
        lower = Money(micros: Int64(clamping: bounds.lower))
        upper = Money(micros: Int64(clamping: bounds.upper))
        self.step = Money(micros: Int64(clamping: step))
    }

    /// The scale for balances: from zero where that costs little, since how far a balance is from zero is what people want to see.
    package static func balances(_ range: ClosedRange<Money>, atMost count: Int) -> NiceScale {
        let extent = Int128(range.upperBound.micros) - Int128(range.lowerBound.micros)
        let isFar = range.lowerBound > .zero && extent * 5 < Int128(range.upperBound.micros) && extent > 0
        return NiceScale(
            holding: isFar ? range : min(range.lowerBound, .zero)...max(range.upperBound, .zero), atMost: count)
    }

    /// The round amounts from `lower` to `upper`.
    package var ticks: [Money] {
        var ticks: [Money] = []
        var tick = Int128(lower.micros)
        // An end that did not fit into an amount is not round.
        let rest = tick % Int128(step.micros)
        if rest != 0 { tick += rest > 0 ? Int128(step.micros) - rest : -rest }
        while tick <= Int128(upper.micros) {
            ticks.append(Money(micros: Int64(clamping: tick)))
            tick += Int128(step.micros)
        }
        return ticks
    }

    /// Where an amount stands, 0 at `lower` and 1 at `upper`: here, and only here, money becomes a floating-point number, to be a pixel.
    package func fraction(of amount: Money) -> Double {
        let whole = Int128(upper.micros) - Int128(lower.micros)
        return Double(Int128(amount.micros) - Int128(lower.micros)) / Double(whole)
    }

    private static func bounds(_ low: Int128, _ high: Int128, _ step: Int128) -> (lower: Int128, upper: Int128) {
        func floored(_ value: Int128) -> Int128 {
            let rest = value % step
            return rest < 0 ? value - rest - step : value - rest
        }
        return (floored(low), -floored(-high))
    }

    /// 1, 2, 5, 10, 20, 50…
    private static func next(_ step: Int128) -> Int128 {
        var lead = step
        while lead >= 10 { lead /= 10 }
        return lead == 2 ? step / 2 * 5 : step * 2
    }
}
