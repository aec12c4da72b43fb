/// An exact amount of money: a whole number of micros, never a float.
///
/// A micro is 10⁻⁶ of the currency's unit (the term of Google Ads' API). The currency travels beside it, in the wallet.
package struct Money: Hashable, Sendable {
    /// The amount in micros.
    package let micros: Int64

    /// An amount of `micros` millionths.
    package init(micros: Int64) {
        self.micros = micros
    }

    package static let zero = Money(micros: 0)
    /// The size without the sign; `Int64.min` has none and reads as the largest amount.
    package var magnitude: Money { Money(micros: micros == .min ? .max : abs(micros)) }
    package var isNegative: Bool { micros < 0 }
}

extension Money: Comparable {
    package static func < (left: Money, right: Money) -> Bool { left.micros < right.micros }
}

/// Why an amount could not be read or worked out.
package enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
    case notANumber(String)
    case outOfRange

    package var description: String {
        switch self {
        case .notANumber(let text): "\"\(text.bounded(toBytes: 80))\" is not a decimal number"
        case .outOfRange: "the amount is larger than any this program can hold (9 223 372 036 854)"
        }
    }
}

extension Money {
    /// The exact sum; throws `MoneyError.outOfRange` where it does not fit.
    package static func + (left: Money, right: Money) throws(MoneyError) -> Money {
        let (sum, overflow) = left.micros.addingReportingOverflow(right.micros)
        guard !overflow else { throw .outOfRange }
        return Money(micros: sum)
    }

    /// The exact difference; throws `MoneyError.outOfRange` where it does not fit.
    package static func - (left: Money, right: Money) throws(MoneyError) -> Money {
        let (difference, overflow) = left.micros.subtractingReportingOverflow(right.micros)
        guard !overflow else { throw .outOfRange }
        return Money(micros: difference)
    }

    /// The amount with the other sign; throws `MoneyError.outOfRange` for the one amount that has none.
    package static prefix func - (money: Money) throws(MoneyError) -> Money {
        try .zero - money
    }
}
