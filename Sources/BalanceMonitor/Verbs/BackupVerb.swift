import Domain
import History
import Networks

/// `backup`: a verified copy of the database in the backups' folder, beside a running daemon or without one.
package enum BackupVerb {
    /// Makes one and rotates the others; a failure ends with `failed`, and the daemon is asked to tell the owners.
    ///
    /// `free` says how many bytes are left on the disk of a directory.
    package static func run(
        configuration path: String, output: Output, outside: VerbOutside = .process,
        free: @escaping @Sendable (String) -> Int64? = BackupFolder.freeBytes
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let configuration = desk.configuration
            let database = configuration.history.database
            let folder = BackupFolder(path: configuration.paths.backups, database: database, free: free)
            let backup = Backup(folder: folder, keep: configuration.backup.keep, minFree: configuration.backup.minFree)
            do throws(HistoryError) {
                show(try backup.make(of: database, at: desk.now), desk.output)
                return .ok
            } catch {
                desk.output.complain(error.description)
                // The other one tells them, should it fail.
                guard error != .copying(path: desk.configuration.paths.backups) else { return .failed }
                tellOwners(of: error, database: database, desk)
                return .failed
            }
        }
    }

    private static func show(_ made: Backup.Made, _ output: Output) {
        if output.isJSON {
            output.write([
                "backup": .string(made.path), "bytes": .number(made.bytes), "wallets": .number(made.soundness.wallets),
                "removed": .list(made.removed) { .string($0) },
            ])
            return
        }
        output.write("\(made.path) is a sound copy, and the money of its \(made.soundness.wallets) wallets adds up.")
        for file in made.removed { output.write("\(file) was removed: newer ones are there.") }
    }

    /// Where not even a wish can be left, the exit code and this sentence must do.
    private static func tellOwners(of failure: HistoryError, database: String, _ desk: VerbDesk) {
        do throws(HistoryError) {
            _ = try History.leaveWish(
                path: database, kind: BackupFailure.kind, payload: BackupFailure(reason: failure.description).payload, at: desk.now)
        } catch {
            // What keeps a backup from being made mostly keeps a wish from being left, and has been said.
            desk.output.complain(
                "the owners cannot be told" + (isTheSame(error, failure) ? ", since that takes the database too" : ": \(error)"))
        }
    }

    private static func isTheSame(_ error: HistoryError, _ failure: HistoryError) -> Bool {
        if case .unsound = failure, error.isDamage { true } else { error == failure }
    }
}
