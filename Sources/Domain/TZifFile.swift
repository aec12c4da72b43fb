/// What a time zone is called and how far it is from UTC between two changes.
struct LocalTimeType: Hashable, Sendable {
    /// Seconds east of UTC.
    var offset: Int64
    var abbreviation: String
}

/// The contents of a TZif file (RFC 9636, versions 1 to 4), checked: every index is in range, every list in order.
struct TZifFile: Hashable, Sendable {
    /// The instants of changes, strictly ascending.
    private(set) var transitions: [Int64] = []
    /// For each change, which of `types` begins.
    private(set) var indices: [UInt8] = []
    /// At least one.
    private(set) var types: [LocalTimeType] = []
    /// The rule for the time after the last change, where the file has one.
    private(set) var rule: ZoneRule?

    /// Offsets outside of these RFC 9636 forbids, and the search for a local time relies on it.
    static let offsets: ClosedRange<Int64> = -89_999...93_599

    init(_ bytes: [UInt8]) throws(TZifProblem) {
        var reader = TZifReader(bytes)
        let first = try Header(&reader)
        guard first.version >= 2 else {
            try readBody(first, timeWidth: 4, from: &reader)
            return
        }
        // The first block repeats the second one in 32 bits, for readers of thirty years ago.
        _ = try reader.take(first.bodySize(timeWidth: 4))
        try readBody(try Header(&reader), timeWidth: 8, from: &reader)
        let footer = try reader.enclosedLine()
        if !footer.isEmpty { rule = try ZoneRule(text: footer) }
    }

    private mutating func readBody(_ header: Header, timeWidth: Int, from reader: inout TZifReader) throws(TZifProblem) {
        guard header.leaps == 0 else { throw .leapSeconds }
        guard (1...256).contains(header.types), header.characters > 0 else { throw .inconsistent("no local time types") }
        var body = TZifReader(Array(try reader.take(header.bodySize(timeWidth: timeWidth))))
        for _ in 0..<header.times {
            let at = try body.signed(width: timeWidth)
            if let last = transitions.last, at <= last { throw .inconsistent("changes out of order") }
            transitions.append(at)
        }
        indices = Array(try body.take(header.times))
        guard indices.allSatisfy({ Int($0) < header.types }) else { throw .inconsistent("a change to an unknown type") }
        var records: [(offset: Int64, name: Int)] = []
        for _ in 0..<header.types {
            let offset = try body.signed(width: 4)
            guard Self.offsets.contains(offset) else { throw .inconsistent("an offset of \(offset) s") }
            guard try body.byte() <= 1 else { throw .inconsistent("daylight saving is neither on nor off") }
            records.append((offset, Int(try body.byte())))
        }
        let characters = Array(try body.take(header.characters))
        for record in records {
            types.append(LocalTimeType(offset: record.offset, abbreviation: try Self.abbreviation(at: record.name, in: characters)))
        }
    }

    private static func abbreviation(at start: Int, in characters: [UInt8]) throws(TZifProblem) -> String {
        guard start < characters.count, let end = characters[start...].firstIndex(of: 0) else {
            throw .inconsistent("an abbreviation without end")
        }
        let text = characters[start..<end]
        guard (1...32).contains(text.count), text.allSatisfy(ZoneRule.isAbbreviationByte) else { throw .inconsistent("an abbreviation") }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The 44 bytes before each block: how much of everything follows.
private struct Header {
    let version: Int
    let utIndicators: Int
    let standardIndicators: Int
    let leaps: Int
    let times: Int
    let types: Int
    let characters: Int

    init(_ reader: inout TZifReader) throws(TZifProblem) {
        guard try reader.take(4).elementsEqual("TZif".utf8) else { throw .notTZif }
        switch try reader.byte() {
        case 0: version = 1
        case let digit where (UInt8(ascii: "2")...UInt8(ascii: "4")).contains(digit): version = Int(digit - UInt8(ascii: "0"))
        default: throw .notTZif
        }
        _ = try reader.take(15)
        utIndicators = try reader.count()
        standardIndicators = try reader.count()
        leaps = try reader.count()
        times = try reader.count()
        types = try reader.count()
        characters = try reader.count()
    }

    /// How many bytes the block's data takes; at most some 2⁴⁰, so the sum cannot overflow.
    func bodySize(timeWidth: Int) -> Int {
        times * (timeWidth + 1) + types * 6 + characters + leaps * (timeWidth + 4) + standardIndicators + utIndicators
    }
}
