import GRDB

/// One consistent state of the history, to be asked questions for as long as the closure that got it runs.
package struct Snapshot {
    let database: Database

    /// The rows of a query whose statement is prepared once for the connection's life; not to be nested within itself.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> RowCursor {
        try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: arguments)
    }

    /// The first row of such a query.
    func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }

    /// A query's one whole number: nil when there is no row, or NULL in it.
    func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64? {
        try Int64.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }
}
