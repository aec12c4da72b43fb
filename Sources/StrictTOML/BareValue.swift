/// A value without quotes, judged by TOML's grammar: a number, `true`, `false`, `inf` or `nan`, and nothing else.
///
/// Dates and times are TOML as well and are refused: no key of ours takes one, and they are texts in quotes here.
struct BareValue {
    private let text: Substring

    init(_ text: String) {
        self.text = text[...]
    }

    /// Why it cannot be a value; nil where it can. Never repeats it, since it may be a secret without its quotes.
    var fault: String? {
        if text.isEmpty { return "a value is missing" }
        if text == "true" || text == "false" { return nil }
        let number = text.first == "+" || text.first == "-" ? text.dropFirst() : text
        if number == "inf" || number == "nan" || Self.isWhole(number) || Self.isFloat(number) { return nil }
        if number.count == text.count, Self.isPrefixed(text) { return nil }
        if text.utf8.first.map(Self.isDigit) == true, text.utf8.allSatisfy(Self.mayStandInDate),
            text.contains(where: { $0 == ":" || $0 == "-" })
        {
            return "a date or time must be written as text in quotes, like \"10:15\""
        }
        return "a value must be text in quotes, a number, true or false"
    }

    /// `0`, `12`, `1_000`: no zero in front, underscores only between digits.
    private static func isWhole(_ text: Substring) -> Bool {
        areDigits(text, isDigit) && (text.first != "0" || text.utf8.count == 1)
    }

    private static func isFloat(_ text: Substring) -> Bool {
        let mantissa = text.prefix { $0 != "e" && $0 != "E" }
        var exponent = text[mantissa.endIndex...].dropFirst()
        if mantissa.endIndex != text.endIndex {
            if exponent.first == "+" || exponent.first == "-" { exponent.removeFirst() }
            guard areDigits(exponent, isDigit) else { return false }
        }
        let whole = mantissa.prefix { $0 != "." }
        guard isWhole(whole) else { return false }
        return whole.endIndex == mantissa.endIndex || areDigits(mantissa[whole.endIndex...].dropFirst(), isDigit)
    }

    /// `0xC0FFEE`, `0o640`, `0b101`.
    private static func isPrefixed(_ text: Substring) -> Bool {
        let digits = text.dropFirst(2)
        return switch text.prefix(2) {
        case "0x": areDigits(digits) { isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20) }
        case "0o": areDigits(digits) { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        case "0b": areDigits(digits) { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }
        default: false
        }
    }

    /// Digits, one at least, with single underscores between them.
    private static func areDigits(_ text: Substring, _ isWanted: (UInt8) -> Bool) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(isWanted) }
    }

    private static func mayStandInDate(_ byte: UInt8) -> Bool {
        isDigit(byte)
            || [UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "T"), UInt8(ascii: "Z")].contains(
                byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
