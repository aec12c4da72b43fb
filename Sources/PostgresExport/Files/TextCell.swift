/// Writes text so that it comes out as one cell, or as one JSON string, whatever it holds.
enum TextCell {
    /// One field of comma-separated values (RFC 4180); `isGuarded`: one that a spreadsheet would run gets an apostrophe before it, and one that
    /// it would take for a number or a date is written as the formula `="0042"`, which shows the very text.
    static func put(
        _ text: UnsafeBufferPointer<UInt8>, separator: UInt8, isGuarded: Bool, to output: ByteOutput
    ) throws(ExportError) {
        if isGuarded, SpreadsheetText.isChanged(text) { return try putFormula(text, to: output) }
        let isQuoted = text.contains { $0 == separator || $0 == 34 || $0 == 10 || $0 == 13 } || text.first == 32 || text.last == 32
        try output.reserve(2)
        if isQuoted { output.put(UInt8(ascii: "\"")) }
        if isGuarded, let first = text.first, startsFormula(first) { output.put(UInt8(ascii: "'")) }
        for byte in text {
            try output.reserve(2)
            if byte == UInt8(ascii: "\"") { output.put(byte) }
            output.put(byte)
        }
        try output.reserve(1)
        if isQuoted { output.put(UInt8(ascii: "\"")) }
    }

    /// `"=""0042"""`: what `SpreadsheetText` lets through holds no quotation mark.
    private static func putFormula(_ text: UnsafeBufferPointer<UInt8>, to output: ByteOutput) throws(ExportError) {
        try output.reserve(text.count + 8)
        for byte in #""="""#.utf8 { output.put(byte) }
        for byte in text { output.put(byte) }
        for byte in #"""""#.utf8 { output.put(byte) }
    }

    /// A JSON string (RFC 8259).
    static func putJSON(_ text: UnsafeBufferPointer<UInt8>, to output: ByteOutput) throws(ExportError) {
        try output.reserve(1)
        output.put(UInt8(ascii: "\""))
        for byte in text {
            try output.reserve(6)
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.put(UInt8(ascii: "\\"))
                output.put(byte)
            case 0..<32:
                for letter in #"\u00"#.utf8 { output.put(letter) }
                output.put(byte < 16 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
                output.put(hexadecimal(byte & 15))
            default: output.put(byte)
            }
        }
        try output.reserve(1)
        output.put(UInt8(ascii: "\""))
    }

    /// What a spreadsheet takes for the beginning of a formula.
    private static func startsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
        default: false
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
