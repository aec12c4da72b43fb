import GRDB

/// The one writer of a database: accounts, wallets, readings and everything that must survive a power cut.
///
/// Every change is one transaction, on disk when `write` returns. Calls are served one after the other.
package final class History: Sendable {
    /// Where the database is.
    package let path: String
    private let queue: DatabaseQueue
    /// Held, not used: nobody else writes while this object lives.
    private let lock: WriterLock

    private init(path: String, queue: DatabaseQueue, lock: WriterLock) {
        self.path = path
        self.queue = queue
        self.lock = lock
    }

    /// Opens the database at `path`, creates it where there is none, and brings an older schema up to date.
    ///
    /// `lock` must be the lock of the same path. A newer schema, another program's file and an empty file are refused and left
    /// untouched. A write waits for another program's lock for as long as `patience`. Throws `HistoryError`.
    package static func open(path: String, lock: WriterLock, patience: Duration = .seconds(5)) throws(HistoryError) -> History {
        let file = DatabaseFile(path: path)
        if !file.exists { try create(file) }
        try file.inspect()
        try file.restrictModes()
        do {
            try HistoryReader.refuseNewer(path)
            let queue = try Connection.writing(path, patience: patience)
            try queue.inDatabase(Schema.migrate)
            try queue.read { try Schema.expectLedger($0) }
            try file.restrictModes()
            return History(path: path, queue: queue, lock: lock)
        } catch {
            throw HistoryError(error)
        }
    }

    /// Makes a new database under another name first, so that `path` is a whole one or nothing.
    private static func create(_ file: DatabaseFile) throws(HistoryError) {
        let draft = DatabaseFile(path: file.path + ".new")
        try draft.createEmpty()
        do {
            let queue = try Connection.writing(draft.path)
            try queue.inDatabase(Schema.migrate)
            try queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try queue.close()
        } catch {
            throw HistoryError(error)
        }
        draft.removeCompanions()
        try draft.rename(to: file.path)
    }

    /// Does `body` in one transaction that takes the write lock at once; all of it is stored, or, when it throws, nothing.
    ///
    /// Cancelling the task does not interrupt it: what has happened outside (a message was sent) must be recorded.
    /// Throws `HistoryError`, or what `body` throws.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.asyncWrite(
                { try body(Transaction(database: $0)) },
                completion: { continuation.resume(with: $1.mapError(HistoryError.translated)) })
        }
    }

    /// Answers `body` from one consistent state. Throws `HistoryError`, or what `body` throws.
    package func read<T: Sendable>(_ body: @Sendable (Snapshot) throws -> T) async throws -> T {
        do {
            return try await queue.read { try body(Snapshot(database: $0)) }
        } catch {
            throw HistoryError.translated(error)
        }
    }

    /// Moves the write-ahead log into the database and cuts it back, as far as nobody is at work. Throws `HistoryError`.
    ///
    /// On a connection of its own: whoever writes meanwhile does not wait for the disk, and nobody who reads is waited for.
    package func checkpoint() async throws {
        do {
            let queue = try Connection.writing(path, patience: .zero)
            try await queue.writeWithoutTransaction { database in
                // What takes long needs no lock of writers; cutting the log back does, when nothing is left to move.
                try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try queue.close()
        } catch {
            throw HistoryError.translated(error)
        }
    }

    /// Closes the database; later calls throw. The lock is given back when this object goes.
    package func close() throws(HistoryError) {
        do {
            try queue.close()
        } catch {
            throw HistoryError(error)
        }
    }
}
