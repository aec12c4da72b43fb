import GRDB
import GRDBSQLite

extension HistoryError {
    /// What an error of the database layer means here; errors of ours pass as they are, others become `failed`.
    init(_ error: any Error) {
        switch error {
        case let error as HistoryError: self = error
        case let error as DatabaseError: self.init(error)
        default: self = .failed(String(describing: error))
        }
    }

    /// Sorts SQLite's result codes; only its own message is kept, never the arguments of a statement.
    private init(_ error: DatabaseError) {
        // A backup's failure is asked of the connection that did not fail.
        let message =
            error.message.flatMap { $0 == "not an error" ? nil : $0 } ?? String(cString: sqlite3_errstr(error.resultCode.rawValue))
        self =
            switch error.resultCode.primaryResultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN: .cannotWrite(reason: message)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(detail: message)
            case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: .refused(message)
            default: .failed(message)
            }
    }

    /// The error that a caller shall see: what the database layer threw in our words, a caller's own error as it is.
    static func translated(_ error: any Error) -> any Error {
        error is DatabaseError ? HistoryError(error) : error
    }
}
