import GRDB

/// A connection that reads the history while the daemon runs, is stopped or was killed, and never writes.
package final class HistoryReader: Sendable {
    private let queue: DatabaseQueue

    private init(queue: DatabaseQueue) {
        self.queue = queue
    }

    /// Opens the database at `path` for reading; the schema must be this program's own. Throws `HistoryError`.
    package static func open(path: String) throws(HistoryError) -> HistoryReader {
        try DatabaseFile(path: path).inspect()
        do {
            let queue = try Connection.reading(path)
            let version = try queue.read(Schema.version(of:))
            guard version >= Schema.version else { throw HistoryError.older(path: path, version: version, known: Schema.version) }
            guard version == Schema.version else { throw HistoryError.newer(path: path, version: version, known: Schema.version) }
            return HistoryReader(queue: queue)
        } catch {
            // A reader writes nothing: what SQLite could not open or create are the companion files.
            guard case .cannotWrite(let reason) = HistoryError(error) else { throw HistoryError(error) }
            throw .cannotOpen(path: path, reason: reason)
        }
    }

    /// Opens the database that this very process writes.
    ///
    /// Not by way of the file's header: closing a file lets go of every POSIX lock that the process has on it, SQLite's own with them, and
    /// another program that closes the database would then take itself for the last and remove the log.
    fileprivate static func open(besideWriter path: String) throws(HistoryError) -> HistoryReader {
        do {
            return HistoryReader(queue: try Connection.reading(path))
        } catch {
            throw HistoryError(error)
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

    /// Closes the connection; later calls throw.
    package func close() throws(HistoryError) {
        do {
            try queue.close()
        } catch {
            throw HistoryError(error)
        }
    }

    /// The header in the file may be older than the log beside it, and a connection that writes would move the log into it when it closes.
    static func refuseNewer(_ path: String) throws {
        let queue = try Connection.reading(path)
        let version = try queue.read(Schema.version(of:))
        try queue.close()
        guard version <= Schema.version else { throw HistoryError.newer(path: path, version: version, known: Schema.version) }
    }
}

extension History {
    /// Another connection of the process that writes, which only reads: for long work that nobody shall wait for. Throws `HistoryError`.
    package func reader() throws(HistoryError) -> HistoryReader {
        try HistoryReader.open(besideWriter: pathInPlace())
    }

    /// A connection of its own that only reads: for the command line, never within the process that writes (see `reader()`). Throws `HistoryError`.
    package static func openReadOnly(path: String) throws(HistoryError) -> HistoryReader {
        try HistoryReader.open(path: path)
    }
}
