import GRDB
import Synchronization

/// A connection that writes, and the very files that it was opened on.
final class OpenDatabase: Sendable {
    let path: String
    let queue: DatabaseQueue
    /// The database's own file, and those of its log and its index, as they were right after the opening.
    private let files: [FileIdentity?]
    private let isOver = Atomic(false)

    /// Opens the database at `path` to write; a statement waits for another program's lock for as long as `patience`.
    init(path: String, patience: Duration) throws {
        self.path = path
        queue = try Connection.writing(path, patience: patience)
        try queue.inDatabase(Schema.migrate)
        try queue.read { try Schema.expectLedger($0) }
        try DatabaseFile(path: path).restrictModes()
        files = Self.names(path).map(FileIdentity.init(of:))
    }

    private static func names(_ path: String) -> [String] { [path, path + "-wal", path + "-shm"] }

    /// Whether another connection has taken its place: nothing more is written by this one.
    var isSuperseded: Bool { isOver.load(ordering: .acquiring) }

    func supersede() { isOver.store(true, ordering: .releasing) }

    /// What the names of its files lead to now; costs three calls of stat.
    var place: DatabasePlace {
        guard let found = FileIdentity(of: path) else { return .gone }
        guard found == files[0] else { return .replaced }
        return Self.names(path).map(FileIdentity.init(of:)) == files ? .kept : .withoutLog
    }
}

/// What the path of an open database leads to.
package enum DatabasePlace: Hashable, Sendable {
    /// To the open database.
    case kept
    /// To nothing: it was removed, or moved away, or its file system is not there any more.
    case gone
    /// To another file.
    case replaced
    /// To the open database, but its log or the log's index was removed or exchanged.
    case withoutLog
}
