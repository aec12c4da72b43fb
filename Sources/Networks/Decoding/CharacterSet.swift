/// The character sets in which services answer, by the names that `Content-Type` uses (IANA's and common ones).
///
/// Tables of https://encoding.spec.whatwg.org/#legacy-single-byte-encodings; `iso-8859-1` is read as `windows-1252`, as browsers do.
enum CharacterSet: Hashable {
    case utf8
    /// Big-endian unless a byte-order mark or the text itself says otherwise.
    case utf16
    case utf16LittleEndian
    case windows1251, koi8r, windows1252

    /// Nil for a name that is not known here.
    init?(name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
        case "utf-16", "utf16", "utf-16be", "utf16be": self = .utf16
        case "utf-16le", "utf16le": self = .utf16LittleEndian
        case "windows-1251", "windows1251", "win-1251", "cp1251", "cp-1251", "x-cp1251": self = .windows1251
        case "koi8-r", "koi8r", "koi8": self = .koi8r
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "windows-1252", "cp1252": self = .windows1252
        default: return nil
        }
    }

    /// The text of `body`; nil where some of it is no text in this character set. A byte-order mark is dropped.
    func text(of body: ArraySlice<UInt8>) -> String? {
        switch self {
        case .utf8: String(validating: body, as: UTF8.self)
        case .utf16: Self.utf16(body, isLittle: body.count > 1 && body[body.startIndex] != 0 && body[body.startIndex + 1] == 0)
        case .utf16LittleEndian: Self.utf16(body, isLittle: true)
        case .windows1251: Self.singleBytes(body, Self.windows1251Table)
        case .koi8r: Self.singleBytes(body, Self.koi8rTable)
        case .windows1252: Self.singleBytes(body, Self.windows1252Table)
        }
    }

    private static func utf16(_ body: ArraySlice<UInt8>, isLittle: Bool) -> String? {
        guard body.count.isMultiple(of: 2) else { return nil }
        let units = stride(from: body.startIndex, to: body.endIndex, by: 2).map { place in
            let (first, second) = (UInt16(body[place]), UInt16(body[place + 1]))
            return isLittle ? second << 8 | first : first << 8 | second
        }
        return String(validating: units, as: UTF16.self)
    }

    private static func singleBytes(_ body: ArraySlice<UInt8>, _ table: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        for byte in body { text.append(byte < 0x80 ? Unicode.Scalar(byte) : table[Int(byte) - 0x80]) }
        return String(text)
    }

    private static let windows1251Table = Array(
        ("ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFD}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТ"
            + "УФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя").unicodeScalars)

    private static let koi8rTable = Array(
        ("─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{A0}⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцдефгхийклмнопярстужвьызшэщч"
            + "ъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ").unicodeScalars)

    private static let windows1252Table = Array(
        ("€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶"
            + "·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ").unicodeScalars)
}
