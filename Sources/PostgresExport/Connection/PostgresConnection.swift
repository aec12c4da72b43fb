import CPostgres
import Domain
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

    private let handle: OpaquePointer
    /// Which database where, without a secret.
    let place: String
    /// How long a statement may take at the server. The server is given a little longer to say that it took too long.
    private let limit: Duration

    private init(handle: OpaquePointer, limit: Duration) {
        self.handle = handle
        self.limit = limit
        place = Self.place(of: handle)
    }

    /// Connects, and sets what every statement relies on. Throws `SyncError`.
    static func open(_ target: ConnectionTarget, limit: Duration = .seconds(300)) throws(SyncError) -> PostgresConnection {
        // Those before `dbname` give way to what stands in it; a hanging host is given up, a vanished one is noticed.
        let standard = [
            ("connect_timeout", "10"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"), ("fallback_application_name", "balance-monitor"),
        ].filter { !target.keywords.contains($0.0) }
        let settings = standard + [("dbname", target.text.reveal()), ("client_encoding", "UTF8")]
        var names = settings.map { UnsafePointer(strdup($0.0)) } + [nil]
        var values = settings.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer { for text in names + values { free(UnsafeMutablePointer(mutating: text)) } }
        guard let handle = PQconnectdbParams(&names, &values, 1) else { throw .failed(state: "", reason: "libpq is out of memory") }
        let connection = PostgresConnection(handle: handle, limit: limit)
        guard PQstatus(handle) == CONNECTION_OK else {
            throw SyncError(
                notConnected: message(of: handle), to: connection.place, needsPassword: PQconnectionNeedsPassword(handle) == 1)
        }
        // Notices would be printed to standard error, past every redaction.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        PQsetnonblocking(handle, 1)
        try connection.run(
            """
            SET timezone = 'UTC'; SET standard_conforming_strings = on; SET client_min_messages = warning; SET lock_timeout = '30s';
            SET statement_timeout = \(Int64(limit / .milliseconds(1)))
            """)
        return connection
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

    private func deadline() -> ContinuousClock.Instant { .now + limit + .seconds(15) }

    private func waitForAnswer(until deadline: ContinuousClock.Instant) throws(SyncError) {
        while case let left = PQflush(handle), left != 0 {
            guard left == 1 else { throw lost() }
            try waitForRoom(until: deadline)
        }
        while PQisBusy(handle) == 1 {
            try wait(for: POLLIN, until: deadline)
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
    }

    private func waitForRoom(until deadline: ContinuousClock.Instant) throws(SyncError) {
        try wait(for: POLLIN | POLLOUT, until: deadline)
        // A server that has something to say may not read on before it has said it.
        guard PQconsumeInput(handle) == 1 else { throw lost() }
        guard PQflush(handle) >= 0 else { throw lost() }
    }

    private func wait(for events: CInt, until deadline: ContinuousClock.Instant) throws(SyncError) {
        var request = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero, request.fd >= 0 else { throw request.fd >= 0 ? .silent(place: place) : lost() }
        guard poll(&request, 1, CInt(left / .milliseconds(1)) + 1) >= 0 || errno == EINTR else { throw lost() }
    }

    private func failure(of result: OpaquePointer?) -> SyncError {
        guard let state = cpostgres_sqlstate(result).map({ String(cString: $0) }) else { return lost() }
        let reason = cpostgres_message(result).map { String(cString: $0) } ?? ""
        return SyncError(state: state, reason: reason, constraint: cpostgres_constraint(result).map { String(cString: $0) })
    }

    private func lost() -> SyncError { .stopped(reason: SyncError.line(Self.message(of: handle))) }

    private static func message(of handle: OpaquePointer) -> String {
        PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    }

    private static func place(of handle: OpaquePointer) -> String {
        func text(_ value: UnsafeMutablePointer<CChar>?) -> String { value.map { String(cString: $0) } ?? "" }
        let host = text(PQhost(handle))
        let database = text(PQdb(handle))
        return
            "\(database.isEmpty ? "PostgreSQL" : "database \"\(database)\"") at \(host.isEmpty ? "localhost" : host):\(text(PQport(handle)))"
    }
}
