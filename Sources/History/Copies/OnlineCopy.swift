import GRDB
import Glibc

/// A whole database in one new file, made beside whoever writes it, and proven before it gets its name.
enum OnlineCopy {
    /// Copies the database at `source` to `target`: under `draft`'s name first, checked, on disk, then renamed.
    ///
    /// The copy needs no companions: it can be read where nothing can be written. Throws `HistoryError`, and leaves nothing behind then.
    static func make(of source: String, to target: String, draft: DatabaseFile) throws(HistoryError) -> Soundness {
        do {
            let soundness = try write(source, into: draft)
            try FileOwner(of: source)?.give(draft.path)
            try draft.rename(to: target)
            return soundness
        } catch {
            // SQLite calls it an I/O error where some of its writes meet a full disk.
            let isFull = BackupFolder.freeBytes(DatabaseFile.directory(of: target)).map { $0 < 65_536 } ?? false
            for file in draft.all { unlink(file) }
            guard case .cannotWrite(let reason) = HistoryError(error) else { throw HistoryError(error) }
            throw .cannotCopy(path: target, reason: isFull ? systemReason(ENOSPC) : reason)
        }
    }

    /// The copy under its draft's name, found sound; the source is read in one step, as it was at one moment.
    ///
    /// `isQuiet` says that nobody writes the source: it may then lie where nothing can be written, and nothing is left beside it.
    static func write(_ source: String, into draft: DatabaseFile, isQuiet: Bool = false) throws -> Soundness {
        try DatabaseFile(path: source).inspect()
        try draft.createEmpty()
        if isQuiet, !DatabaseFile(path: source).hasLog {
            try DatabaseFile(path: source).copyBytes(to: draft.path)
        } else {
            try copyPages(of: source, to: draft)
        }
        let soundness = try settle(draft.path)
        guard let finding = soundness.first else { return soundness }
        throw HistoryError.unsound(path: source, detail: finding)
    }

    /// Reads through SQLite, which sees what is still in the log, and other writers.
    private static func copyPages(of source: String, to draft: DatabaseFile) throws {
        do {
            let from = try Connection.reading(source)
            let to = try Connection.copying(draft.path)
            try from.backup(to: to)
            try from.close()
            try to.close()
        } catch {
            guard case .corrupt(let detail) = HistoryError(error) else { throw error }
            throw HistoryError.unsound(path: source, detail: detail)
        }
    }

    /// Checks the copy, which then needs no write-ahead log any more.
    private static func settle(_ path: String) throws -> Soundness {
        do {
            let queue = try Connection.copying(path)
            _ = try queue.inDatabase { try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
            let soundness = try queue.read { try Snapshot(database: $0).soundness(isThorough: true) }
            try queue.close()
            return soundness
        } catch {
            guard case .corrupt(let detail) = HistoryError(error) else { throw error }
            return Soundness(damage: [detail], faults: [], wallets: 0, schema: 0)
        }
    }
}

/// Who owns a file: what root makes for the service must belong to the service.
struct FileOwner {
    private let user: uid_t
    private let group: gid_t

    /// The owner of what is at `path`; nil where nothing is.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (user, group) = (status.st_uid, status.st_gid)
    }

    /// Hands a file over, where it is there and is somebody else's; only root can and needs to.
    func give(_ path: String) throws(HistoryError) {
        var status = stat()
        guard geteuid() == 0, stat(path, &status) == 0, (status.st_uid, status.st_gid) != (user, group) else { return }
        guard chown(path, user, group) == 0 else { throw .cannotOpen(path: path, reason: systemReason()) }
    }
}
