import Domain
import GRDB

/// One transaction: its methods compose, and either all of what they wrote is stored or none.
package struct Transaction {
    /// What is stored, with what this transaction has written so far.
    package let snapshot: Snapshot
    let progress = Progress()

    var database: Database { snapshot.database }

    init(database: Database) {
        snapshot = Snapshot(database: database)
    }

    /// Runs a statement that is prepared once for the connection's life; says how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
        return database.changesCount
    }

    /// Does something secondary, which stores no readings: where it fails, all that it wrote is taken back, and nothing else is.
    ///
    /// Returns the failure. Throws only `HistoryError.busy` and `.cannotWrite`, with which the whole transaction fails too.
    package func attempt<T>(_ body: () throws -> T) throws -> Result<T, any Error> {
        var result: Result<T, any Error>?
        do {
            try database.inSavepoint {
                result = .success(try body())
                return .commit
            }
        } catch {
            let error = HistoryError.translated(error)
            switch error as? HistoryError {
            case .busy, .cannotWrite: throw error
            default: return .failure(error)
            }
        }
        return result ?? .failure(HistoryError.failed("the savepoint did nothing"))
    }

    /// What has been worked out once for the whole transaction.
    final class Progress {
        /// The earliest instant that a reading of this transaction may have.
        var floor: Instant?
        /// Whether the hours that ended before it have their closings.
        var hasClosedHours = false
        /// The readings that this transaction stored, each wallet's in the order in which they came.
        var appended: [WalletID: [Reading]] = [:]
        /// What the wallets held before them.
        var stateBefore: [WalletID: Reading]?
    }
}
