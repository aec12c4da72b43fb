import GRDB
import Synchronization

/// The one writer of a database: accounts, wallets, readings and everything that must survive a power cut.
///
/// Every change is one transaction, on disk when `write` returns. Calls are served one after the other.
package final class History: Sendable {
    /// The path under which it was opened first.
    let originalPath: String
    /// The file behind its links at that time.
    let originalFile: String
    let patience: Duration
    /// Nobody else writes while this object lives.
    let lock: WriterLock
    /// What is open; an error where the same database could not be opened again.
    private let state: Mutex<Result<OpenDatabase, HistoryError>>
    /// Called after each write that was stored.
    private let observer = Mutex<(@Sendable () -> Void)?>(nil)

    private init(_ open: OpenDatabase, patience: Duration, lock: WriterLock) {
        originalPath = open.path
        originalFile = WriterLock.resolved(open.path)
        self.patience = patience
        self.lock = lock
        state = Mutex(.success(open))
    }

    /// Where the database is: where it was opened, or the copy that took its place.
    package var path: String { (try? current().path) ?? originalPath }

    func current() throws(HistoryError) -> OpenDatabase { try state.withLock { $0 }.get() }

    /// Writes to `next` from now on; what waits for `open` is done there too.
    func exchange(_ open: OpenDatabase, for next: OpenDatabase) {
        state.withLock { $0 = .success(next) }
        open.supersede()
    }

    /// Closes what is open and opens the same path again; where that fails, every call throws until it succeeds.
    func reopen() throws(HistoryError) {
        let result = state.withLock { state -> Result<OpenDatabase, HistoryError> in
            let path = (try? state.get().path) ?? originalPath
            if case .success(let open) = state {
                open.supersede()
                // What cannot be closed is let go.
                try? open.queue.close()
            }
            state = Result { try OpenDatabase(path: path, patience: patience) }.mapError { HistoryError($0) }
            return state
        }
        _ = try result.get()
    }

    /// Opens the database at `path`, creates it where there is none, and brings an older schema up to date.
    ///
    /// `lock` must be the lock of the same path. A newer schema, another program's file and an empty file are refused and left
    /// untouched. A write waits for another program's lock for as long as `patience`. Throws `HistoryError`.
    package static func open(path: String, lock: WriterLock, patience: Duration = .seconds(5)) throws(HistoryError) -> History {
        let file = DatabaseFile(path: path)
        if !file.exists {
            if let copy = SavedCopy.newest(of: path) { throw .onlySaved(path: path, copy: copy) }
            try create(file)
        }
        try file.inspect()
        try file.restrictModes()
        do {
            try HistoryReader.refuseNewer(path)
            return History(try OpenDatabase(path: path, patience: patience), patience: patience, lock: lock)
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
        while true {
            let open = try current()
            do {
                return try await withCheckedThrowingContinuation { continuation in
                    open.queue.asyncWrite(
                        { database in
                            guard !open.isSuperseded else { throw HistoryError.displaced(path: open.path) }
                            return try body(Transaction(database: database))
                        },
                        completion: { [observer = observer.withLock { $0 }] in
                            if case .success = $1 { observer?() }
                            continuation.resume(with: $1.mapError(HistoryError.translated))
                        })
                }
            } catch {
                // It waited while another connection took this one's place, and nothing of it was stored.
                guard open.isSuperseded else { throw error }
            }
        }
    }

    /// Has `action` called after each write that was stored, whoever makes it; it must be quick and not wait. Nil ends that.
    package func afterWrite(_ action: (@Sendable () -> Void)?) {
        observer.withLock { $0 = action }
    }

    /// Answers `body` from one consistent state. Throws `HistoryError`, or what `body` throws.
    package func read<T: Sendable>(_ body: @Sendable (Snapshot) throws -> T) async throws -> T {
        while true {
            let open = try current()
            do {
                return try await open.queue.read { try body(Snapshot(database: $0)) }
            } catch {
                guard open.isSuperseded, !(error is CancellationError) else { throw HistoryError.translated(error) }
            }
        }
    }

    /// Moves the write-ahead log into the database and cuts it back, as far as nobody is at work. Throws `HistoryError`.
    ///
    /// On a connection of its own: whoever writes meanwhile does not wait for the disk, and nobody who reads is waited for.
    package func checkpoint() async throws {
        do {
            // A connection opens what is there by name, and would make what is not.
            let queue = try Connection.writing(pathInPlace(), patience: .zero)
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
            try current().queue.close()
        } catch {
            throw HistoryError(error)
        }
    }

    /// The path, where it leads to what is open. Throws `displaced` where it does not.
    func pathInPlace() throws(HistoryError) -> String {
        let open = try current()
        guard open.place == .kept else { throw .displaced(path: open.path) }
        return open.path
    }
}
