import GRDB
import PostgresExport
import TestSupport

/// The same rows as SQLite has them and as PostgreSQL has them, each put into text by its own database.
struct BothSides {
    let scene: ExportScene
    let database: PostgresDatabase
    var schema = "public"

    /// A table's rows: instants by `strftime`, amounts by whole numbers, so that nothing of the export checks itself.
    func rows(of table: ExportedTable) throws -> (sqlite: [String], postgres: [String]) {
        let expressions = table.columns.map { column in
            switch column.kind {
            case .id, .number, .date, .text: column.source
            case .flag: "iif(\(column.source), 't', 'f')"
            case .instant: "strftime('%Y-%m-%d %H:%M:%S+00', \(column.source), 'unixepoch')"
            case .money: Self.decimal(column.source)
            }
        }
        let filter = table.filter.map { "WHERE \($0)" } ?? ""
        let names = table.columns.map(\.name).joined(separator: ", ")
        return (
            try sqlite("SELECT \(expressions.joined(separator: ", ")) FROM \(table.name) \(filter)"),
            try postgres("SELECT \(names) FROM \(schema).\(table.name)")
        )
    }

    /// A view's rows; `condition` holds on both sides.
    func rows(of view: ExportedView, where condition: String = "true") throws -> (sqlite: [String], postgres: [String]) {
        let sqlite = try sqlite("SELECT * FROM \(view.name) WHERE \(condition)").map { row in
            row.split(separator: "|", omittingEmptySubsequences: false).map { Self.plain(String($0)) }.joined(separator: "|")
        }
        return (sqlite, try postgres("SELECT * FROM \(schema).\(view.name) WHERE \(condition)"))
    }

    private func sqlite(_ sql: String) throws -> [String] {
        try scene.stranger().read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                zip(row.columnNames, row.databaseValues).map { name, value in
                    let text = String.fromDatabaseValue(value) ?? Int64.fromDatabaseValue(value).map(String.init) ?? "∅"
                    // The views' one truth value, which SQLite has no type for.
                    return name == "lower_bound" ? (text == "1" ? "t" : "f") : text
                }.joined(separator: "|")
            }.sorted()
        }
    }

    private func postgres(_ sql: String) throws -> [String] {
        try database.rows(sql).map { $0.joined(separator: "|") }.sorted()
    }

    private static func decimal(_ micros: String) -> String {
        "printf('%s%d.%06d', iif(\(micros) < 0, '-', ''), abs(\(micros) / 1000000), abs(\(micros) % 1000000))"
    }

    /// `2026-11-22T07:00:00Z` as PostgreSQL shows it.
    private static func plain(_ text: String) -> String {
        guard text.utf8.count == 20, text.hasSuffix("Z"), text.dropFirst(10).first == "T" else { return text }
        return text.prefix(10) + " " + text.dropFirst(11).dropLast() + "+00"
    }
}
