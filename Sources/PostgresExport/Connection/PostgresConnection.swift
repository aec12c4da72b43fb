import CPostgres
import Glibc

/// The one connection to the server: owns libpq's handle, and never waits for an answer without an end.
///
/// It blocks its thread: nothing else is to be done by a program that copies.
struct PostgresConnection: ~Copyable {
    /// What a statement answered: rows as text, nil for NULL, and how many rows it changed.
    struct Answer {
        var rows: [[String?]] = []
        var changed = 0
    }

    let handle: OpaquePointer
    /// Which database where, without a secret.
    let place: String
    let patience: SyncPatience

    init(handle: OpaquePointer, patience: SyncPatience) {
        self.handle = handle
        self.patience = patience
        place = Self.place(of: handle)
    }

    deinit { PQfinish(handle) }

    /// Runs one statement with parameters `$1`…, or several without any. Throws `SyncError`.
    @discardableResult
    borrowing func run(_ sql: String, _ parameters: [String?] = []) throws(SyncError) -> Answer {
        try send(sql, parameters)
        return try collect()
    }

    /// Sends `rows`, lines of COPY's text format, to `table`, within a transaction. Throws `SyncError`.
    borrowing func copy(_ rows: [UInt8], to table: String, columns: [String]) throws(SyncError) {
        // How long the rows are on their way is the line's affair, not the server's: there the wait for each piece is what counts.
        try send(
            """
            SET LOCAL statement_timeout = '15min'; COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN;
            SET LOCAL statement_timeout = \(patience.statement.milliseconds)
            """, [])
        try waitForCopy()
        var rest = rows[...]
        while !rest.isEmpty {
            let piece = rest.prefix(65_536)
            let sent = piece.withUnsafeBytes { bytes in
                PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count))
            }
            guard sent >= 0 else { throw lost() }
            if sent == 0 { try waitForRoom() } else { rest = rest.dropFirst(piece.count) }
        }
        while case let sent = PQputCopyEnd(handle, nil), sent != 1 {
            guard sent == 0 else { throw lost() }
            try waitForRoom()
        }
        try collect()
    }

    private func waitForCopy() throws(SyncError) {
        while true {
            try waitForAnswer()
            guard let result = PQgetResult(handle) else { throw lost() }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COPY_IN: return
            case PGRES_COMMAND_OK: continue
            default:
                let error = failure(of: result)
                _ = try? collect()
                throw error
            }
        }
    }

    private func send(_ sql: String, _ parameters: [String?]) throws(SyncError) {
        let isSent: CInt
        if parameters.isEmpty {
            isSent = PQsendQuery(handle, sql)
        } else {
            var values = parameters.map { $0.map { UnsafePointer(strdup($0)) } ?? nil }
            defer { for value in values { free(UnsafeMutablePointer(mutating: value)) } }
            isSent = PQsendQueryParams(handle, sql, CInt(values.count), nil, &values, nil, nil, 0)
        }
        guard isSent == 1 else { throw lost() }
    }

    /// Reads all results of what was sent; the first failure among them is thrown once all have come.
    @discardableResult
    private func collect() throws(SyncError) -> Answer {
        var answer = Answer()
        var error: SyncError?
        while true {
            try waitForAnswer()
            guard let result = PQgetResult(handle) else { break }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                answer.changed = Int(String(cString: PQcmdTuples(result))) ?? 0
                for row in 0..<PQntuples(result) {
                    answer.rows.append(
                        (0..<PQnfields(result)).map { column in
                            PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
                        })
                }
            default:
                error = error ?? failure(of: result)
                // Without a connection there is no end of results to wait for.
                if PQstatus(handle) != CONNECTION_OK { throw error ?? lost() }
            }
        }
        if let error { throw error }
        return answer
    }
}
