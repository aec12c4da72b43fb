import History

/// Rows of one table on their way: as COPY takes them, and where its cursor stands behind them.
struct SyncBatch: Sendable {
    let table: ExportedTable
    let bytes: [UInt8]
    let rows: Int
    /// The highest instant or revision among them, or the digest of a table that goes as a whole.
    let position: Int64

    /// All rows of a table, in the order of its key.
    init(whole table: ExportedTable, _ snapshot: Snapshot) throws {
        let lines = try Self.lines(of: table, snapshot, table.select(), [], limit: .max, cursor: nil)
        self.init(table: table, bytes: lines.bytes, rows: lines.rows, position: Self.digest(lines.bytes))
    }

    /// The rows behind `after` up to `end`, about `limit` of them: those of one instant or revision are never parted.
    init(_ table: ExportedTable, after: Int64, end: Int64, limit: Int, _ snapshot: Snapshot) throws {
        let cursor = table.cursor
        let lines = try Self.lines(
            of: table, snapshot,
            """
            SELECT \(table.columns.map(\.source).joined(separator: ", "))
            FROM \(table.name)
            WHERE \(cursor) > ? AND \(cursor) <= ?
            ORDER BY \(cursor)
            """, [after, end], limit: limit, cursor: table.columns.firstIndex { $0.source == cursor })
        self.init(table: table, bytes: lines.bytes, rows: lines.rows, position: lines.rows == 0 ? after : lines.position)
    }

    private init(table: ExportedTable, bytes: [UInt8], rows: Int, position: Int64) {
        self.table = table
        self.bytes = bytes
        self.rows = rows
        self.position = position
    }

    /// Ends a stream of rows when there are enough.
    private struct Enough: Error {}

    private static func lines(
        of table: ExportedTable, _ snapshot: Snapshot, _ sql: String, _ numbers: [Int64], limit: Int, cursor: Int?
    ) throws -> (bytes: [UInt8], rows: Int, position: Int64) {
        var bytes: [UInt8] = []
        var (rows, position) = (0, Int64(0))
        let output = ByteOutput { bytes.append(contentsOf: $0) }
        var lines = CopyRows(table)
        do {
            try snapshot.stream(sql, numbers) { row in
                if let cursor {
                    let here = row.number(cursor)
                    if rows >= limit, here != position { throw Enough() }
                    position = here
                }
                try lines.put(row, to: output)
                rows += 1
            }
        } catch is Enough {}
        try output.flush()
        return (bytes, rows, position)
    }

    /// FNV-1a: whether a small table is as it was; nobody is to be kept from forging it.
    private static func digest(_ bytes: [UInt8]) -> Int64 {
        Int64(bitPattern: bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 })
    }
}

extension ExportedTable {
    /// The column that tells a copy which rows are new.
    var cursor: String {
        switch growth {
        case .atEnd(let column): column
        case .revised, .whole: "revision"
        }
    }
}
