/// What the special byte at the start of a text may stand for: percent-encoding (also twice), escapes of JSON (also JSON within JSON), and
/// character references of HTML, by name or by number. Where there are several readings, all are given.
struct SecretDecodings {
    /// One reading.
    struct Reading {
        var bytes: [UInt8]
        /// How many bytes of the text it takes.
        var length: Int

        var isLineEnd: Bool { bytes == [0x0A] || bytes == [0x0D] }
    }

    /// Every reading of what `rest` begins with; empty where its first byte stands for itself alone.
    static func all(_ rest: ArraySlice<UInt8>) -> [Reading] {
        switch rest.first {
        case UInt8(ascii: "+"): [Reading(bytes: [0x20], length: 1)]
        case UInt8(ascii: "%"): percent(rest)
        case UInt8(ascii: "\\"): escapes(rest)
        case UInt8(ascii: "&"): references(rest)
        default: []
        }
    }

    /// `%2541` is `A`, encoded twice, and it is `%`, encoded once, before `41`.
    private static func percent(_ rest: ArraySlice<UInt8>) -> [Reading] {
        var readings: [Reading] = []
        var digits = rest.dropFirst()
        while let value = hex(digits, count: 2) {
            readings.append(Reading(bytes: [UInt8(value)], length: digits.startIndex + 2 - rest.startIndex))
            guard digits.starts(with: [0x32, 0x35]) else { break }
            digits = digits.dropFirst(2)
        }
        // `escape()` of JavaScript.
        if let mark = rest.dropFirst().first, mark | 0x20 == UInt8(ascii: "u"), let unit = hex(rest.dropFirst(2), count: 4),
            let scalar = Unicode.Scalar(unit)
        {
            readings.append(Reading(bytes: Array(String(scalar).utf8), length: 6))
        }
        return readings
    }

    private static func escapes(_ rest: ArraySlice<UInt8>) -> [Reading] {
        let after = rest.drop { $0 == UInt8(ascii: "\\") }
        let run = after.startIndex - rest.startIndex
        var found = [Reading(bytes: [UInt8(ascii: "\\")], length: run)]
        if run > 1 { found.append(Reading(bytes: [UInt8(ascii: "\\")], length: 2)) }
        guard let escaped = after.first else { return found }
        found.append(Reading(bytes: [escaped], length: run + 1))
        if let control = controls[escaped] { found.append(Reading(bytes: [control], length: run + 1)) }
        if escaped == UInt8(ascii: "x"), let value = hex(after.dropFirst(), count: 2) {
            found.append(Reading(bytes: [UInt8(value)], length: run + 3))
        }
        guard escaped == UInt8(ascii: "u"), let unit = hex(after.dropFirst(), count: 4) else { return found }
        if let scalar = Unicode.Scalar(unit) { found.append(Reading(bytes: Array(String(scalar).utf8), length: run + 5)) }
        let second = after.dropFirst(5).drop { $0 == UInt8(ascii: "\\") }
        if (0xD800..<0xDC00).contains(unit), second.first == UInt8(ascii: "u"), let low = hex(second.dropFirst(), count: 4),
            (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        {
            found.append(Reading(bytes: Array(String(scalar).utf8), length: second.startIndex + 5 - rest.startIndex))
        }
        return found
    }

    private static let controls: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    ]

    /// `&#112;`, `&#x70;`, `&quot;`, and the same with the `&` written as `&amp;`.
    private static func references(_ rest: ArraySlice<UInt8>) -> [Reading] {
        var readings: [Reading] = []
        var body = rest.dropFirst()
        let and = Array("amp;".utf8)
        while true {
            if let (bytes, length) = reference(body) {
                readings.append(Reading(bytes: bytes, length: body.startIndex + length - rest.startIndex))
            }
            guard body.starts(with: and) else { return readings }
            body = body.dropFirst(and.count)
        }
    }

    private static func reference(_ body: ArraySlice<UInt8>) -> (bytes: [UInt8], length: Int)? {
        guard body.first == UInt8(ascii: "#") else {
            return names.first { body.starts(with: $0.name) }.map { ([$0.byte], $0.name.count) }
        }
        let isHex = body.dropFirst().first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
        let digits = body.dropFirst(isHex ? 2 : 1).prefix(12).prefix { digit($0).map { isHex || $0 < 10 } ?? false }
        guard let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(value) else {
            return nil
        }
        let isEnded = digits.endIndex < body.endIndex && body[digits.endIndex] == UInt8(ascii: ";")
        return (Array(String(scalar).utf8), digits.endIndex - body.startIndex + (isEnded ? 1 : 0))
    }

    private static let names: [(name: [UInt8], byte: UInt8)] = [
        ("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("apos;", "'"), ("sol;", "/"), ("plus;", "+"), ("equals;", "="),
        ("percnt;", "%"), ("num;", "#"), ("colon;", ":"), ("semi;", ";"), ("commat;", "@"), ("lowbar;", "_"), ("period;", "."),
        ("comma;", ","), ("excl;", "!"), ("quest;", "?"), ("dollar;", "$"), ("ast;", "*"), ("lpar;", "("), ("rpar;", ")"), ("bsol;", "\\"),
        ("lsqb;", "["), ("rsqb;", "]"), ("lcub;", "{"), ("rcub;", "}"), ("verbar;", "|"), ("Hat;", "^"), ("grave;", "`"), ("Tab;", "\t"),
        ("NewLine;", "\n"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)[0]) }

    /// The value of `count` hexadecimal digits at the start of `digits`; nil where there are fewer.
    static func hex(_ digits: ArraySlice<UInt8>, count: Int) -> UInt32? {
        guard digits.count >= count else { return nil }
        var value: UInt32 = 0
        for byte in digits.prefix(count) {
            guard let digit = digit(byte) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
