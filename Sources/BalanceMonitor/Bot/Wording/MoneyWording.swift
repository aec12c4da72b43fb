package import Domain

/// Money as people read it: `1 234,56 $` in Russian, `1,234.56 $` in English.
///
/// The sign of a currency stands behind the figure in both languages, so that the columns of a report are the same, and after a no-break
/// space. Russian thousands are kept apart by a narrow no-break space, from four digits on. What is below zero has a true minus (U+2212).
extension Wording {
    /// The amount with its currency's sign or code; rounded half to even to `digits` decimals, the currency's own if nil.
    package func money(_ amount: Money, _ currency: Currency, digits: Int? = nil) -> String {
        figure(amount, digits: digits ?? currency.digits) + "\u{A0}" + currency.symbol
    }

    /// The amount alone; rounded half to even to `digits` (0 to 6) decimals.
    package func figure(_ amount: Money, digits: Int) -> String {
        let digits = min(max(digits, 0), 6)
        let divisor = powersOfTen[6 - digits]
        var (rounded, rest) = amount.micros.magnitude.quotientAndRemainder(dividingBy: divisor)
        if rest * 2 > divisor || (rest * 2 == divisor && rounded % 2 == 1) { rounded += 1 }
        let whole = grouped(rounded / powersOfTen[digits])
        rest = rounded % powersOfTen[digits]
        // Minus nothing is nothing.
        let sign = amount.isNegative && rounded > 0 ? "\u{2212}" : ""
        guard digits > 0 else { return sign + whole }
        let decimals = String(rest)
        return sign + whole + say(ru: ",", en: ".") + String(repeating: "0", count: digits - decimals.count) + decimals
    }

    /// How many decimals show all of `amounts` exactly, at least the currency's own: sums that are printed must be true.
    package func exactDigits(of amounts: some Sequence<Money>, in currency: Currency) -> Int {
        amounts.reduce(currency.digits) { digits, amount in
            (digits..<6).first { amount.micros.magnitude % powersOfTen[6 - $0] == 0 } ?? 6
        }
    }

    /// A whole number with its thousands kept apart.
    func grouped(_ number: UInt64) -> String {
        let digits = String(number)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += say(ru: "\u{202F}", en: ",") }
            text.append(digit)
        }
        return text
    }

    private var powersOfTen: [UInt64] { [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] }
}
