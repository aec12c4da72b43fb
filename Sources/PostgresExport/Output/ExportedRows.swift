import History

/// How far the export of a table is.
package struct ExportedRows: Hashable, Sendable {
    package let table: String
    package let rows: Int
    /// How much of the table that is, 0...100; nil where nothing cheap tells it.
    package let percent: Int?
}

/// The instants between which a table's rows lie that are written in the order of time: where one of them stands among them.
///
/// It costs two looks into the key, not the count of ten million rows; it is as even as the readings are.
struct ExportedStretch {
    private let first: Int64
    private let last: Int64

    /// The rows of `table` whose `column`, the first one of its key, lies between `from` and `until`. Throws `HistoryError`.
    init?(_ snapshot: Snapshot, table: String, column: String, from: Int64, until: Int64 = .max) throws {
        var ends: (Int64, Int64)?
        try snapshot.stream(
            "SELECT (SELECT min(\(column)) FROM \(table) WHERE \(column) >= ?1), (SELECT max(\(column)) FROM \(table))", [from]
        ) { row in
            if !row.isNull(0), !row.isNull(1) { ends = (row.number(0), row.number(1)) }
        }
        guard let ends, ends.0 < min(ends.1, until) else { return nil }
        (first, last) = (ends.0, min(ends.1, until))
    }

    /// How much of the way `instant` is, 0...100.
    func percent(at instant: Int64) -> Int {
        let (way, done) = (Double(last) - Double(first), Double(instant) - Double(first))
        return Int(min(max(done / way, 0), 1) * 100)
    }
}
