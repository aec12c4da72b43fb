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
    /// How long a statement may take at the server. The server is given a little longer to say that it took too long.
    let limit: Duration

    init(handle: OpaquePointer, limit: Duration) {
        self.handle = handle
        self.limit = limit
        place = Self.place(of: handle)
    }

    deinit { PQfinish(handle) }

    /// Runs one statement with parameters `$1`…, or several without any. Throws `SyncError`.
    @discardableResult
    borrowing func run(_ sql: String, _ parameters: [String?] = []) throws(SyncError) -> Answer {
        try send(sql, parameters)
        return try collect()
    }

    /// Runs `body` in a transaction; all of it is stored when this returns, or nothing when it throws.
    borrowing func transaction<T>(_ body: (borrowing PostgresConnection) throws(SyncError) -> T) throws(SyncError) -> T {
        try run("BEGIN")
        let result: T
        do {
            result = try body(self)
        } catch {
            switch error {
            case .silent, .stopped: break  // Nobody is there to be told; without the connection the server takes it back by itself.
            default: _ = try? run("ROLLBACK")
            }
            throw error
        }
        try run("COMMIT")
        return result
    }

    /// Sends `rows`, lines of COPY's text format, to `table`. Throws `SyncError`.
    borrowing func copy(_ rows: [UInt8], to table: String, columns: [String]) throws(SyncError) {
        try send("COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN", [])
        let deadline = deadline()
        try waitForAnswer(until: deadline)
        let result = PQgetResult(handle)
        let status = PQresultStatus(result)
        guard status == PGRES_COPY_IN else {
            let error = failure(of: result)
            PQclear(result)
            _ = try? collect()
            throw error
        }
        PQclear(result)
        var rest = rows[...]
        while !rest.isEmpty {
            let piece = rest.prefix(65_536)
            let sent = piece.withUnsafeBytes { bytes in
                PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count))
            }
            guard sent >= 0 else { throw lost() }
            if sent == 0 { try waitForRoom(until: deadline) } else { rest = rest.dropFirst(piece.count) }
        }
        while case let sent = PQputCopyEnd(handle, nil), sent != 1 {
            guard sent == 0 else { throw lost() }
            try waitForRoom(until: deadline)
        }
        try collect()
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
        let deadline = deadline()
        var answer = Answer()
        var error: SyncError?
        while true {
            try waitForAnswer(until: deadline)
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
