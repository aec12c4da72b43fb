/// Why a change of balance is not believed until the next reading decides.
package enum Suspicion: String, Hashable, Sendable, CaseIterable {
    /// Changed to exactly 0, which is what many services answer when they fail.
    case zero
    /// About a hundred times more or less (±1 %): another unit, most likely.
    case hundredfold
    /// Below zero for the first time in this wallet's life.
    case negative
    /// Rose by more than the whole balance.
    case doubled
    /// Fell by more than half, and by more than the wallet spent in the last 24 hours.
    case halved

    /// Why `new` after `old` is suspicious; nil when it is an ordinary change or none.
    ///
    /// `spentInLastDay` is asked only where the answer depends on it.
    package init?(from old: Money, to new: Money, wasOverdrawn: Bool, spentInLastDay: () throws -> Money) rethrows {
        guard new != old else { return nil }
        let (before, after) = (Int128(old.micros), Int128(new.micros))
        if after == 0 {
            self = .zero
        } else if Self.isHundredfold(before, after) || Self.isHundredfold(after, before) {
            self = .hundredfold
        } else if after < 0, before >= 0, !wasOverdrawn {
            self = .negative
        } else if after - before > before.magnitude {
            self = .doubled
        } else if 2 * (before - after) > before.magnitude, try before - after > Int128(spentInLastDay().micros) {
            self = .halved
        } else {
            return nil
        }
    }

    /// Whether `large` is 99 to 101 times `small`, both of one sign.
    private static func isHundredfold(_ small: Int128, _ large: Int128) -> Bool {
        small != 0 && (large - 100 * small).magnitude <= small.magnitude
    }
}
