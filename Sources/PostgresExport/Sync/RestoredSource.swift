import History

/// Makes the server's rows of a site agree with a history that is not the one copied: a backup was restored, most likely.
///
/// Both have the same beginning. What is kept is the server's rows up to the last midnight (UTC) before the closings of hours differ: among
/// them readings that the history itself has thinned out long ago. Behind it all goes, and is sent anew by the ordinary way. Tables whose rows
/// change are compared by content, since their revisions were given twice. One transaction: all of it or nothing.
struct RestoredSource {
    let site: CentralSite
    let host: String

    /// Does it, and says up to which UTC second rows were kept.
    func replace(
        _ history: HistoryReader, _ connection: borrowing PostgresConnection, into summary: inout SyncSummary
    ) async throws -> Int64 {
        let positions = try site.positions(connection)
        let hour = ExportedTable.hour.name
        let newest = max(try await history.read { try SourceState($0).newest[hour] ?? -1 }, positions[hour] ?? -1)
        let differing = try await DayValues(table: .hour).differences(
            history, connection, site: site, after: -1, until: newest, onlyFirst: true)
        let (source, batches) = try await history.read { snapshot in
            (try SourceState(snapshot), try Self.changing.map { try SyncBatch(whole: $0, snapshot) })
        }
        let kept = min(differing.first.map { $0.day * 86_400 } ?? .max, source.newest[hour] ?? -1)
        let moved = try connection.transaction { (connection) throws(SyncError) in
            try replace(source, batches, positions, kept: kept, connection)
        }
        for table in moved { summary.add(table) }
        return kept
    }

    /// Each behind those that it points to.
    private static let changing = [ExportedTable.account, .wallet, .credit, .gap, .glitch]

    private func replace(
        _ source: SourceState, _ batches: [SyncBatch], _ positions: [String: Int64], kept: Int64,
        _ connection: borrowing PostgresConnection
    ) throws(SyncError) -> [SyncSummary.Table] {
        var moved: [SyncSummary.Table] = []
        try site.register(source, host: host, connection)
        for table in [ExportedTable.frame, .hour, .reading] {
            try connection.run(
                "DELETE FROM \(table.name) WHERE site = $1 AND \(table.cursor) > to_timestamp($2::bigint)", [site.id, String(kept)])
            guard let position = positions[table.name] else { continue }
            try site.move(table, from: position, to: min(position, kept, source.newest[table.name] ?? -1), connection)
        }
        for batch in batches {
            let statements = MergeStatements(batch.table)
            try connection.run(statements.create)
            try connection.copy(batch.bytes, to: statements.incoming, columns: batch.table.columns.map(\.name))
            let rows = try connection.run(statements.merge(byContent: true), [site.id]).changed
            moved.append(.init(name: batch.table.name, rows: rows))
            try site.move(batch.table, from: positions[batch.table.name], to: source.revision, connection)
        }
        for batch in batches.reversed() { try connection.run(MergeStatements(batch.table).prune, [site.id]) }
        return moved
    }
}
