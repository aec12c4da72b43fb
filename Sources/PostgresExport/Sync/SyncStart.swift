import History

/// What a copy reads from one single state of the history: how far it will go, and the tables that others point to.
struct SyncStart: Sendable {
    let source: SourceState
    /// Accounts and wallets, to which later rows point, and days.
    let first: [SyncBatch]
    /// Notes that say how far the rest is known.
    let last: [SyncBatch]

    init(_ snapshot: Snapshot, after positions: [String: Int64]) throws {
        let source = try SourceState(snapshot)
        self.source = source
        // In one transaction whatever their number: a wallet must not come before its account.
        first =
            try [ExportedTable.account, .wallet].map { table in
                try SyncBatch(table, after: positions[table.name] ?? -1, end: source.revision, limit: .max, snapshot)
            } + [SyncBatch(whole: .day, snapshot)]
        last = [try SyncBatch(whole: .meta, snapshot)]
    }

    /// Whether the table is among those of the beginning.
    func goesFirst(_ table: ExportedTable) -> Bool { first.contains { $0.table == table } }
}
