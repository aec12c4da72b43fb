package import Domain
package import History

/// The whole history as a script for `psql`: tables, rows, keys, views, in one transaction that is done whole or not at all.
package struct PostgresScript: Sendable {
    /// What of it is written.
    package enum Part: Hashable, Sendable {
        case all
        /// Tables, keys and views without a row.
        case schema
        /// Rows, for tables that are there already and empty.
        case data
    }

    private let part: Part
    private let schema: SchemaName
    private let since: Instant?

    /// A script of `part` for the schema `schema`; with `since`, what happened before it is left out as far as no later sum needs it.
    package init(part: Part = .all, schema: SchemaName = .public, since: Instant? = nil) {
        self.part = part
        self.schema = schema
        self.since = since
    }

    /// Writes it from one state of the history and flushes; says how many rows there are. `report` is told after every 65 536 rows.
    ///
    /// Memory does not grow with the rows. Throws `ExportError` or `HistoryError`; what was written until then loads nothing.
    package func write(_ snapshot: Snapshot, to output: ByteOutput, report: (ExportedRows) -> Void = { _ in }) throws -> Int {
        let cut = try ExportCut(snapshot, since: since)
        try output.put(ScriptFrame.header(site: snapshot.siteID(), generation: snapshot.generation(), schema: schema, part: part))
        if part != .data {
            if schema != .public { try put(["CREATE SCHEMA IF NOT EXISTS \(schema.quoted);"], to: output) }
            try put(ExportedTable.all.map { TableStatements($0).create }, to: output)
            try put(ExportedTable.all.flatMap { TableStatements($0).comments }, to: output)
        }
        var (rows, lastIDs) = (0, [String: Int64]())
        if part != .schema {
            for table in ExportedTable.all {
                rows += try copy(table, cut: cut, snapshot, to: output, lastID: &lastIDs[table.name], report: report)
            }
        }
        if part != .data {
            let statements = ExportedTable.all.map { TableStatements($0) }
            // Keys are sorted in memory where the server has it; its default of 64 MB makes files of a million rows.
            try put(["SET LOCAL maintenance_work_mem = '256MB';"], to: output)
            try put(statements.map(\.constraints) + statements.flatMap(\.references) + statements.flatMap(\.indexes), to: output)
            try put(ExportedView.all.flatMap(\.statements), to: output)
        }
        try put(
            ExportedTable.all.compactMap { table in
                lastIDs[table.name].map { "ALTER TABLE \(table.name) ALTER COLUMN id RESTART WITH \($0 + 1);" }
            }, to: output)
        if part != .schema { try put(ExportedTable.all.map { "ANALYZE \($0.name);" }, to: output) }
        try output.put(ScriptFrame.footer)
        try output.flush()
        return rows
    }

    private func copy(
        _ table: ExportedTable, cut: ExportCut, _ snapshot: Snapshot, to output: ByteOutput, lastID: inout Int64?,
        report: (ExportedRows) -> Void
    ) throws -> Int {
        let names = table.columns.map(\.name).joined(separator: ", ")
        // Rows of a table that this very transaction made are written as old as they will be.
        try output.put("\nCOPY \(table.name) (\(names)) FROM STDIN\(part == .all ? " WITH (FREEZE)" : "");\n")
        let stretch = try cut.stretch(of: table, snapshot)
        var rows = 0
        var lines = CopyRows(table)
        try snapshot.stream(table.select(where: cut.condition(for: table)), cut.numbers(for: table)) { row in
            try lines.put(row, to: output)
            if table.hasOwnID { lastID = row.number(0) }
            rows += 1
            if rows & 0xFFFF == 0 {
                report(ExportedRows(table: table.name, rows: rows, percent: stretch?.percent(at: row.number(0))))
            }
        }
        if table == .meta, let note = cut.note {
            try output.put("\(note.name)\t\(note.value)\n")
            rows += 1
        }
        try output.put("\\.\n")
        return rows
    }

    private func put(_ statements: [String], to output: ByteOutput) throws(ExportError) {
        guard !statements.isEmpty else { return }
        try output.put("\n" + statements.joined(separator: "\n") + "\n")
    }
}
