/// A currency's code: 1 to 12 characters, upper case; not every unit that a service counts in is an ISO 4217 code.
package struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The normalised code: trimmed, upper case, `RUB` for the `RUR` of before 1998.
    package let code: String

    /// Normalises `text`; nil when what is left is empty, longer than 12 characters, or holds anything but letters and digits.
    package init?(_ text: some StringProtocol) {
        let code = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        let upper = String(code).uppercased()
        guard (1...12).contains(upper.count), upper.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
        self.code = upper == "RUR" ? "RUB" : upper
    }

    /// How many decimals people write: ISO 4217's minor units where they are not 2, else 2.
    package var digits: Int { Self.unusualDigits[code] ?? 2 }

    /// The sign people write in place of the code (`$`, `€`, `₽`), or the code where there is none that is unambiguous.
    package var symbol: String { Self.symbols[code] ?? code }

    package var description: String { code }

    package static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }

    private static let symbols = ["USD": "$", "EUR": "€", "RUB": "₽", "GBP": "£", "UAH": "₴", "KZT": "₸", "INR": "₹", "TRY": "₺"]
    private static let unusualDigits = [
        "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KMF": 0, "KRW": 0, "KWD": 3,
        "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    ]
}
