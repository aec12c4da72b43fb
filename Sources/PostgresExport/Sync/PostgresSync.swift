package import History

/// Brings what is new in a history to a PostgreSQL server that many installations share.
///
/// Rows go in batches, each in one transaction together with the cursor that says how far its table has come. So a run that ends anywhere,
/// by whatever, has stored whole batches, and the next one goes on behind them: nothing is missed, nothing goes twice.
package struct PostgresSync: Sendable {
    /// What is done when the history is not the one that was copied.
    package enum Divergence: Hashable, Sendable {
        /// Nothing is touched.
        case stops
        /// The server's rows of this site are made to agree with the history.
        case isAccepted
    }

    let target: ConnectionTarget
    let schema: SchemaName
    private let host: String
    private let batchSize: Int
    private let patience: SyncPatience

    /// A copy to `schema` of the server `target`; `host` is how a new site is called there.
    package init(
        to target: ConnectionTarget, schema: SchemaName = .central, host: String, batchSize: Int = 20_000,
        patience: SyncPatience = SyncPatience()
    ) {
        self.target = target
        self.schema = schema
        self.host = host
        self.batchSize = batchSize
        self.patience = patience
    }

    /// Copies what is new, and says what it was; `report` is told after each batch. Throws `SyncError`, `ExportError` or `HistoryError`.
    package func run(
        _ history: HistoryReader, divergence: Divergence = .stops, report: (SyncSummary.Table) -> Void = { _ in }
    ) async throws -> SyncSummary {
        let started = ContinuousClock.now
        let connection = try connect()
        try CentralSchema(name: schema).prepare(connection)
        let site = CentralSite(id: try await history.read { try $0.siteID() })
        try site.lock(connection, schema: schema)
        var summary = SyncSummary(site: site.id, place: connection.place)
        let known = try SourceCheck(site: site, connection)
        switch divergence {
        case .stops:
            if let fault = try await known.fault(of: history) { throw fault }
        case .isAccepted where known.isKnown:
            // Also without a fault: rows that somebody changed at the server are found by nothing but a comparison with all of them.
            summary.removed = try await RestoredSource(site: site, host: host, batchSize: batchSize)
                .replace(history, connection, into: &summary, report: report)
        case .isAccepted: break
        }
        let positions = try site.positions(connection)
        let start = try await history.read { try SyncStart($0, after: positions) }
        try connection.transaction { (connection) throws(SyncError) in
            try site.register(start.source, host: host, connection)
            for batch in start.first { summary.add(try send(batch, site, positions, connection)) }
        }
        for table in ExportedTable.all where !start.goesFirst(table) && table.growth != .whole {
            try await copy(table, upTo: start.source, history, site, positions, connection, &summary, report)
        }
        try connection.transaction { (connection) throws(SyncError) in
            // The note of the last sweep: what is said to be known up to then must be there.
            for batch in start.last { summary.add(try send(batch, site, positions, connection)) }
            try site.finish(connection)
        }
        summary.duration = started.duration(to: .now)
        return summary
    }

    /// A connection whose server can be worked with.
    func connect() throws(SyncError) -> PostgresConnection {
        let connection = try PostgresConnection.open(target, patience: patience)
        let row = try connection.run("SELECT current_setting('server_version_num'), current_setting('transaction_read_only')").rows.first
        let version = row?[0].flatMap { Int($0) } ?? 0
        guard version >= 140_000 else { throw .tooOld(version: version) }
        guard row?[1] == "off" else { throw .readOnly }
        return connection
    }

    private func copy(
        _ table: ExportedTable, upTo source: SourceState, _ history: HistoryReader, _ site: CentralSite, _ positions: [String: Int64],
        _ connection: borrowing PostgresConnection, _ summary: inout SyncSummary, _ report: (SyncSummary.Table) -> Void
    ) async throws {
        var positions = positions
        let (end, limit) = (source.end(of: table) ?? -1, batchSize)
        while true {
            let after = positions[table.name] ?? -1
            // A state of its own for each batch: no long reader keeps the write-ahead log from being cut back.
            let batch = try await history.read { try SyncBatch(table, after: after, end: end, limit: limit, $0) }
            guard batch.rows > 0 else { break }
            let found = positions
            let moved = try connection.transaction { (connection) throws(SyncError) in
                try send(batch, site, found, connection)
            }
            positions[table.name] = batch.position
            report(summary.add(moved))
        }
    }

    /// Sends one batch within the transaction that is open. One that is empty, or a whole that is as it was, costs nothing.
    private func send(
        _ batch: SyncBatch, _ site: CentralSite, _ positions: [String: Int64], _ connection: borrowing PostgresConnection
    ) throws(SyncError) -> SyncSummary.Table {
        let started = ContinuousClock.now
        let position = positions[batch.table.name]
        guard batch.position != position, batch.rows > 0 || batch.table.growth == .whole else { return .init(name: batch.table.name) }
        let statements = MergeStatements(batch.table)
        try connection.run(statements.create)
        try connection.copy(batch.bytes, to: statements.incoming, columns: batch.table.columns.map(\.name))
        var rows = try connection.run(statements.merge(), [site.id]).changed
        switch batch.table.growth {
        case .whole: rows += try connection.run(statements.prune, [site.id]).changed
        case .atEnd where rows < batch.rows:
            // Rows are there that no cursor tells of: sent again after somebody removed the cursor, or somebody else's.
            let conflicts = try connection.run(statements.conflicts, [site.id]).rows.first?.first
            guard conflicts == "0" else { throw .diverged(table: batch.table.name) }
        case .atEnd, .revised: break
        }
        try site.move(batch.table, from: position, to: batch.position, connection)
        return .init(name: batch.table.name, rows: rows, duration: started.duration(to: .now))
    }
}

extension SchemaName {
    /// Where the tables of all sites are, unless another is named.
    package static let central = SchemaName(known: "balance_monitor")
}
