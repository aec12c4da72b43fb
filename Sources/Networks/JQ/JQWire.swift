/// How values are written between the daemon and the helper: a byte for the kind, numbers as the bits of a double.
enum JQTag {
    static let null: UInt8 = 0
    static let no: UInt8 = 1
    static let yes: UInt8 = 2
    static let number: UInt8 = 3
    static let string: UInt8 = 4
    static let array: UInt8 = 5
    static let object: UInt8 = 6
}

/// Writes a message.
struct JQWriter {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// A number below 2 to the 32nd.
    mutating func number(_ number: Int) {
        bytes += JQFrame.header(of: number)
    }

    mutating func double(_ number: Double) {
        let bits = number.bitPattern
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    }

    mutating func text(_ text: UnsafeRawBufferPointer) {
        number(text.count)
        bytes.append(contentsOf: text)
    }

    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text(UnsafeRawBufferPointer($0)) }
    }
}

/// Reads a message; every part is nil where the message ends too early.
struct JQReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number() -> Int? {
        guard bytes.count - position >= 4 else { return nil }
        defer { position += 4 }
        return bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// A number of things, each of which takes a byte at least.
    mutating func count() -> Int? {
        number().flatMap { $0 <= bytes.count - position ? $0 : nil }
    }

    mutating func double() -> Double? {
        guard bytes.count - position >= 8 else { return nil }
        defer { position += 8 }
        return Double(bitPattern: bytes[position..<position + 8].reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The next text, as `body` makes of its bytes.
    mutating func text<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value? {
        guard let count = count() else { return nil }
        defer { position += count }
        return bytes[position..<position + count].withUnsafeBufferPointer(body)
    }

    mutating func text() -> String? {
        text { String(decoding: $0, as: UTF8.self) }
    }
}

extension JSONValue {
    /// Writes the value; a number becomes the nearest double.
    func write(to writer: inout JQWriter) {
        switch self {
        case .null: writer.byte(JQTag.null)
        case .bool(let flag): writer.byte(flag ? JQTag.yes : JQTag.no)
        case .number(let literal):
            writer.byte(JQTag.number)
            writer.double(Double(literal) ?? .nan)
        case .string(let text):
            writer.byte(JQTag.string)
            writer.text(text)
        case .array(let elements):
            writer.byte(JQTag.array)
            writer.number(elements.count)
            for element in elements { element.write(to: &writer) }
        case .object(let members):
            writer.byte(JQTag.object)
            writer.number(members.count)
            for member in members {
                writer.text(member.name)
                member.value.write(to: &writer)
            }
        }
    }

    /// Reads a value; nil where it is none, or nested deeper than 101 levels.
    init?(from reader: inout JQReader, depth: Int = 0) {
        guard depth <= 101, let tag = reader.byte() else { return nil }
        switch tag {
        case JQTag.null: self = .null
        case JQTag.no: self = .bool(false)
        case JQTag.yes: self = .bool(true)
        case JQTag.number:
            guard let number = reader.double() else { return nil }
            self = .number(Self.shortestText(of: number))
        case JQTag.string:
            guard let text = reader.text() else { return nil }
            self = .string(text)
        case JQTag.array:
            guard let count = reader.count() else { return nil }
            var elements: [JSONValue] = []
            for _ in 0..<count {
                guard let element = JSONValue(from: &reader, depth: depth + 1) else { return nil }
                elements.append(element)
            }
            self = .array(elements)
        case JQTag.object:
            guard let count = reader.count() else { return nil }
            var members: [Member] = []
            for _ in 0..<count {
                guard let name = reader.text(), let value = JSONValue(from: &reader, depth: depth + 1) else { return nil }
                members.append(Member(name: name, value: value))
            }
            self = .object(members)
        default: return nil
        }
    }

    /// The shortest decimal that reads back as `number`; `nan` and `inf`, which are no decimals, stay what they are.
    static func shortestText(of number: Double) -> String {
        if let whole = Int64(exactly: number), whole.magnitude <= 1 << 53 { return String(whole) }
        return number.description
    }
}
