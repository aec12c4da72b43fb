/// A currency's code: 1 to 16 characters of `A-Z`, `0-9`, `.`, `_` and `-`; not every unit that a service counts in is an ISO 4217 code.
///
/// Tokens keep their chain as the service writes it: `USDT.TRC20` and `USDT-ERC20` are two currencies.
package struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The longest code, in characters.
    package static let longest = 16

    /// The normalised code: trimmed, upper case, `RUB` for `RUR`, «руб.» and ₽.
    package let code: String

    /// Normalises `text`: a known sign or word becomes its code.
    ///
    /// Nil when what is left is empty, longer than 16 characters, or holds anything but `A-Z 0-9 . _ -`.
    package init?(_ text: some StringProtocol) {
        let trimmed = text.drop(while: Self.isPadding).reversed().drop(while: Self.isPadding).reversed()
        let upper = String(trimmed).uppercased()
        if let code = Self.spellings[upper] {
            self.code = code
            return
        }
        guard (1...Self.longest).contains(upper.utf8.count), upper.utf8.allSatisfy(Self.isPartOfCode),
            upper.utf8.contains(where: { !Self.punctuation.contains($0) })
        else { return nil }
        code = upper
    }

    /// A code as a history holds it: an earlier version of this program took other letters, too.
    ///
    /// Nil when it is empty or longer than 16 characters.
    package init?(stored code: String) {
        guard (1...Self.longest).contains(code.unicodeScalars.count) else { return nil }
        self.code = code
    }

    /// How many decimals people write: ISO 4217's minor units where they are not 2, else 2.
    package var digits: Int { Self.unusualDigits[code] ?? 2 }

    /// The sign people write in place of the code (`$`, `€`, `₽`), or the code where there is none that is unambiguous.
    package var symbol: String { Self.symbols[code] ?? code }

    package var description: String { code }

    package static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }

    /// White space and what some services put before a text unseen: a byte order mark, a zero-width space.
    private static func isPadding(_ character: Character) -> Bool {
        character.isWhitespace || character == "\u{FEFF}" || character == "\u{200B}"
    }

    private static let punctuation: Set<UInt8> = [0x2D, 0x2E, 0x5F]

    private static func isPartOfCode(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || punctuation.contains(byte)
    }

    private static let symbols = ["USD": "$", "EUR": "€", "RUB": "₽", "GBP": "£", "UAH": "₴", "KZT": "₸", "INR": "₹", "TRY": "₺"]
    private static let unusualDigits = [
        "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KMF": 0, "KRW": 0, "KWD": 3,
        "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    ]
}

extension Currency {
    /// Other spellings of a currency, in upper case, by which a service may change over from one answer to the next.
    ///
    /// A sign that several currencies share, as ¥ and kr, is none of them. `RUR` was the code until 1998.
    private static let spellings: [String: String] = {
        let byCode = [
            "RUB": ["RUR", "RUB.", "₽", "Р", "Р.", "РУБ", "РУБ.", "РУБЛЬ", "РУБЛЯ", "РУБЛИ", "РУБЛЕЙ", "RUBLE", "RUBLES"],
            "USD": ["$", "US$", "USD$", "$US", "ДОЛЛ", "ДОЛЛ.", "ДОЛЛАР", "ДОЛЛАРА", "ДОЛЛАРЫ", "ДОЛЛАРОВ", "DOLLAR", "DOLLARS"],
            "EUR": ["€", "ЕВРО", "EURO", "EUROS"],
            "GBP": ["£"],
            "UAH": ["₴", "ГРН", "ГРН."],
            "KZT": ["₸", "ТГ", "ТГ.", "ТЕНГЕ"],
            "BYN": ["БЕЛ.РУБ."],
            "INR": ["₹"],
            "TRY": ["₺", "TL"],
            "PLN": ["ZŁ"],
            "ILS": ["₪"],
            "BTC": ["₿"],
        ]
        let pairs = byCode.flatMap { code, spellings in spellings.map { ($0, code) } }
        return Dictionary(pairs) { first, _ in first }
    }()
}
