import GRDB
import GRDBSQLite

/// How every connection to a database of ours is set up, and checked to be.
enum Connection {
    /// Four mebibytes: what the write-ahead log is cut back to after a checkpoint.
    private static let logLimit = 4_194_304

    /// A connection that writes: each commit reaches the disk, and the companion files stay when it closes.
    ///
    /// A statement waits for another connection's lock for as long as `patience`.
    static func writing(_ path: String, patience: Duration = .seconds(5)) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience / .seconds(1))
        configuration.prepareDatabase { database in
            try keepCompanions(of: database)
            try set("journal_mode", to: "wal", on: database)
            try set("synchronous", to: 2, on: database)
            try set("journal_size_limit", to: logLimit, on: database)
            try set("trusted_schema", to: 0, on: database)
            try expect("foreign_keys", toBe: 1, on: database)
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// A connection that cannot write, whoever asks it to.
    static func reading(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try set("trusted_schema", to: 0, on: database)
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// A connection to a copy that is being made: it is thrown away unless all of it succeeds, so nothing is journalled.
    static func copying(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try set("synchronous", to: 0, on: database)
            try set("trusted_schema", to: 0, on: database)
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// A group member cannot create `-wal` and `-shm`, so a stopped database must still have them.
    private static func keepCompanions(of database: Database) throws {
        var isPersistent: CInt = 1
        let code = sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &isPersistent)
        guard code == SQLITE_OK else { throw HistoryError.failed("SQLITE_FCNTL_PERSIST_WAL was refused (\(code))") }
    }

    private static func set(_ pragma: String, to value: some DatabaseValueConvertible & Equatable, on database: Database) throws {
        try database.execute(sql: "PRAGMA \(pragma) = \(value)")
        try expect(pragma, toBe: value, on: database)
    }

    /// SQLite ignores a pragma that it does not know or cannot obey, so each is read back.
    private static func expect<Value: DatabaseValueConvertible & Equatable>(
        _ pragma: String, toBe value: Value, on database: Database
    ) throws {
        let found = try Value.fetchOne(database, sql: "PRAGMA \(pragma)")
        guard found == value else { throw HistoryError.failed("PRAGMA \(pragma) is not \(value)") }
    }
}
