import Domain
import FoundationEssentials
import GRDB
import History
import PostgresExport
import TestSupport
import Testing

@Suite("A file of the history")
struct FileExportTests {
    /// Names that a spreadsheet would run, split or take for a number's sign.
    private static func scene() async throws -> ExportScene {
        let scene = try ExportScene()
        try await scene.stranger().write { database in
            try database.execute(
                sql: """
                    INSERT INTO account VALUES (1, '=1+1', 'acme', 'A "title"; with, all', 1767225600, NULL, 1),
                        (2, '@эмодзи 🦊', 'acme', '-5', 1767225600, NULL, 2), (3, 'a' || char(10) || 'b' || char(1), '+7', char(9) || 'tab', 1, NULL, 3);
                    INSERT INTO wallet VALUES (1, 1, 'main', NULL, 'USD', 1767225600, 0, NULL, NULL, NULL, NULL, 0, 4),
                        (2, 2, ' space', '=кошелёк', 'РУБ', 1767225600, 0, NULL, NULL, NULL, NULL, 0, 5),
                        (3, 3, char(13), NULL, 'EUR', 1767225600, 0, NULL, NULL, NULL, NULL, 0, 6);
                    INSERT INTO hour VALUES (1767225600, 1, 0, 0, 0), (1767225600, 2, 0, 0, 0), (1767225600, 3, 0, 0, 0);
                    INSERT INTO frame VALUES (1767225600);
                    INSERT INTO reading VALUES (1767225661, 1, -12500000, 12500000, 0), (1767225661, 2, 1, 0, 1),
                        (1767229261, 1, 9223372036854775807, 12500000, 9223372036854775807), (1767312000, 3, -1, 1, 0);
                    INSERT INTO credit VALUES (1767225661, 2, 1, 'refund', NULL, NULL, 7), (1767229261, 1, -3, 'correction', 1767229262, NULL, 8);
                    INSERT INTO day VALUES ('2025-12-31', 1767128400, 1767214800), ('2026-01-01', 1767214800, 1767301200),
                        ('2026-01-02', 1767301200, 1767387600);
                    INSERT INTO gap VALUES (1, 3, 1767210000, 1767305000, 'timeout', '', 0, 9), (2, 2, 1767224000, 1767225661, 'timeout', '', 1, 10);
                    INSERT INTO meta VALUES ('last_sweep', '1767312000');
                    """)
        }
        return scene
    }

    /// What a program expects of every line: amounts are texts, counts numbers.
    private struct Line: Decodable {
        let account: String
        let spend: String?
        let gap_seconds: Int?
        let lower_bound: Bool?
    }

    /// The file's bytes as text; `zone` for a spreadsheet.
    private static func text(
        _ table: FileTable, _ format: FileFormat, window: Window = Window(from: Instant(seconds: 0), until: Instant(seconds: .max))
    ) async throws -> String {
        let scene = try await scene()
        let file = scene.folder + "/file"
        _ = try await scene.read { snapshot in
            try ExportScene.writing(file) { try FileExport(table, format: format, window: window).write(snapshot, to: $0) }
        }
        return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    }

    private static func moscow() throws -> Zone {
        try Zone(name: "Europe/Moscow", bytes: Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Moscow"))))
    }

    @Test("of comma-separated values is byte for byte what it was", arguments: FileTable.allCases)
    func csv(table: FileTable) async throws {
        try await expect(Self.text(table, .csv), is: "\(table).csv")
    }

    @Test("for a spreadsheet is byte for byte what it was", arguments: FileTable.allCases, Language.allCases)
    func excel(table: FileTable, language: Language) async throws {
        try await expect(Self.text(table, .excel(Self.moscow(), language)), is: "\(table).excel.\(language).csv")
    }

    @Test("for a Russian spreadsheet has no heading in English", arguments: FileTable.allCases)
    func russian(table: FileTable) async throws {
        let heading = try await Self.text(table, .excel(Self.moscow(), .ru)).split(separator: "\r\n")[0].replacing(
            "(Europe/Moscow)", with: "")
        #expect(!heading.contains(#/[A-Za-z]/#))
    }

    @Test("of JSON lines is byte for byte what it was", arguments: FileTable.allCases)
    func jsonLines(table: FileTable) async throws {
        let text = try await Self.text(table, .jsonLines)
        try expect(text, is: "\(table).jsonl")
        for line in text.split(separator: "\n") {
            #expect(throws: Never.self) { try JSONDecoder().decode(Line.self, from: Data(line.utf8)) }
        }
    }

    @Test("holds what happened after the window's beginning, up to and with its end")
    func window() async throws {
        let window = Window(from: Instant(seconds: 1_767_225_661), until: Instant(seconds: 1_767_312_000))
        let lines = try await Self.text(.readings, .csv, window: window).split(separator: "\n")
        // The last row goes on in a second line.
        #expect(lines.prefix(3).map { $0.prefix(20) } == ["at,account,title,net", "2026-01-01T01:01:01Z", "2026-01-02T00:00:00Z"])
        #expect(lines.count == 4)
        let day = Window(from: Instant(seconds: 1_767_214_800), until: Instant(seconds: 1_767_301_200))
        let days = try await Self.text(.days, .csv, window: day).split(separator: "\n")
        #expect(days.count > 1 && days.dropFirst().allSatisfy { $0.hasPrefix("2026-01-01,") || !$0.hasPrefix("2") })
    }

    @Test("is read back by SQLite as the amounts that were written")
    func readBack() async throws {
        let scene = try await ExportScene.eventful(steps: 40)
        let file = scene.folder + "/readings.csv"
        let window = Window(from: Instant(seconds: 0), until: Instant(seconds: .max))
        let rows = try await scene.read { snapshot in
            try ExportScene.writing(file) { try FileExport(.readings, format: .csv, window: window).write(snapshot, to: $0) }
        }
        let run = try ShellRun(
            """
            sqlite3 -bail :memory: '.import --csv '"$1"' t' "SELECT count(*), sum(CAST(replace(balance, '.', '') AS INTEGER)) FROM t"
            """, [file])
        let sum = try await scene.stranger().read { try Int64.fetchOne($0, sql: "SELECT sum(balance_micros) FROM reading") ?? 0 }
        #expect(run.output == "\(rows)|\(sum)\n")
    }

    private func expect(_ text: String, is golden: String) throws {
        let file = #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Golden/" + golden
        if ProcessInfo.processInfo.environment["BALANCE_MONITOR_GOLDEN"] == "write" { try Data(text.utf8).write(to: URL(filePath: file)) }
        let known = try? String(decoding: Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        #expect(text == known)
    }
}
