import Domain

/// Bytes of a TZif file, put together by hand.
struct TZifBytes {
    var version: Character = "2"
    var times: [Int64] = []
    var indices: [UInt8] = []
    var types: [(offset: Int32, isDaylight: UInt8, name: UInt8)] = [(0, 0, 0)]
    var names = "UTC\0"
    var leaps = 0
    var footer: String? = "\nUTC0\n"

    var bytes: [UInt8] {
        var bytes = version == "1" ? [] : header(0, types: 1, characters: 4, leaps: 0) + [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
        bytes += header(times.count, types: types.count, characters: names.utf8.count, leaps: leaps)
        for time in times { bytes += version == "1" ? big(Int32(truncatingIfNeeded: time)) : big(time) }
        bytes += indices
        for type in types { bytes += big(type.offset) + [type.isDaylight, type.name] }
        bytes += Array(names.utf8) + [UInt8](repeating: 0, count: leaps * 12)
        return bytes + Array((version == "1" ? "" : footer ?? "").utf8)
    }

    private func header(_ times: Int, types: Int, characters: Int, leaps: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version == "1" ? 0 : version.asciiValue ?? 0] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leaps, times, types, characters] { bytes += big(Int32(count)) }
        return bytes
    }

    private func big(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

    /// A zone of nothing but a rule.
    static func rule(_ text: String) throws -> Zone {
        try Zone(name: "Test", bytes: TZifBytes(version: "3", footer: "\n\(text)\n").bytes)
    }
}
