import Domain
import History

/// What of a history is left out when only what happened since an instant is asked for, so that every later sum stays what it is.
///
/// Counters at that instant are needed: so readings and hours go back to the last closing of all wallets before it. Accounts, wallets,
/// credits, gaps and glitches are whole.
struct ExportCut {
    private let since: Instant?
    /// The end of the hour in which the export's values begin.
    private let from: Int64

    init(_ snapshot: Snapshot, since: Instant?) throws {
        self.since = since
        var frame: Int64?
        if let since {
            try snapshot.stream("SELECT max(hour) FROM frame WHERE hour <= ?", [since.seconds]) {
                frame = $0.isNull(0) ? nil : $0.number(0)
            }
        }
        from = frame ?? .min
    }

    /// What a table's rows must fulfil, in SQLite's words; nil when all of them are exported.
    func condition(for table: ExportedTable) -> String? {
        guard since != nil else { return nil }
        switch (table.growth, table.name) {
        case (.atEnd(of: let column), _): return "\(column) >= ?"
        case (.whole, ExportedTable.day.name): return "starts_at >= ?"
        case (.revised, _), (.whole, _): return nil
        }
    }

    /// The parameters of the condition.
    func numbers(for table: ExportedTable) -> [Int64] {
        guard let since, condition(for: table) != nil else { return [] }
        return [table == .day ? since.seconds : from]
    }

    /// Between which instants a table's rows lie that grow at its end; nil for other tables. Throws `HistoryError`.
    func stretch(of table: ExportedTable, _ snapshot: Snapshot) throws -> ExportedStretch? {
        guard case .atEnd(of: let column) = table.growth, table.columns.first?.source == column else { return nil }
        return try ExportedStretch(snapshot, table: table.name, column: column, from: from)
    }

    /// The note of `meta` that tells the views where the values begin; nil when nothing is left out.
    var note: (name: String, value: String)? {
        since == nil || from == .min ? nil : ("exported_from", String(from))
    }
}
