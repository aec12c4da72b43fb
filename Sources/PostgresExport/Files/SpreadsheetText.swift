/// Which texts a spreadsheet changes when it opens a file of comma-separated values: numbers, dates, times and truth values.
///
/// `700000000000000001` becomes 7E+17, `0042` 42, `9.10` and `1-2` dates, `3E5` 300000. Quotation marks of the file do not help.
enum SpreadsheetText {
    /// No text above this length is a date; digits alone may be longer.
    private static let longestDate = 40
    private static let months: Set<String> = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "янв", "фев", "мар", "апр", "май", "мая", "июн",
        "июл", "авг", "сен", "окт", "ноя", "дек",
    ]
    private static let truths: Set<String> = ["true", "false", "истина", "ложь"]

    /// Whether a spreadsheet would show another text than this one; what begins like a formula is guarded as one and not meant here.
    static func isChanged(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, !"=+-@".utf8.contains(first) else { return false }
        // The common case: a name, which begins with a letter and holds no digit.
        let hasDigit = text.contains { (48...57).contains($0) }
        if !hasDigit { return text.count <= 12 && truths.contains(String(decoding: text, as: UTF8.self).lowercased()) }
        if text.allSatisfy({ isNumeric($0) }) { return true }
        guard text.count <= longestDate else { return false }
        return isNumberOrDate(String(decoding: text, as: UTF8.self).lowercased())
    }

    /// Digits with what may stand in a number, a date or a time.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || "+-.,/: %".utf8.contains(byte)
    }

    /// Every word in it is a month, an exponent, half of a day or a currency's sign.
    private static func isNumberOrDate(_ text: String) -> Bool {
        var word = ""
        for character in text + " " {
            if character.isLetter {
                word.append(character)
                continue
            }
            guard word.isEmpty || ["e", "am", "pm"].contains(word) || months.contains(String(word.prefix(3))) else { return false }
            word = ""
            let isKnown =
                character.isASCII ? character.isNumber || "+-.,/: %$".contains(character) : "€₽£\u{A0}\u{202F}".contains(character)
            guard isKnown else { return false }
        }
        return true
    }
}
