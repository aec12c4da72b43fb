import Domain
import Foundation

/// The zones of the host that runs the tests, each distinct set of rules once.
enum SystemZones {
    static let directory = "/usr/share/zoneinfo"

    /// One zone's name and file for each distinct content; `right/` (with leap seconds) and lists left out.
    static let distinct: [(name: String, bytes: [UInt8])] = {
        var seen: Set<Data> = []
        var zones: [(name: String, bytes: [UInt8])] = []
        let paths = FileManager.default.enumerator(atPath: directory)?.compactMap { $0 as? String } ?? []
        for path in paths.sorted() where !path.hasPrefix("right/") && !path.hasPrefix("posix/") {
            guard let data = FileManager.default.contents(atPath: directory + "/" + path), data.starts(with: Data("TZif".utf8)),
                seen.insert(data).inserted
            else { continue }
            zones.append((path, [UInt8](data)))
        }
        return zones
    }()

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
    }

    static func zone(_ name: String) throws -> Zone {
        try Zone(name: name, bytes: bytes(name))
    }
}
