import History

/// Makes the server's rows of a site agree with a history that is not the one copied: a backup was restored, most likely.
///
/// All of the history is sent once more, and row by row what differs there is changed, what is missing added, and what the history does not
/// have taken away. Two things are none of its business: readings that were thinned out here and stay there, and the beginning that the
/// server's owner no longer keeps. One transaction: all of it or nothing.
struct RestoredSource {
    let site: CentralSite
    let host: String
    let batchSize: Int

    /// Does it, and says how many rows were taken away.
    func replace(
        _ history: HistoryReader, _ connection: borrowing PostgresConnection, into summary: inout SyncSummary,
        report: (SyncSummary.Table) -> Void
    ) async throws -> Int {
        let positions = try site.positions(connection)
        let (source, wholes) = try await history.read { snapshot in
            (try SourceState(snapshot), try Self.wholes.map { try SyncBatch(whole: $0, snapshot) })
        }
        let (moved, removed) = try await connection.transaction { connection in
            try site.register(source, host: host, connection)
            var removed = 0
            var moved = try wholes.map { try merge($0, source, positions, connection) }
            // Before their wallets go.
            for table in Self.growing where table != .frame {
                removed += try connection.run(Self.withoutWallet(table), [site.id]).changed
            }
            for batch in wholes.reversed() {
                removed += try connection.run(MergeStatements(batch.table).prune, [site.id]).changed
            }
            for table in Self.growing {
                let done = try await reconcile(table, source, positions[table.name], history, connection, report)
                moved.append(done.moved)
                removed += done.removed
            }
            return (moved, removed)
        }
        for table in moved { summary.add(table) }
        return removed
    }

    /// Each behind those that it points to.
    private static let wholes = [ExportedTable.account, .wallet, .credit, .gap, .glitch, .day, .meta]
    private static let growing = [ExportedTable.hour, .frame, .reading]

    private func load(_ batch: SyncBatch, _ connection: borrowing PostgresConnection) throws(SyncError) {
        let statements = MergeStatements(batch.table)
        try connection.run(statements.create)
        try connection.run("TRUNCATE \(statements.incoming)")
        try connection.copy(batch.bytes, to: statements.incoming, columns: batch.table.columns.map(\.name))
    }

    private func merge(
        _ batch: SyncBatch, _ source: SourceState, _ positions: [String: Int64], _ connection: borrowing PostgresConnection
    ) throws(SyncError) -> SyncSummary.Table {
        let started = ContinuousClock.now
        try load(batch, connection)
        let rows = try connection.run(MergeStatements(batch.table).merge(byContent: true), [site.id]).changed
        let position = batch.table.growth == .whole ? batch.position : source.revision
        try site.move(batch.table, from: positions[batch.table.name], to: position, connection)
        return .init(name: batch.table.name, rows: rows, duration: started.duration(to: .now))
    }

    /// Goes through a table from its beginning to its end, a batch at a time.
    private func reconcile(
        _ table: ExportedTable, _ source: SourceState, _ position: Int64?, _ history: HistoryReader,
        _ connection: borrowing PostgresConnection, _ report: (SyncSummary.Table) -> Void
    ) async throws -> (moved: SyncSummary.Table, removed: Int) {
        let (end, limit, started) = (source.end(of: table) ?? -1, batchSize, ContinuousClock.now)
        let statements = MergeStatements(table)
        let beginning = try await KeptBeginning(table: table).find(history, connection, site: site)
        var (moved, removed) = (SyncSummary.Table(name: table.name), 0)
        // Midnight itself, too: what happened in it may stand in the first of the days that are kept.
        var from = beginning.map { $0.after - 1 } ?? -1
        while true {
            let after = from
            // What is thinned out while this goes on is not missing either, so each state says for itself how far that has come.
            let (batch, thinned) = try await history.read { snapshot in
                let thinned = table == .reading ? try SourceState(snapshot).thinnedUntil : -1
                return (try SyncBatch(table, after: max(after, thinned), end: end, limit: limit, snapshot), thinned)
            }
            from = max(from, thinned)
            let until = batch.rows > 0 ? String(batch.position) : "infinity"
            try load(batch, connection)
            removed += try connection.run(statements.removeMissing, [site.id, String(from), until]).changed
            guard batch.rows > 0 else { break }
            moved.rows += try connection.run(statements.merge(byContent: true), [site.id]).changed
            from = batch.position
            report(moved)
        }
        moved.duration = started.duration(to: .now)
        try site.move(table, from: position, to: min(from, end), connection)
        return (moved, removed)
    }

    private static func withoutWallet(_ table: ExportedTable) -> String {
        """
        DELETE FROM \(table.name) AS t
        WHERE site = $1 AND NOT EXISTS (SELECT 1 FROM \(MergeStatements(.wallet).incoming) AS i WHERE i.id = t.wallet_id)
        """
    }
}
