/// Why a change of balance is not believed until the next reading decides.
package enum Suspicion: String, Hashable, Sendable, CaseIterable {
    /// Changed to exactly 0, which is what many services answer when they fail.
    case zero
    /// About a hundred times more or less (±1 %): another unit, most likely.
    case hundredfold
    /// About a thousand times more or less (±1 %): thousandths for units.
    case thousandfold
    /// About a million times more or less (±1 %): micros for units.
    case millionfold
    /// One of those three; which one is not known before the next answer. Never stored.
    case scaled
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
        } else if let scale = Self.scales.first(where: { Self.isScaled(before, after, by: $0) || Self.isScaled(after, before, by: $0) }) {
            self = scale
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

    /// By which power of ten, where it is another unit, the one that is meant; nil for any other reason.
    package var power: Int? {
        switch self {
        case .hundredfold: 2
        case .thousandfold: 3
        case .millionfold: 6
        case .scaled, .zero, .negative, .doubled, .halved: nil
        }
    }

    /// Whether another unit is the likeliest cause, so that a person must say whether it is money.
    package var isScale: Bool { power != nil || self == .scaled }

    /// The scale that comes nearest to what lies between two balances, of which one moved on since it was found.
    package init(scaleBetween one: Money, and other: Money) {
        let (small, large) = (
            Int128(min(one.magnitude.micros, other.magnitude.micros)), Int128(max(one.magnitude.micros, other.magnitude.micros))
        )
        // The borders are 10^2.5 and 10^4.5.
        self = large < 316 * small ? .hundredfold : large < 31_623 * small ? .thousandfold : .millionfold
    }

    private static let scales: [Suspicion] = [.hundredfold, .thousandfold, .millionfold]

    /// Whether `large` is so many times `small`, within 1 %, both of one sign.
    private static func isScaled(_ small: Int128, _ large: Int128, by scale: Suspicion) -> Bool {
        guard small != 0, let power = scale.power else { return false }
        let factor = (0..<power).reduce(Int128(1)) { product, _ in product * 10 }
        return 100 * (large - factor * small).magnitude <= factor.magnitude * small.magnitude
    }
}
