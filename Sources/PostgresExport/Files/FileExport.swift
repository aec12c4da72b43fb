package import Domain
package import History

/// Rows of the history as a file of comma-separated values or JSON lines, streamed from one state.
package struct FileExport: Sendable {
    private let table: FileTable
    private let format: FileFormat
    private let window: Window

    /// An export of `table` in `format`, of what happened in `window`.
    package init(_ table: FileTable, format: FileFormat, window: Window) {
        self.table = table
        self.format = format
        self.window = window
    }

    /// Writes it and flushes; says how many rows there are. `report` is told after every 65 536. Throws `ExportError` or
    /// `HistoryError`.
    package func write(_ snapshot: Snapshot, to output: ByteOutput, report: (ExportedRows) -> Void = { _ in }) throws -> Int {
        let stretch = try stretch(snapshot)
        var rows = 0
        var line = FileRow(table, format: format)
        try line.putHeader(to: output)
        try snapshot.stream(table.select(for: format), [window.from.seconds, window.until.seconds]) { row in
            try line.put(row, to: output)
            rows += 1
            if rows & 0xFFFF == 0 {
                report(ExportedRows(table: table.rawValue, rows: rows, percent: stretch?.percent(at: row.number(0))))
            }
        }
        try output.flush()
        return rows
    }

    /// Nil where a view makes the rows, or there are few.
    private func stretch(_ snapshot: Snapshot) throws -> ExportedStretch? {
        guard table == .readings else { return nil }
        return try ExportedStretch(snapshot, table: "reading", column: "at", from: window.from.seconds, until: window.until.seconds)
    }
}
