import Domain
import Foundation
import Testing

/// Compares every zone with what the C library makes of the same files.
@Suite struct ZoneDumpTests {
    private static let zdump = ["/usr/bin/zdump", "/usr/sbin/zdump"].first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test("agrees with zdump on every change of every zone from 1970 to 2040, and between them", .enabled(if: zdump != nil))
    func everyTable() throws {
        let count = try compare(SystemZones.distinct.map(\.name), years: "1970,2040")
        #expect(count > 20_000)
    }

    @Test("agrees with zdump on every rule for the years from 2040 to 2100", .enabled(if: zdump != nil))
    func everyRule() throws {
        // zdump walks all time in half days: zones of one rule and the same dates are walked once.
        var seen: Set<[String]> = []
        let names = try SystemZones.distinct.filter { name, bytes in
            let zone = try Zone(name: name, bytes: bytes)
            let start = Instant(seconds: 2_208_988_800)
            let changes = sequence(first: start) { zone.nextChange(after: $0) }.prefix { $0 < start + 60 * 31_557_600 }
            let footer = String(decoding: bytes.split(separator: UInt8(ascii: "\n")).last ?? [], as: UTF8.self)
            return seen.insert([footer] + changes.map { "\($0.seconds) \(zone.offset(at: $0))" }).inserted
        }
        #expect(names.count > 50)
        #expect(try compare(names.map(\.name), years: "2040,2100") > 3000)
    }

    /// Compares our zones with zdump's at its points and in between; returns how many instants were compared.
    private func compare(_ names: [String], years: String) throws -> Int {
        var count = 0
        // The C library keeps every abbreviation it has met in one list, so few zones a process are far faster than all of them.
        for start in stride(from: 0, to: names.count, by: 8) {
            for (name, points) in try Self.dump(names[start..<min(start + 8, names.count)], years: years) {
                let zone = try SystemZones.zone(name)
                for (index, point) in points.enumerated() {
                    count += 1
                    let offset = zone.offset(at: point.at)
                    if offset != point.offset || zone.abbreviation(at: point.at) != point.abbreviation {
                        Issue.record("\(name) at \(point.at.seconds): \(offset), zdump says \(point)")
                    }
                    // From a line after a change to the line before the next one nothing changes.
                    guard index + 1 < points.count, points[index + 1].offset == point.offset, points[index + 1].at - point.at > 1 else {
                        continue
                    }
                    let length = points[index + 1].at - point.at
                    for part in [1, length / 3, length / 2, length - 1] {
                        count += 1
                        if zone.offset(at: point.at + part) != point.offset { Issue.record("\(name) at \(point.at.seconds + part)") }
                    }
                }
            }
        }
        return count
    }

    private struct Point {
        var at: Instant
        var offset: Int64
        var abbreviation: String
    }

    private static func dump(_ names: ArraySlice<String>, years: String) throws -> [(name: String, points: [Point])] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(zdump))
        process.arguments = ["-v", "-c", years] + names.map { SystemZones.directory + "/" + $0 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        var zones: [(name: String, points: [Point])] = []
        for line in output.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "))
            guard words.count == 16, let point = point(words) else { continue }
            let name = String(decoding: words[0].dropFirst(SystemZones.directory.utf8.count + 1), as: UTF8.self)
            if zones.last?.name != name { zones.append((name, [])) }
            zones[zones.count - 1].points.append(point)
        }
        return zones
    }

    /// `Zone Tue Mar 31 20:59:59 1981 UT = Tue Mar 31 23:59:59 1981 MSK isdst=0 gmtoff=10800`, split at its spaces.
    private static func point(_ words: [ArraySlice<UInt8>]) -> Point? {
        let clock = words[4].split(separator: UInt8(ascii: ":")).map(number)
        guard let month = months[packed(words[2])], clock.count == 3,
            let date = CivilDate(year: number(words[5]), month: month, day: number(words[3]))
        else { return nil }
        let offset = words[15].dropFirst("gmtoff=".utf8.count)
        let at = Instant(seconds: Int64(date.dayNumber * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]))
        let east = offset.first == UInt8(ascii: "-") ? -number(offset.dropFirst()) : number(offset)
        return Point(at: at, offset: Int64(east), abbreviation: String(decoding: words[13], as: UTF8.self))
    }

    private static let months: [UInt64: Int] = {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return Dictionary(uniqueKeysWithValues: names.enumerated().map { (packed(Array($1.utf8)[...]), $0 + 1) })
    }()

    // There are tens of thousands of lines: bytes, not strings, keep this test within seconds.
    private static func packed(_ word: ArraySlice<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        for byte in word { value = value << 8 | UInt64(byte) }
        return value
    }

    private static func number(_ word: ArraySlice<UInt8>) -> Int {
        var value = 0
        for byte in word { value = value * 10 + Int(byte) - 48 }
        return value
    }
}
