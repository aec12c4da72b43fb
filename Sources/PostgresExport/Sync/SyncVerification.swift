import Domain
package import History

/// Compares what a server holds of a history with the history itself, as far as it was copied; changes nothing.
package struct SyncVerification: Sendable {
    /// Rows that are not the same at both ends.
    package struct Difference: Hashable, Sendable {
        package let table: String
        /// Which row, or which wallet.
        package let what: String
        /// `2026-11-22`, the UTC day; nil for tables that are compared row by row.
        package let day: String?
        package let rowsHere: Int
        package let rowsThere: Int
    }

    /// A table of which the server no longer keeps the beginning.
    package struct Beginning: Hashable, Sendable {
        package let table: String
        /// `2024-11-22`, the UTC day of the first row here.
        package let firstDay: String
        /// The UTC day from which on the table was compared.
        package let comparedFrom: String
    }

    /// What a comparison has found.
    package struct Outcome: Hashable, Sendable {
        /// In the order of tables and days.
        package internal(set) var differences: [Difference] = []
        /// What was left out of the comparison.
        package internal(set) var beginnings: [Beginning] = []
    }

    private let sync: PostgresSync

    /// Compares with where `sync` copies to.
    package init(_ sync: PostgresSync) {
        self.sync = sync
    }

    /// Compares all of it: `reading`, `hour` and so every sum by wallet and day, other tables row by row.
    ///
    /// What was not copied yet is no difference, nor are readings that were thinned out here, nor days before the oldest that the server still
    /// keeps. Throws `SyncError` or `HistoryError`.
    package func run(_ history: HistoryReader) async throws -> Outcome {
        let connection = try sync.connect()
        try CentralSchema(name: sync.schema).prepare(connection)
        let site = CentralSite(id: try await history.read { try $0.siteID() })
        try site.lock(connection, schema: sync.schema)
        guard let generation = try site.generation(connection) else { throw SyncError.unknownSite }
        let positions = try site.positions(connection)
        let source = try await history.read { try SourceState($0) }
        guard source.generation == generation else { throw SyncError.restored }
        var found = Outcome()
        for table in ExportedTable.all {
            switch table.growth {
            case .atEnd where table.columns.contains { $0.name == "wallet_id" }:
                let beginning = try await KeptBeginning(table: table).find(history, connection, site: site)
                if let beginning {
                    found.beginnings.append(
                        Beginning(
                            table: table.name, firstDay: Self.day(beginning.firstDay), comparedFrom: Self.day(beginning.after / 86_400)))
                }
                let after = max(table == .reading ? source.thinnedUntil : -1, beginning?.after ?? -1)
                let days = try await DayValues(table: table).differences(
                    history, connection, site: site, after: after, until: positions[table.name] ?? -1)
                let names = try days.isEmpty ? [:] : walletNames(connection, site)
                found.differences += days.map { day in
                    Difference(
                        table: table.name, what: names[day.wallet] ?? "wallet \(day.wallet)",
                        day: Self.day(day.day), rowsHere: day.rowsHere, rowsThere: day.rowsThere)
                }
            case .whole where table == .meta: break  // It changes with every sweep.
            case .atEnd, .revised, .whole:
                let batch = try await history.read { try SyncBatch(whole: table, $0) }
                found.differences += try connection.transaction { (connection) throws(SyncError) in
                    try compare(batch, position: positions[table.name] ?? -1, connection, site)
                }
            }
        }
        return found
    }

    private static func day(_ number: Int64) -> String { CivilDate(dayNumber: Int(number)).description }

    /// Row by row. Behind the cursor a row may be new or changed here, which is no difference.
    private func compare(
        _ batch: SyncBatch, position: Int64, _ connection: borrowing PostgresConnection, _ site: CentralSite
    ) throws(SyncError) -> [Difference] {
        let (table, statements) = (batch.table, MergeStatements(batch.table))
        let columns = table.columns.map(\.name)
        try connection.run(statements.create)
        try connection.copy(batch.bytes, to: statements.incoming, columns: columns)
        // What the server need not have yet: a whole goes only when it has changed, all of it at once.
        let isSent =
            switch table.growth {
            case .atEnd(let column): "i.\(column) <= to_timestamp(\(position))"
            case .revised: "i.revision <= \(position)"
            case .whole: "true"
            }
        guard table.growth != .whole || position == batch.position else { return [] }
        let key = table.key.map { "coalesce(i.\($0), t.\($0))::text" }.joined(separator: " || ' ' || ")
        let same = table.key.map { "i.\($0) = t.\($0)" }.joined(separator: " AND ")
        let here = columns.map { "i.\($0)" }.joined(separator: ", ")
        let there = columns.map { "t.\($0)" }.joined(separator: ", ")
        return try connection.run(
            """
            SELECT \(key), (i.is_here IS NOT NULL)::int, (t.is_there IS NOT NULL)::int
            FROM (SELECT *, true AS is_here FROM \(statements.incoming)) AS i
            FULL JOIN (SELECT *, true AS is_there FROM \(table.name) WHERE site = $1) AS t ON \(same)
            WHERE i.is_here IS NULL OR (\(isSent) AND (t.is_there IS NULL OR (\(here)) IS DISTINCT FROM (\(there))))
            ORDER BY 1
            """, [site.id]
        ).rows.map { row in
            Difference(table: table.name, what: row[0] ?? "", day: nil, rowsHere: row[1] == "1" ? 1 : 0, rowsThere: row[2] == "1" ? 1 : 0)
        }
    }

    private func walletNames(_ connection: borrowing PostgresConnection, _ site: CentralSite) throws(SyncError) -> [Int64: String] {
        let rows = try connection.run(
            "SELECT w.id, a.name || ' ' || w.key || ' ' || w.currency FROM wallet AS w JOIN account AS a ON a.site = w.site AND a.id = w.account_id WHERE w.site = $1",
            [site.id]
        ).rows
        var names: [Int64: String] = [:]
        for row in rows { if let id = row[0].flatMap({ Int64($0) }) { names[id] = row[1] } }
        return names
    }
}
