import CPostgres
import Domain
import Glibc

extension PostgresConnection {
    /// Connects, and sets what every statement relies on. Throws `SyncError`.
    static func open(_ target: ConnectionTarget, patience: SyncPatience = SyncPatience()) throws(SyncError) -> PostgresConnection {
        let text = target.text.reveal()
        let decided = decided(by: text)
        // A hanging host is given up, a vanished one is noticed; whatever a person has set comes first.
        let standard = [
            ("connect_timeout", String(patience.connecting.components.seconds)), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "60000"), ("fallback_application_name", "balance-monitor"),
        ].filter { decided[$0.0] == nil }
        let handle = withSettings(standard + [("dbname", text), ("client_encoding", "UTF8")]) { PQconnectdbParams($0, $1, 1) }
        guard let handle else { throw .failed(state: "", reason: "libpq is out of memory") }
        let connection = PostgresConnection(handle: handle, patience: patience)
        guard PQstatus(handle) == CONNECTION_OK else {
            let needsPassword = PQconnectionNeedsPassword(handle) == 1
            if needsPassword, let file = settings(of: handle)["passfile"], let mode = modeOfUnread(file) {
                throw .unreadPasswordFile(file: file, mode: mode)
            }
            throw SyncError(notConnected: message(of: handle), to: connection.place, needsPassword: needsPassword)
        }
        // Notices would be printed to standard error, past every redaction.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        PQsetnonblocking(handle, 1)
        // The server is told to notice, too, when this host has vanished: until then nobody else may copy its history.
        try connection.run(
            """
            SET timezone = 'UTC'; SET standard_conforming_strings = on; SET client_min_messages = warning;
            SET lock_timeout = \(patience.lock.milliseconds); SET statement_timeout = \(patience.statement.milliseconds);
            SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
            SET idle_in_transaction_session_timeout = '5min'
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

    /// What `text`, the service that it names and the environment set, by keyword.
    ///
    /// libpq tells only of a connection that was tried: this one is tried at an address that is none, so that nobody is asked.
    private static func decided(by text: String) -> [String: String] {
        let handle = withSettings([("dbname", text), ("host", "none"), ("hostaddr", "none"), ("password", "none")]) {
            PQconnectStartParams($0, $1, 1)
        }
        guard let handle else { return [:] }
        defer { PQfinish(handle) }
        return settings(of: handle)
    }

    private static func settings(of handle: OpaquePointer) -> [String: String] {
        guard let options = PQconninfo(handle) else { return [:] }
        defer { PQconninfoFree(options) }
        var settings: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val, value.pointee != 0 { settings[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return settings
    }

    private static func withSettings<T>(
        _ settings: [(String, String)], _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> T
    ) -> T {
        let names = settings.map { UnsafePointer(strdup($0.0)) } + [nil]
        let values = settings.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer { for text in names + values { free(UnsafeMutablePointer(mutating: text)) } }
        return body(names, values)
    }

    /// `0640` for a password file that libpq leaves unread, since others than its owner may do something with it or we may not read it;
    /// nil otherwise.
    private static func modeOfUnread(_ file: String) -> String? {
        var information = stat()
        guard stat(file, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
        guard information.st_mode & 0o077 != 0 || access(file, R_OK) != 0 else { return nil }
        return "0" + String(information.st_mode & 0o777, radix: 8)
    }
}
