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
    func show(_ rows: Int, of table: String) {
        guard isShown, last.duration(to: .now) > .milliseconds(250) else { return }
        last = .now
        hasLine = true
        let seconds = start.duration(to: last).components.seconds
        StandardStream.error.write("\r\u{1B}[K\(table): \(rows) rows, \(seconds) s")
    }

    /// Takes the line away.
    func end() {
        if hasLine { StandardStream.error.write("\r\u{1B}[K") }
    }
}
