import History

/// Where the server's rows of a table begin, when its owner no longer keeps the oldest of those that were copied: years go by dropping
/// partitions.
struct KeptBeginning: Sendable {
    let table: ExportedTable

    /// From when on all of them should be there.
    struct Found: Hashable, Sendable {
        /// The UTC midnight, in epoch seconds, at which the first day that is kept begins.
        let after: Int64
        /// The day, since 1970, of the first row here.
        let firstDay: Int64
    }

    /// It, or nil where the server begins on the day on which the history does, or holds nothing at all of the table.
    func find(_ history: HistoryReader, _ connection: borrowing PostgresConnection, site: CentralSite) async throws -> Found? {
        let oldest = try connection.run(
            "SELECT extract(epoch FROM min(\(table.cursor)))::bigint FROM \(table.name) WHERE site = $1", [site.id]
        ).rows.first?.first.flatMap { $0 }.flatMap { Int64($0) }
        let first = try await history.read { snapshot in
            // Of what was thinned out here nothing can be said anyway.
            let thinned = table == .reading ? try SourceState(snapshot).thinnedUntil : -1
            var first: Int64?
            try snapshot.stream("SELECT min(\(table.cursor)) FROM \(table.name) WHERE \(table.cursor) > ?", [thinned]) { row in
                first = row.isNull(0) ? nil : row.number(0)
            }
            return first
        }
        guard let oldest, let first, oldest / 86_400 > first / 86_400 else { return nil }
        return Found(after: oldest / 86_400 * 86_400, firstDay: first / 86_400)
    }
}
