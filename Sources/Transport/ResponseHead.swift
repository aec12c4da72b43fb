/// Collects the header lines of an answer as they arrive, within a limit.
struct ResponseHead {
    /// The most bytes of headers that are read, interim answers and trailers included.
    static let limit = 64 << 10

    /// Fields in the order of arrival, names in lower case.
    private(set) var fields: [(name: String, value: String)] = []
    private var size = 0

    /// Takes one line as it came; false when the limit is passed.
    mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
        size += line.count
        guard size <= Self.limit else { return false }
        if line.starts(with: "HTTP/".utf8) {
            // A status line: what was before it belonged to an interim answer.
            fields = []
        } else if let first = line.first, first == 0x20 || first == 0x09, !fields.isEmpty {
            // A folded line goes on where the one before ended.
            fields[fields.count - 1].value += " " + Self.text(line)
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            fields.append((Self.text(line[..<colon]).lowercased(), Self.text(line[(colon + 1)...])))
        }
        return true
    }

    /// The first value of a field; `name` in lower case.
    func first(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

    /// The bytes as text, without white space and line ends around them.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var rest = bytes.drop(while: isBlank)
        while rest.last.map(isBlank) == true { rest.removeLast() }
        return String(decoding: rest, as: UTF8.self)
    }
}
