import GRDB

/// What a check of a whole database found: damage of the file, and where its money does not add up.
package struct Soundness: Hashable, Sendable {
    /// What SQLite finds damaged, a line each.
    package let damage: [String]
    /// Where the ledger breaks its own laws or the schema is not ours, a sentence each.
    package let faults: [String]
    /// How many wallets the database holds.
    package let wallets: Int
    /// The version of its schema, which may be an earlier one.
    package let schema: Int

    /// Whether nothing was found.
    package var isSound: Bool { damage.isEmpty && faults.isEmpty }

    /// The first of the findings; nil for a sound database.
    var first: String? { damage.first ?? faults.first }
}

extension Snapshot {
    /// Checks everything, reading the whole database; `isThorough` compares each index with its table too.
    package func soundness(isThorough: Bool = false) throws -> Soundness {
        let schema = try Schema.version(of: database)
        // Before the third version days of an earlier time zone stayed beside those of the present one.
        let days = schema < 3 ? [] : try faultsOfDays()
        return Soundness(
            damage: try damage(isThorough: isThorough), faults: try Schema.faults(of: database) + ledgerFaults() + days,
            wallets: try wallets().count, schema: schema)
    }
}

extension History {
    /// Checks the database at `path`, beside a running daemon too, or a copy of one, of an earlier schema too; nothing is written.
    ///
    /// Throws `HistoryError` for what is no database of ours, is of a later schema or cannot be read; damage is an answer.
    package static func soundness(of path: String) throws(HistoryError) -> Soundness {
        try DatabaseFile(path: path).inspect()
        do {
            let queue = try Connection.reading(path)
            let soundness = try queue.read { database in
                let version = try Schema.version(of: database)
                guard version <= Schema.version else { throw HistoryError.newer(path: path, version: version, known: Schema.version) }
                return try Snapshot(database: database).soundness(isThorough: true)
            }
            try queue.close()
            return soundness
        } catch {
            switch HistoryError(error) {
            case .corrupt(let detail): return Soundness(damage: [detail], faults: [], wallets: 0, schema: 0)
            case .cannotWrite(let reason): throw .cannotOpen(path: path, reason: reason)
            case let error: throw error
            }
        }
    }
}
