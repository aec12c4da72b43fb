import BalanceMonitor
import Domain
import Foundation
import Testing

@Suite struct ZoneFilesTests {
    private let system = "/usr/share/zoneinfo"
    private let noon = Instant(seconds: 1_795_348_800)

    @Test(
        "are the system's",
        arguments: [("Europe/Moscow", 10_800), ("UTC", 0), ("Etc/GMT+5", -18_000), ("America/Argentina/Buenos_Aires", -10_800)])
    func system(name: String, offset: Int64) throws {
        let files = ZoneFiles()
        #expect(files.exists(name))
        #expect(try files.zone(named: name).offset(at: noon) == offset)
    }

    @Test(
        "refuse names that lead elsewhere",
        arguments: [
            "", "..", "../localtime", "/etc/localtime", "Europe/../UTC", "Europe//Moscow", "Europe/", "tzdata.zi", "Europe/Мoscow", "a\0b",
            "./UTC",
        ])
    func hostile(name: String) {
        let files = ZoneFiles()
        #expect(!files.exists(name))
        #expect(throws: ZoneFileError(zone: name, directory: system, problem: .notAName)) { try files.zone(named: name) }
    }

    @Test("name the zone that does not exist", arguments: ["Europe/Mosow", "Europe", "UTC/UTC"])
    func missing(name: String) {
        let files = ZoneFiles()
        #expect(!files.exists(name))
        let error = #expect(throws: ZoneFileError(zone: name, directory: system, problem: .missing)) { try files.zone(named: name) }
        #expect(error?.description.contains("\"\(name)\"") == true)
    }

    @Test("are read again once a file was replaced")
    func replaced() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("Home")
        let files = ZoneFiles(directory: directory.path)
        for (source, offset) in [("Europe/Moscow", Int64(10_800)), ("Asia/Tokyo", 32_400), ("Europe/Moscow", 10_800)] {
            try Data(contentsOf: URL(fileURLWithPath: system + "/" + source)).write(to: file, options: .atomic)
            #expect(try files.zone(named: "Home").offset(at: noon) == offset)
            #expect(try files.zone(named: "Home") == files.zone(named: "Home"))
        }
        try Data("TZif".utf8).write(to: file)
        #expect(throws: ZoneError.self) { try files.zone(named: "Home") }
        // Gone after that, as when an upgrade leaves an old name out: the rules known last are better than none.
        try FileManager.default.removeItem(at: file)
        #expect(try files.zone(named: "Home").offset(at: noon) == 10_800)
        #expect(files.exists("Home") && files.standIn(for: "Home") == .lastKnown)
        #expect(throws: ZoneFileError.self) { try ZoneFiles(directory: directory.path).zone(named: "Home") }
    }

    @Test(
        "serve an old name that the host lacks by the present one",
        arguments: [("Europe/Kiev", "Europe/Kyiv"), ("US/Eastern", "America/New_York"), ("Old/Name", "Asia/Tokyo")])
    func legacy(name: String, present: String) throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let place = directory.appendingPathComponent(present)
        try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        let files = ZoneFiles(directory: directory.path)
        #expect(!files.exists(name) && files.presentName(of: name) == nil)
        try Data(contentsOf: URL(fileURLWithPath: system + "/" + present)).write(to: place)
        try Data("# version 2025b\nL Asia/Tokyo Old/Name\n".utf8).write(to: directory.appendingPathComponent("tzdata.zi"))
        #expect(files.exists(name) && files.presentName(of: name) == present && files.presentName(of: present) == nil)
        #expect(try files.zone(named: name).offset(at: noon) == ZoneFiles().zone(named: present).offset(at: noon))
    }
}
