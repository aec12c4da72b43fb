package import Domain
import GRDB
import Glibc

extension History {
    /// Whether the database's path still leads to the database that is open; costs three calls of stat.
    package var place: DatabasePlace {
        (try? current()).map(\.place) ?? .withoutLog
    }

    /// Takes the lock's file again where it was removed; see `WriterLock.renew`.
    package func renewLock() -> WriterLock.Hold { lock.renew() }

    /// Saves what is open, whose path leads elsewhere, as a new file; from then on that file is the history.
    ///
    /// The copy lies beside the lost file or else in the first of `folders` that takes it, is checked, and replaces nothing. All waits for it:
    /// what was written before is in the copy, what comes later goes into it. `progress` is called every few megabytes.
    /// Returns the copy's path. Throws `HistoryError`; the open file is written to as before then.
    package func saveCopy(
        at now: Instant, orIn folders: [String], progress: @escaping @Sendable () -> Void = {}
    ) async throws -> String {
        let open = try current()
        let name = DatabaseFile.name(of: originalFile) + SavedCopy.ending + now.compact
        let beside = [originalFile, originalPath].map(DatabaseFile.directory(of:))
        var reasons: [String] = []
        for folder in (beside + folders).uniqued() {
            do {
                let target = DatabaseFile.unused("\(folder)/\(name)")
                try await open.queue.inOrder { try self.move(open, $0, to: target, progress) }
                return target
            } catch {
                reasons.append("\(folder): \(HistoryError(error))")
            }
        }
        throw HistoryError.notSaved(path: originalPath, reason: reasons.joined(separator: "; "))
    }

    /// Copies within one turn of the writer, so that nothing is written between the copy and the exchange.
    private func move(
        _ open: OpenDatabase, _ database: Database, to target: String, _ progress: @escaping @Sendable () -> Void
    ) throws {
        let draft = DatabaseFile(path: DatabaseFile.unused(target, ending: ".partial"))
        do {
            try draft.createEmpty()
            let copy = try Connection.copying(draft.path)
            try copy.inDatabase { try database.backup(to: $0, pagesPerStep: 1024) { _ in progress() } }
            let damage = try copy.inDatabase { try Snapshot(database: $0).damage() }
            try copy.close()
            if let damage = damage.first { throw HistoryError.unsound(path: open.path, detail: damage) }
            try FileOwner(of: DatabaseFile.directory(of: target))?.give(draft.path)
            try draft.rename(toUnused: target)
        } catch {
            for file in draft.all { unlink(file) }
            throw error
        }
        // A log that stays under the old name would be taken for the log of the file that is there now.
        try? database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        do {
            exchange(open, for: try OpenDatabase(path: target, patience: patience))
        } catch {
            for file in DatabaseFile(path: target).all { unlink(file) }
            throw error
        }
    }

    /// Opens the database again where its log was removed under it; until then no other program sees what is in the log.
    ///
    /// Everything is moved into the database first. Throws `HistoryError`, `busy` while somebody reads from the log.
    package func renewLog() async throws {
        do {
            try await current().queue.inOrder { database in
                let result = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                guard let result, (result[1] as Int) == (result[2] as Int) else { throw HistoryError.busy }
            }
            try reopen()
        } catch {
            throw HistoryError.translated(error)
        }
    }
}

extension DatabaseQueue {
    /// Does `body` when its turn among the writes has come, outside of any transaction.
    func inOrder(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            asyncWriteWithoutTransaction { database in continuation.resume(with: Result { try body(database) }) }
        }
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it stands first.
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

/// The copies that were saved of a database whose path led elsewhere.
enum SavedCopy {
    static let ending = ".saved-"

    /// The newest one beside `path`; nil where there is none.
    static func newest(of path: String) -> String? {
        let (folder, name) = (DatabaseFile.directory(of: path), DatabaseFile.name(of: path) + ending)
        let copies = (try? BackupFolder.names(in: folder)) ?? []
        return copies.filter { $0.hasPrefix(name) && !$0.contains(".partial") }.map { "\(folder)/\($0)" }
            .filter { (try? DatabaseFile(path: $0).inspect()) != nil }.max()
    }
}
