import Domain
import History
import Networks

/// `restore FILE`: puts a backup in the place of the database, which is kept; the daemon must be stopped.
package enum RestoreVerb {
    /// Refuses what is damaged, of a later version or no database of ours, and changes nothing then.
    package static func run(
        configuration path: String, file: String, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            let database = desk.configuration.history.database
            let lock = try WriterLock(database: database)
            let done: Restore.Done
            do throws(HistoryError) {
                done = try Restore(to: database, at: desk.now).run(from: file, lock: lock)
            } catch {
                throw VerbEnd(.failed, error.sentence(onFile: file))
            }
            if desk.output.isJSON {
                desk.output.write([
                    "database": .string(database), "replaced": .text(done.replaced),
                    "wallets": .number(done.soundness.wallets),
                ])
                return .ok
            }
            desk.output.write("\(file) is in force as \(database), and the money of its \(done.soundness.wallets) wallets adds up.")
            if let replaced = done.replaced { desk.output.write("The database that it replaced is kept as \(replaced).") }
            return .ok
        }
    }
}
