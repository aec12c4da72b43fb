import PostgresExport

/// One line on a terminal that tells how far an export is; nothing where standard error is no terminal.
final class ExportProgress {
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now
    private var hasLine = false

    init(isShown: Bool) {
        self.isShown = isShown
    }

    /// Shows the number of rows, at most four times a second.
    func show(_ exported: ExportedRows) {
        guard isShown, last.duration(to: .now) > .milliseconds(250) else { return }
        last = .now
        hasLine = true
        let share = exported.percent.map { ", \($0) %" } ?? ""
        StandardStream.error.write("\r\u{1B}[K\(exported.table): \(exported.rows) rows\(share), \(seconds) s")
    }

    /// Says how many rows there were, where it took long enough to be shown.
    func end(rows: Int) {
        guard hasLine else { return }
        hasLine = false
        StandardStream.error.write("\r\u{1B}[K\(rows) rows in \(seconds) s\n")
    }

    /// Takes the line away.
    func end() {
        if hasLine { StandardStream.error.write("\r\u{1B}[K") }
    }

    private var seconds: Int64 { start.duration(to: .now).components.seconds }
}
