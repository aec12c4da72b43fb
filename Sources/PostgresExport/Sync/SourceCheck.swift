import History

/// Whether a history is the one whose rows are at the server, only longer.
struct SourceCheck: Sendable {
    private let generation: String?
    private let positions: [String: Int64]
    /// What the server holds at the cursor of a table: how many rows, and their values added up.
    private let last: [String: [String?]]

    init(site: CentralSite, _ connection: borrowing PostgresConnection) throws(SyncError) {
        generation = try site.generation(connection)
        positions = try site.positions(connection)
        var last: [String: [String?]] = [:]
        for table in Self.compared {
            guard let position = positions[table.name] else { continue }
            last[table.name] = try connection.run(
                """
                SELECT count(*), (sum(balance) * 1000000)::numeric(40,0), (sum(spent) * 1000000)::numeric(40,0),
                       (sum(credited) * 1000000)::numeric(40,0)
                FROM \(table.name)
                WHERE site = $1 AND \(table.cursor) = to_timestamp($2::bigint)
                """, [site.id, String(position)]
            ).rows.first
        }
        self.last = last
    }

    /// Whether anything of the site was copied.
    var isKnown: Bool { generation != nil }

    private static let compared = [ExportedTable.reading, .hour]

    /// Why nothing may be sent from it; nil for the same history, and for one that the server does not know yet.
    func fault(of history: HistoryReader) async throws -> SyncError? {
        guard let generation else { return nil }
        return try await history.read { snapshot in
            let source = try SourceState(snapshot)
            guard source.generation == generation else { return .restored }
            for table in ExportedTable.all {
                if let position = positions[table.name], let end = source.end(of: table), position > end {
                    return .behind(table: table.name)
                }
            }
            for table in Self.compared {
                // No row there at all: the server's owner keeps years of them no longer.
                guard let position = positions[table.name], let there = last[table.name], there.first != "0" else { continue }
                // Deleted here in the course of time, and kept there.
                if table == .reading, position <= source.thinnedUntil { continue }
                guard try Self.values(of: table, at: position, snapshot) == there else { return .diverged(table: table.name) }
            }
            return nil
        }
    }

    private static func values(of table: ExportedTable, at position: Int64, _ snapshot: Snapshot) throws -> [String?] {
        var (rows, sums) = (0, [Int128](repeating: 0, count: 3))
        try snapshot.stream(
            "SELECT balance_micros, spent_micros, credited_micros FROM \(table.name) WHERE \(table.cursor) = ?", [position]
        ) { row in
            rows += 1
            for column in sums.indices { sums[column] += Int128(row.number(column)) }
        }
        return [String(rows)] + sums.map { rows == 0 ? nil : String($0) }
    }
}
