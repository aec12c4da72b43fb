/// Finds one secret in a text, whichever way each of its bytes is written there: plain, percent-encoded (also twice), escaped for
/// JSON (also JSON within JSON), or as a character reference of HTML.
struct SecretPattern: Hashable {
    /// The secret as UTF-8; not empty.
    let bytes: [UInt8]

    init(_ secret: String) {
        bytes = Array(secret.utf8)
    }

    /// Where the secret that begins at `start` ends; nil where none begins.
    ///
    /// Three bytes of it before `...` count as the secret, cut off.
    func match(in text: [UInt8], at start: Int) -> Int? {
        guard text[start] == bytes[0] || Self.isSpecial(text[start]) else { return nil }
        return end(text, start, matched: 0)
    }

    private func end(_ text: [UInt8], _ start: Int, matched: Int) -> Int? {
        var (place, matched) = (start, matched)
        while matched < bytes.count {
            guard place < text.count else { return nil }
            if Self.isSpecial(text[place]) {
                for (decoded, length) in Self.decodings(text[place...]) where bytes[matched...].starts(with: decoded) {
                    if let end = end(text, place + length, matched: matched + decoded.count) { return end }
                }
            }
            guard text[place] == bytes[matched] else {
                let isCutOff = matched >= 3 && text[place...].drop { $0 == UInt8(ascii: "\\") }.starts(with: [0x2E, 0x2E, 0x2E])
                return isCutOff ? place : nil
            }
            (place, matched) = (place + 1, matched + 1)
        }
        return place
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "+")
    }

    /// What the special byte at the start of `rest` may stand for, with how many bytes of the text that takes.
    private static func decodings(_ rest: ArraySlice<UInt8>) -> [([UInt8], Int)] {
        switch rest.first {
        case UInt8(ascii: "+"): return [([0x20], 1)]
        case UInt8(ascii: "%"): return percentDecoding(rest)
        case UInt8(ascii: "\\"): return escapeDecodings(rest)
        default: return references.filter { rest.starts(with: $0.name) }.map { ([$0.byte], $0.name.count) }
        }
    }

    private static let references: [(name: [UInt8], byte: UInt8)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&apos;", "'"),
        ("&#47;", "/"), ("&#x2F;", "/"), ("&#43;", "+"), ("&#x2B;", "+"), ("&#61;", "="), ("&#x3D;", "="),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)[0]) }

    private static func percentDecoding(_ rest: ArraySlice<UInt8>) -> [([UInt8], Int)] {
        var digits = rest.dropFirst()
        while digits.starts(with: [0x32, 0x35]), hex(digits.dropFirst(2), count: 2) != nil { digits = digits.dropFirst(2) }
        guard let value = hex(digits, count: 2) else { return [] }
        return [([UInt8(value)], digits.startIndex + 2 - rest.startIndex)]
    }

    private static func escapeDecodings(_ rest: ArraySlice<UInt8>) -> [([UInt8], Int)] {
        let after = rest.drop { $0 == UInt8(ascii: "\\") }
        let run = after.startIndex - rest.startIndex
        var found: [([UInt8], Int)] = [([UInt8(ascii: "\\")], run)]
        if run > 1 { found.append(([UInt8(ascii: "\\")], 2)) }
        guard let escaped = after.first else { return found }
        found.append(([escaped], run + 1))
        if let control = controls[escaped] { found.append(([control], run + 1)) }
        guard escaped == UInt8(ascii: "u"), let unit = hex(after.dropFirst(), count: 4) else { return found }
        if let scalar = Unicode.Scalar(unit) { found.append((Array(String(scalar).utf8), run + 5)) }
        let second = after.dropFirst(5).drop { $0 == UInt8(ascii: "\\") }
        if (0xD800..<0xDC00).contains(unit), second.first == UInt8(ascii: "u"), let low = hex(second.dropFirst(), count: 4),
            (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        {
            found.append((Array(String(scalar).utf8), second.startIndex + 5 - rest.startIndex))
        }
        return found
    }

    private static let controls: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    ]

    private static func hex(_ digits: ArraySlice<UInt8>, count: Int) -> UInt32? {
        guard digits.count >= count else { return nil }
        var value: UInt32 = 0
        for byte in digits.prefix(count) {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
