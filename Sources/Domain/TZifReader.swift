/// A cursor over the bytes of a TZif file that never reads past their end.
struct TZifReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Moves on by `count` bytes and returns them.
    mutating func take(_ count: Int) throws(TZifProblem) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - position else { throw .truncated }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// The next `width` (at most 8) bytes as an unsigned number, most significant first.
    private mutating func number(width: Int) throws(TZifProblem) -> UInt64 {
        var value: UInt64 = 0
        for byte in try take(width) { value = value << 8 | UInt64(byte) }
        return value
    }

    mutating func byte() throws(TZifProblem) -> UInt8 { UInt8(truncatingIfNeeded: try number(width: 1)) }

    mutating func count() throws(TZifProblem) -> Int { Int(try number(width: 4)) }

    /// A signed number of 4 or 8 bytes.
    mutating func signed(width: Int) throws(TZifProblem) -> Int64 {
        let value = try number(width: width)
        return width == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    /// The bytes between the next line end, which must come at once, and the one after it.
    mutating func enclosedLine() throws(TZifProblem) -> ArraySlice<UInt8> {
        let lineEnd = UInt8(ascii: "\n")
        guard try byte() == lineEnd else { throw .inconsistent("no footer") }
        guard let end = bytes[position...].firstIndex(of: lineEnd) else { throw .truncated }
        defer { position = end + 1 }
        return bytes[position..<end]
    }
}
