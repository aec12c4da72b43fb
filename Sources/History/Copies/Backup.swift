package import Domain
import Glibc

/// Makes a verified backup and rotates the older ones: by count, and by the space that shall stay free. The newest good one always stays.
package struct Backup: Sendable {
    /// What was made.
    package struct Made: Hashable, Sendable {
        /// The new file.
        package let path: String
        /// Its size in bytes.
        package let bytes: Int64
        package let soundness: Soundness
        /// The older backups that were removed.
        package let removed: [String]
    }

    let folder: BackupFolder
    let keep: Int
    let minFree: Int64

    /// Keeps `keep` backups in `folder`, and makes none that would leave fewer than `minFree` bytes.
    package init(folder: BackupFolder, keep: Int, minFree: Int64) {
        self.folder = folder
        self.keep = max(1, keep)
        self.minFree = minFree
    }

    /// Makes one of the database at `database`, beside a running daemon or without one. Throws `HistoryError`; the older ones are there then.
    package func make(of database: String, at now: Instant) throws(HistoryError) -> Made {
        try DatabaseFile(path: database).inspect()
        try folder.create(for: database)
        // Held, not used: two at a time would remove each other's drafts.
        let lock = try alone(database)
        defer { withExtendedLifetime(lock) {} }
        try folder.removeDrafts()
        var removed = try makeRoom(for: DatabaseFile(path: database).bytes)
        let file = folder.file(at: now)
        let soundness = try OnlineCopy.make(of: database, to: file, draft: folder.draft(of: file))
        // A clock that was wrong may have dated others later: they count, but the new one is known to be good.
        let older = try folder.backups().filter { $0 != file }
        removed += try remove(older.dropLast(keep - 1))
        return Made(path: file, bytes: DatabaseFile(path: file).bytes, soundness: soundness, removed: removed)
    }

    private func alone(_ database: String) throws(HistoryError) -> WriterLock {
        do throws(HistoryError) {
            let name = "\(folder.path)/.backup"
            let lock = try WriterLock(database: name)
            try FileOwner(of: database)?.give(name + ".lock")
            return lock
        } catch {
            if case .locked = error { throw .copying(path: folder.path) }
            throw error
        }
    }

    /// Removes the oldest backups until there is room, never the newest good one nor what came after it.
    private func makeRoom(for bytes: Int64) throws(HistoryError) -> [String] {
        func missing() -> Int64 { folder.freeBytes.map { bytes + minFree - $0 } ?? 0 }
        guard missing() > 0 else { return [] }
        let backups = try folder.backups()
        let good = backups.lastIndex { (try? History.soundness(of: $0))?.isSound ?? false } ?? 0
        var removed: [String] = []
        for file in backups.prefix(good) where missing() > 0 { removed += try remove([file]) }
        guard missing() > 0 else { return removed }
        throw .noRoom(path: folder.path, needed: bytes, free: folder.freeBytes ?? 0, reserve: minFree)
    }

    private func remove(_ files: some Sequence<String>) throws(HistoryError) -> [String] {
        var removed: [String] = []
        for file in files {
            guard unlink(file) == 0 else { throw .cannotOpen(path: file, reason: systemReason()) }
            removed.append(file)
        }
        return removed
    }
}
