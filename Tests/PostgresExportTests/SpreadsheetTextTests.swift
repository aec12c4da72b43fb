import Domain
import Foundation
import GRDB
import History
import Testing

@testable import PostgresExport

@Suite("A text for a spreadsheet")
struct SpreadsheetTextTests {
    private func isChanged(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { SpreadsheetText.isChanged($0) }
    }

    @Test(
        "is shown as it is where a spreadsheet would make a number, a date or a truth value of it",
        arguments: [
            "700000000000000001", "0042", "9.10", "1-2", "3E5", "1/2", "10:15", "5", "1 000", "50%", "1e5", "2 jan", "мар 5", "1-мая",
            "Sep-12",
            "10:15 PM", "TRUE", "истина", "5 ₽", "9,10",
        ])
    func changed(text: String) { #expect(isChanged(text)) }

    @Test(
        "is left alone otherwise",
        arguments: ["", "main", "client-a", "1xBet", "a1", "Kadam 2", "12ab", "=1", "-5", "x9.10", "3E5f", "правда"])
    func unchanged(text: String) { #expect(!isChanged(text)) }

    /// A wallet of each key, whose account is called 9.10.
    private func lines(_ format: FileFormat, keys: [String]) async throws -> [String] {
        let scene = try ExportScene()
        try await scene.stranger().write { database in
            try database.execute(sql: "INSERT INTO account VALUES (1, 'c33', 'acme', '9.10', 1767225600, NULL, 1)")
            for (index, key) in keys.enumerated() {
                try database.execute(
                    sql: "INSERT INTO wallet VALUES (?, 1, ?, NULL, 'USD', 1767225600, 0, NULL, NULL, NULL, NULL, 0, ?)",
                    arguments: [index + 1, key, index + 2])
                try database.execute(sql: "INSERT INTO reading VALUES (1767225661, ?, 1000000, 0, 0)", arguments: [index + 1])
            }
        }
        let file = scene.folder + "/file"
        let window = Window(from: Instant(seconds: 0), until: Instant(seconds: .max))
        _ = try await scene.read { snapshot in
            try ExportScene.writing(file) { try FileExport(.readings, format: format, window: window).write(snapshot, to: $0) }
        }
        return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
            .map(String.init)
    }

    @Test("keeps identifiers in a file for Excel, and a plain file stays plain")
    func identifiers() async throws {
        let keys = ["700000000000000001", "0042", "9.10", "1-2", "3E5"]
        let zone = try Zone(name: "UTC", bytes: Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/UTC"))))
        let excel = try await lines(.excel(zone, .ru), keys: keys)
        #expect(excel.count == keys.count)
        for key in keys { #expect(excel.contains { $0.contains(";\"=\"\"\(key)\"\"\";") }, "\(key): \(excel)") }
        let plain = try await lines(.csv, keys: keys)
        for key in keys { #expect(plain.contains { $0.contains(",\(key),") }, "\(key): \(plain)") }
    }
}
