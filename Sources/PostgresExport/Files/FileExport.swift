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

    /// Writes it and flushes; says how many rows there are. `report` is told their number after every 65 536. Throws `ExportError` or
    /// `HistoryError`.
    package func write(_ snapshot: Snapshot, to output: ByteOutput, report: (Int) -> Void = { _ in }) throws -> Int {
        var rows = 0
        var line = FileRow(table, format: format)
        try line.putHeader(to: output)
        try snapshot.stream(table.select, [window.from.seconds, window.until.seconds]) { row in
            try line.put(row, to: output)
            rows += 1
            if rows & 0xFFFF == 0 { report(rows) }
        }
        try output.flush()
        return rows
    }
}
