import GRDB
import Glibc

extension History {
    /// What a migration needs on the disk beside the copy, in bytes: its own log, with plenty to spare.
    private static let margin: Int64 = 16 << 20

    /// Opens as `open(path:lock:)` does; a database of an earlier schema is copied first, verified, into `folder` or else beside it.
    ///
    /// Returns the copy's path too, nil where none was needed. Throws `HistoryError`: without a copy nothing is migrated.
    package static func open(
        path: String, lock: WriterLock, copyingOlderInto folder: BackupFolder
    ) throws(HistoryError) -> (history: History, copy: String?) {
        guard DatabaseFile(path: path).exists, let version = try olderVersion(path) else {
            return (try open(path: path, lock: lock), nil)
        }
        let copy = try copy(path, of: version, into: folder)
        return (try open(path: path, lock: lock), copy)
    }

    /// The schema's version where it is before ours.
    private static func olderVersion(_ path: String) throws(HistoryError) -> Int? {
        try DatabaseFile(path: path).inspect()
        do {
            let queue = try Connection.reading(path)
            let version = try queue.read(Schema.version(of:))
            try queue.close()
            return version < Schema.version ? version : nil
        } catch {
            throw HistoryError(error)
        }
    }

    private static func copy(_ path: String, of version: Int, into folder: BackupFolder) throws(HistoryError) -> String {
        let beside = folder.moved(to: DatabaseFile.directory(of: path))
        var reasons: [String] = []
        for place in [folder, beside] {
            do throws(HistoryError) {
                try place.create(for: path)
                let needed = DatabaseFile(path: path).bytes + margin
                if let free = place.freeBytes, free < needed {
                    throw .noRoom(path: place.path, needed: needed, free: free, reserve: 0)
                }
                let file = place.file(schema: version)
                _ = try OnlineCopy.make(of: path, to: file, draft: place.draft(of: file))
                return file
            } catch {
                // A damaged database is that, wherever its copy would lie.
                if case .unsound(_, let detail) = error { throw .corrupt(detail: detail) }
                reasons.append(error.description)
            }
        }
        throw .notMigrated(path: path, version: version, known: Schema.version, reason: reasons.joined(separator: "; "))
    }
}
