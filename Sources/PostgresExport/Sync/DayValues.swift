import History

/// The values of `reading` or `hour` added up by wallet and UTC day, in the history and at the server, and where they differ.
///
/// Some days at a time, so that memory stays flat. A day holds what happened behind its midnight up to the next one, as the ledger has it.
struct DayValues: Sendable {
    let table: ExportedTable
    /// Days in one go.
    private static let stride: Int64 = 31

    /// One wallet's day that is not the same at both ends.
    struct Difference: Hashable, Sendable {
        /// Days since 1970.
        let day: Int64
        let wallet: Int64
        let rowsHere: Int
        let rowsThere: Int
    }

    /// Where they differ behind `after` up to `until`, both epoch seconds, in order of time.
    func differences(
        _ history: HistoryReader, _ connection: borrowing PostgresConnection, site: CentralSite, after: Int64, until: Int64
    ) async throws -> [Difference] {
        var found: [Difference] = []
        let oldest = try connection.run(
            "SELECT extract(epoch FROM min(\(table.cursor)))::bigint FROM \(table.name) WHERE site = $1 AND \(table.cursor) > to_timestamp($2::bigint)",
            [site.id, String(after)]
        ).rows.first?.first.flatMap { $0 }.flatMap { Int64($0) }
        var start = try await history.read { snapshot in
            var first: Int64?
            try snapshot.stream("SELECT min(\(table.cursor)) FROM \(table.name) WHERE \(table.cursor) > ?", [after]) { row in
                first = row.isNull(0) ? nil : row.number(0)
            }
            return first
        }
        start = [start, oldest].compactMap { $0 }.min()
        guard var from = start.map({ max(after, ($0 - 1) / 86_400 * 86_400) }), from < until else { return [] }
        while from < until {
            let end = min(until, (from / 86_400 + Self.stride) * 86_400)
            let start = from
            let (here, range) = try await history.read { snapshot in
                // What is thinned out here while this goes on is not missing either.
                let thinned = table == .reading ? try SourceState(snapshot).thinnedUntil : -1
                let range = [min(max(start, thinned), end), end]
                return (try lines(snapshot, range), range)
            }
            try connection.transaction { (connection) throws(SyncError) in
                found += try compare(here, range, connection, site)
            }
            from = end
        }
        return found
    }

    /// Sums are parted into units and micros: a sum of whole micros might not fit into 64 bits.
    private func lines(_ snapshot: Snapshot, _ range: [Int64]) throws -> [UInt8] {
        let sums = ["balance_micros", "spent_micros", "credited_micros"].flatMap { ["sum(\($0) / 1000000)", "sum(\($0) % 1000000)"] }
        var bytes: [UInt8] = []
        let output = ByteOutput { bytes.append(contentsOf: $0) }
        try snapshot.stream(
            """
            SELECT (\(table.cursor) - 1) / 86400, wallet_id, count(*), \(sums.joined(separator: ", "))
            FROM \(table.name)
            WHERE \(table.cursor) > ? AND \(table.cursor) <= ?
            GROUP BY 1, 2
            """, range
        ) { row in
            try output.put((0..<9).map { String(row.number($0)) }.joined(separator: "\t") + "\n")
        }
        try output.flush()
        return bytes
    }

    private static let columns = [
        "day", "wallet_id", "rows", "balance", "balance_rest", "spent", "spent_rest", "credited", "credited_rest",
    ]

    private func compare(
        _ here: [UInt8], _ range: [Int64], _ connection: borrowing PostgresConnection, _ site: CentralSite
    ) throws(SyncError) -> [Difference] {
        let definitions = Self.columns.map { "\($0) bigint NOT NULL" }.joined(separator: ", ")
        try connection.run("CREATE TEMPORARY TABLE IF NOT EXISTS incoming_days (\(definitions)) ON COMMIT DELETE ROWS")
        try connection.copy(here, to: "incoming_days", columns: Self.columns)
        let rows = try connection.run(
            """
            WITH there AS (
                SELECT (extract(epoch FROM \(table.cursor))::bigint - 1) / 86400 AS day, wallet_id, count(*) AS rows,
                       sum(balance) AS balance, sum(spent) AS spent, sum(credited) AS credited
                FROM \(table.name)
                WHERE site = $1 AND \(table.cursor) > to_timestamp($2::bigint) AND \(table.cursor) <= to_timestamp($3::bigint)
                GROUP BY 1, 2
            )
            SELECT day, wallet_id, coalesce(h.rows, 0), coalesce(t.rows, 0)
            FROM incoming_days AS h
            FULL JOIN there AS t USING (day, wallet_id)
            WHERE h.rows IS DISTINCT FROM t.rows OR h.balance + h.balance_rest * 0.000001 IS DISTINCT FROM t.balance
               OR h.spent + h.spent_rest * 0.000001 IS DISTINCT FROM t.spent
               OR h.credited + h.credited_rest * 0.000001 IS DISTINCT FROM t.credited
            ORDER BY day, wallet_id
            """, [site.id] + range.map { String($0) }
        ).rows
        return rows.map { row in
            let numbers = row.map { $0.flatMap { Int64($0) } ?? 0 }
            return Difference(day: numbers[0], wallet: numbers[1], rowsHere: Int(numbers[2]), rowsThere: Int(numbers[3]))
        }
    }
}
