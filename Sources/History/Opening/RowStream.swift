import GRDB
import GRDBSQLite

/// One row of a stream, for as long as the closure that got it runs. Columns are counted from 0, and their types are not converted.
package struct StreamedRow {
    private let statement: OpaquePointer

    fileprivate init(statement: OpaquePointer) {
        self.statement = statement
    }

    /// Whether nothing is stored there.
    package func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(statement, CInt(column)) == SQLITE_NULL
    }

    /// A whole number; 0 for NULL.
    package func number(_ column: Int) -> Int64 {
        sqlite3_column_int64(statement, CInt(column))
    }

    /// The bytes of a text as they are stored, NULs included; they are SQLite's own and gone with the row.
    package func text(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(statement, CInt(column))
        return UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, CInt(column))))
    }
}

extension Snapshot {
    /// Hands each row that `sql` yields to `body`, one at a time, whatever their number: memory does not grow with it.
    ///
    /// `numbers` are the statement's parameters in their order. Ends early, with an error, when `body` throws or when the task is cancelled.
    /// Throws `HistoryError`, or what `body` throws.
    package func stream(_ sql: String, _ numbers: [Int64] = [], _ body: (StreamedRow) throws -> Void) throws {
        // Nothing of GRDB's cursors is in the loop: ten million rows of five numbers must not become objects.
        let statement = try database.makeStatement(sql: sql)
        try statement.setArguments(StatementArguments(numbers))
        let row = StreamedRow(statement: statement.sqliteStatement)
        defer { sqlite3_reset(statement.sqliteStatement) }
        while true {
            switch sqlite3_step(statement.sqliteStatement) {
            case SQLITE_ROW: try body(row)
            case SQLITE_DONE: return
            case SQLITE_INTERRUPT: throw CancellationError()
            case let code:
                throw HistoryError(DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage))
            }
        }
    }
}
