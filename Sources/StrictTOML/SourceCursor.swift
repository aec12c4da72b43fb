/// The bytes of a file and a place in them, with the steps that keys, white space and texts have in common.
struct SourceCursor {
    private(set) var line = 1
    private let bytes: [UInt8]
    private(set) var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Steps over the next byte, whatever it is.
    mutating func skip() {
        if peek == 10 { line += 1 }
        if index < bytes.count { index += 1 }
    }

    /// Steps over `byte` if it is the next one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        skip()
        return true
    }

    /// Steps over bytes as long as `isWanted`; returns them as text.
    mutating func take(while isWanted: (UInt8) -> Bool) -> String {
        let start = index
        while let byte = peek, isWanted(byte) { skip() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    mutating func skipSpaces() {
        while let byte = peek, byte == 32 || byte == 9 { index += 1 }
    }

    /// To the end of the line, in front of the line end.
    mutating func skipLine() {
        while let byte = peek, byte != 10 { index += 1 }
    }

    /// Over white space, line ends and comments; the next byte after it, nil at the end of the file.
    mutating func skipBlank() -> UInt8? {
        while let byte = peek {
            switch byte {
            case 9, 10, 13, 32: skip()
            case UInt8(ascii: "#"): skipLine()
            default: return byte
            }
        }
        return nil
    }

    /// A text in any of the four notations, from its opening quote to behind its closing one.
    mutating func takeString(_ quote: UInt8) -> Result<String, StringFault> {
        let isLong = startsLong(quote)
        index += isLong ? 3 : 1
        var text = StringText()
        while let byte = peek {
            if byte == quote, !isLong || startsLong(quote) {
                index += isLong ? 3 : 1
                // Up to two quotes may stand before the closing three.
                if isLong, take(quote) { _ = take(quote) }
                return text.hasNul ? .failure(.nul) : .success(String(decoding: text.bytes, as: UTF8.self))
            }
            if byte == 10, !isLong { break }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                index += text.appendEscape(bytes[index...])
            } else {
                text.bytes.append(byte)
                skip()
            }
        }
        return .failure(isLong ? .openLong : .open)
    }

    private func startsLong(_ quote: UInt8) -> Bool { bytes[index...].starts(with: [quote, quote, quote]) }
}

/// Why a quoted text cannot be one, as the end of a message.
enum StringFault: String, Error {
    case open = "a text is not closed by its quote on the same line"
    case openLong = "a text of several lines is not closed by its three quotes"
    /// TOMLKit would take it for the text's end.
    case nul = "\\u0000 cannot be part of a text"
}
