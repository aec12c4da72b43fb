package import Domain
import GRDB
import Glibc

/// Login tokens of networks that limit logins: a file of its own, for its owner alone, never backed up, exported or printed.
package final class SessionDatabase: Sendable {
    private let queue: DatabaseQueue

    private init(queue: DatabaseQueue) {
        self.queue = queue
    }

    /// Opens or creates the file, mode 0600. A damaged one throws `HistoryError.corrupt`; to remove it costs a login an account.
    package static func open(path: String) throws(HistoryError) -> SessionDatabase {
        let file = DatabaseFile(path: path)
        try file.expectNoFolder()
        if !file.exists { try file.createEmpty(mode: 0o600) }
        guard chmod(path, 0o600) == 0 else { throw .cannotOpen(path: path, reason: systemReason()) }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON") }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write(migrate)
            return SessionDatabase(queue: queue)
        } catch {
            guard case .cannotWrite(let reason) = HistoryError(error) else { throw HistoryError(error) }
            throw .cannotOpen(path: path, reason: reason)
        }
    }

    private static func migrate(_ database: Database) throws {
        let version = try Schema.version(of: database)
        guard version <= 1 else { throw HistoryError.newer(path: "the session database", version: version, known: 1) }
        guard version == 0 else { return }
        try database.execute(
            sql: """
                CREATE TABLE session (
                    account    TEXT NOT NULL PRIMARY KEY,
                    state      TEXT NOT NULL,
                    expires_at INTEGER
                ) STRICT, WITHOUT ROWID;
                PRAGMA user_version = 1;
                """)
    }

    /// What was kept for the account and has not expired at `now`; nil when it must log in.
    package func session(of account: String, at now: Instant) async throws -> Secret? {
        try await attempt { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT state
                    FROM session
                    WHERE account = ? AND (expires_at IS NULL OR expires_at > ?)
                    """, arguments: [account, now.seconds])
            return row.map { Secret($0[0] as String) }
        }
    }

    /// Keeps the account's session in place of an older one, for ever or until `expiresAt`.
    package func keep(_ state: Secret, of account: String, expiresAt: Instant?) async throws {
        try await attempt { database in
            try database.execute(
                sql: """
                    INSERT INTO session (account, state, expires_at)
                    VALUES (?, ?, ?)
                    ON CONFLICT (account) DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at
                    """, arguments: [account, state.reveal(), expiresAt?.seconds])
        }
    }

    /// Forgets the account's session, since the network refused it.
    package func forget(_ account: String) async throws {
        try await attempt { try $0.execute(sql: "DELETE FROM session WHERE account = ?", arguments: [account]) }
    }

    private func attempt<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws -> T {
        do {
            return try await queue.write(body)
        } catch {
            throw HistoryError.translated(error)
        }
    }
}
