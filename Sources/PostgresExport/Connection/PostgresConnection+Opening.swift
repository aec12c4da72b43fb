import CPostgres
import Domain
import Glibc

extension PostgresConnection {
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

    static func place(of handle: OpaquePointer) -> String {
        func text(_ value: UnsafeMutablePointer<CChar>?) -> String { value.map { String(cString: $0) } ?? "" }
        let host = text(PQhost(handle))
        let database = text(PQdb(handle))
        return
            "\(database.isEmpty ? "PostgreSQL" : "database \"\(database)\"") at \(host.isEmpty ? "localhost" : host):\(text(PQport(handle)))"
    }
}
