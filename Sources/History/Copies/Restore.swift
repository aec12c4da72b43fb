package import Domain
import GRDB
import Glibc

/// Puts a backup in the place of a database, so that a process killed anywhere leaves the old one whole or the new one whole.
package struct Restore {
    /// What was done.
    package struct Done: Hashable, Sendable {
        /// Where the database is that was replaced; nil where there was none.
        package let replaced: String?
        /// What was found in the backup.
        package let soundness: Soundness
    }

    /// The moments at which a test looks, or a process may be killed.
    enum Step: CaseIterable { case copied, marked, logEmptied, kept, companionsGone, renamed, opened }

    private let target: DatabaseFile
    private let draft: DatabaseFile
    private let owner: FileOwner?
    private let now: Instant
    private let observe: (Step) throws -> Void

    /// For the database at `path`, whose lock the caller holds.
    package init(to path: String, at now: Instant) {
        self.init(to: path, at: now) { _ in }
    }

    init(to path: String, at now: Instant, observe: @escaping (Step) throws -> Void) {
        target = DatabaseFile(path: WriterLock.resolved(path))
        draft = DatabaseFile(path: target.path + ".restoring")
        owner = FileOwner(of: target.path) ?? FileOwner(of: DatabaseFile.directory(of: target.path))
        self.now = now
        self.observe = observe
    }

    /// Copies and checks `file`, then exchanges; `lock` is the database's own. Throws `HistoryError`; until the exchange nothing has changed.
    package func run(from file: String, lock: WriterLock) throws(HistoryError) -> Done {
        guard !target.isSame(as: DatabaseFile(path: file)) else { throw .live(path: file) }
        do {
            let soundness = try OnlineCopy.write(file, into: draft, isQuiet: true)
            try observe(.copied)
            try mark()
            try observe(.marked)
            let replaced = try exchange()
            try observe(.renamed)
            try History.open(path: target.path, lock: lock).close()
            for companion in target.all + [target.path + ".lock"] { try owner?.give(companion) }
            try observe(.opened)
            return Done(replaced: replaced, soundness: soundness)
        } catch {
            for file in draft.all { unlink(file) }
            throw HistoryError(error)
        }
    }

    /// Gives the copy a new generation, so that a copy of the replaced one elsewhere is not carried on.
    private func mark() throws {
        let queue = try Connection.copying(draft.path)
        try queue.write { try Transaction(database: $0).renewGeneration() }
        try queue.close()
        try owner?.give(draft.path)
    }

    private func exchange() throws -> String? {
        guard target.exists else {
            target.removeCompanions()
            try draft.rename(to: target.path)
            return nil
        }
        let replaced = try keepReplaced()
        try observe(.kept)
        // Nothing of the replaced one is in them any more; beside the new one its log would be taken for the new one's own.
        target.removeCompanions()
        try observe(.companionsGone)
        try draft.rename(to: target.path)
        return replaced
    }

    /// A second name for the replaced database, which the exchange takes the first one from.
    private func keepReplaced() throws -> String {
        let replaced = DatabaseFile.unused("\(target.path).replaced-" + now.compact)
        try emptyLog()
        // What a damaged one still has in its logs stays with it.
        for ending in DatabaseFile.logEndings where DatabaseFile(path: target.path + ending).bytes > 0 {
            try give(target.path + ending, theName: replaced + ending)
        }
        try observe(.logEmptied)
        try give(target.path, theName: replaced)
        try DatabaseFile.synchronise(DatabaseFile.directory(of: replaced))
        return replaced
    }

    /// Moves the log of the replaced database into it, unless it is too damaged for that. Throws `busy` while somebody reads from the log.
    private func emptyLog() throws {
        let log = DatabaseFile(path: target.path + "-wal")
        guard log.bytes > 0 else { return }
        do {
            let queue = try Connection.writing(target.path)
            try queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try queue.close()
        } catch {
            return
        }
        guard log.bytes == 0 else { throw HistoryError.busy }
    }

    private func give(_ file: String, theName name: String) throws(HistoryError) {
        guard link(file, name) == 0 else { throw .cannotCopy(path: name, reason: systemReason()) }
    }
}
