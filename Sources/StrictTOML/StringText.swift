/// The text of a quoted key or value while its escapes are undone.
struct StringText {
    var bytes: [UInt8] = []
    private(set) var hasNul = false

    /// Undoes the escape that `rest` begins with; returns how many bytes it takes, the backslash included.
    mutating func appendEscape(_ rest: ArraySlice<UInt8>) -> Int {
        guard let kind = rest.dropFirst().first else { return 1 }
        switch kind {
        case UInt8(ascii: "u"): return appendScalar(rest, digits: 4)
        case UInt8(ascii: "U"): return appendScalar(rest, digits: 8)
        case UInt8(ascii: "b"): bytes.append(8)
        case UInt8(ascii: "t"): bytes.append(9)
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "f"): bytes.append(12)
        case UInt8(ascii: "r"): bytes.append(13)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(kind)
        // A backslash before a line end: the line end is the scanner's to count.
        default: return 1
        }
        return 2
    }

    private mutating func appendScalar(_ rest: ArraySlice<UInt8>, digits: Int) -> Int {
        let hex = rest.dropFirst(2).prefix(digits)
        guard hex.count == digits, let value = UInt32(String(decoding: hex, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
        else { return 2 }
        if value == 0 { hasNul = true }
        bytes.append(contentsOf: String(Character(scalar)).utf8)
        return 2 + digits
    }
}
