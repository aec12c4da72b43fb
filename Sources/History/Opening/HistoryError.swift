import Glibc

/// Why the history could not be opened, read or written. Each says what to do, and none holds a row's content.
package enum HistoryError: Error, Hashable, Sendable {
    /// There is no database at this path.
    case missing(path: String)
    /// The file is there, but the system does not let us open it.
    case cannotOpen(path: String, reason: String)
    /// A file that is no SQLite database, or a database of another program.
    case foreign(path: String)
    /// Damaged: it is kept as it is.
    case corrupt(detail: String)
    /// Written by a later version of this program; it was not touched.
    case newer(path: String, version: Int, known: Int)
    /// Written by an earlier version, and only opened for reading, so that it cannot be brought up to date.
    case older(path: String, version: Int, known: Int)
    /// What was named as a backup is the database in force.
    case live(path: String)
    /// Another process writes this database.
    case locked(path: String)
    /// Another connection held the write lock for longer than we wait.
    case busy
    /// The disk is full, read-only or failing.
    case cannotWrite(reason: String)
    /// A copy that shall be trusted, or its source, is damaged or does not add up.
    case unsound(path: String, detail: String)
    /// A copy could not be written; what was there before is untouched.
    case cannotCopy(path: String, reason: String)
    /// Another backup is being made in this folder.
    case copying(path: String)
    /// A copy would leave too little of the disk.
    case noRoom(path: String, needed: Int64, free: Int64, reserve: Int64)
    /// The schema is an earlier one and was left so, since it could not be copied first.
    case notMigrated(path: String, version: Int, known: Int, reason: String)
    /// The path of the open database leads to another file or to none.
    case displaced(path: String)
    /// Nothing is at the path, but a copy of what was there was saved beside it.
    case onlySaved(path: String, copy: String)
    /// The open database, whose path leads elsewhere, could not be copied anywhere.
    case notSaved(path: String, reason: String)
    /// What was to be written breaks a rule of the schema or of the ledger; nothing was stored.
    case refused(String)
    /// Anything else that SQLite said.
    case failed(String)
}

extension HistoryError {
    /// Whether the file itself is damaged, or no database of ours at all: nothing but a backup helps.
    package var isDamage: Bool {
        switch self {
        case .corrupt, .foreign: true
        default: false
        }
    }

    /// Whether the same may be stored later: the disk is full or fails, or another program holds the lock.
    package var isPassing: Bool {
        switch self {
        case .cannotWrite, .busy: true
        default: false
        }
    }

    /// Whether only a later version of this program can open it, so that trying again is of no use.
    package var isOfLaterVersion: Bool {
        if case .newer = self { true } else { false }
    }
}

extension HistoryError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path):
            "there is no database at \(path): start the daemon once, or restore a backup"
        case .cannotOpen(let path, let reason):
            "cannot open \(path): \(reason); \(Self.advice(reason))"
        case .foreign(let path):
            "\(path) is not a database of Balance Monitor and is left as it is: name another path in [history] database, or restore a backup"
        case .corrupt(let detail):
            "the database is damaged (\(detail)); it is kept as it is: run `balance-monitor verify`, then restore the latest backup"
        case .newer(let path, let version, let known):
            "\(path) was written by a newer version (schema \(version), this program knows \(known)); it was not touched: upgrade the program"
        case .older(let path, let version, let known):
            "\(path) was written by an older version (schema \(version), this program needs \(known)): start the daemon once to bring it up to date"
        case .live(let path):
            "\(path) is the live database itself, not a backup of it; nothing was changed: name a file that `balance-monitor backup` made"
        case .locked(let path):
            "\(path) is held by another process, most likely the daemon: stop it first"
        case .busy:
            "another program holds the database's write lock; nothing was stored: end it, or try again"
        case .cannotWrite(let reason):
            "the history cannot be written (\(reason)): free disk space, or check that the file system is writable"
        case .unsound(let path, let detail):
            "\(path) is damaged (\(detail)); nothing was changed: `balance-monitor verify` says more, and an earlier backup may be sound"
        case .copying(let path):
            "another backup is being made in \(path), so this one was not: wait until it has ended"
        case .cannotCopy(let path, let reason):
            "no copy could be written to \(path) (\(reason)): free disk space there, check owner and mode, or name another place in [paths] backups"
        case .noRoom(let path, let needed, let free, let reserve):
            "no copy fits into \(path): it takes \(Self.megabytes(needed)) MB and must leave \(Self.megabytes(reserve)) MB, but \(Self.megabytes(free)) MB are free: free disk space, or lower [backup] min_free"
        case .notMigrated(let path, let version, let known, let reason):
            "\(path) must be brought from schema \(version) to \(known), and no copy of it could be made before (\(reason)); it was not touched"
        case .displaced(let path):
            "\(path) is not the database any more that was opened there: the daemon saves a copy within a minute and says where"
        case .onlySaved(let path, let copy):
            "there is no database at \(path), but what was in it is saved as \(copy): stop the daemon, run `balance-monitor restore \(copy)` and start the daemon; to begin a new history, move that copy to another folder first"
        case .notSaved(let path, let reason):
            "\(path) was removed or replaced, and what is open of it could not be saved (\(reason)): free disk space, or give the service a folder that it may write to"
        case .refused(let rule):
            "the history refused what was to be stored: \(rule)"
        case .failed(let reason):
            "the database failed: \(reason)"
        }
    }

    /// What to say of the file at `path`, which somebody named: advice for the database in force would mislead him.
    package func sentence(onFile path: String) -> String {
        switch self {
        case .missing("") where path.isEmpty: "the name of the file is empty: name one"
        case .missing(path): "there is no file at \(path): see whether its name is right"
        case .foreign(path): "\(path) is neither a database of Balance Monitor nor a backup of one"
        default: description
        }
    }

    /// Where the disk itself takes nothing, owner and mode are not to blame.
    private static func advice(_ reason: String) -> String {
        switch reason {
        case systemReason(EROFS): "see in the kernel's log why its disk is mounted read-only, and mount it writable again"
        case systemReason(ENOSPC), systemReason(EDQUOT): "free disk space there"
        case systemReason(EISDIR): "name a file in it"
        default: "check its owner and mode, and those of its directory"
        }
    }

    /// Decimal megabytes, rounded up, as `df -H` counts.
    private static func megabytes(_ bytes: Int64) -> Int64 { (bytes + 999_999) / 1_000_000 }
}
