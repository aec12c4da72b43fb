/// One installation's rows at the server: who it is there, and how far each of its tables has come.
struct CentralSite {
    let id: String

    /// Keeps any other process from copying this site for as long as the connection lives. Throws `SyncError.alreadyRunning`.
    ///
    /// It waits a moment: the server may not have noticed yet that a process before this one was killed.
    func lock(_ connection: borrowing PostgresConnection, schema: SchemaName) throws(SyncError) {
        do {
            try connection.run("SET lock_timeout = '5s'")
            try connection.run("SELECT pg_advisory_lock(hashtextextended($1, 0))", ["balance-monitor site \(schema.text) \(id)"])
            try connection.run("SET lock_timeout = \(connection.patience.lock.milliseconds)")
        } catch .lockTimeout {
            throw .alreadyRunning
        }
    }

    /// The generation of the history that was copied; nil for a site that is new there.
    func generation(_ connection: borrowing PostgresConnection) throws(SyncError) -> String? {
        try connection.run("SELECT generation FROM site WHERE id = $1", [id]).rows.first?.first ?? nil
    }

    /// How far each table was copied, by the table's name.
    func positions(_ connection: borrowing PostgresConnection) throws(SyncError) -> [String: Int64] {
        var positions: [String: Int64] = [:]
        for row in try connection.run("SELECT table_name, position FROM sync_cursor WHERE site = $1", [id]).rows {
            guard let table = row[0], let position = row[1].flatMap({ Int64($0) }) else { continue }
            positions[table] = position
        }
        return positions
    }

    /// Makes the site known, or says which history it now is.
    func register(_ source: SourceState, host: String, _ connection: borrowing PostgresConnection) throws(SyncError) {
        try connection.run(
            """
            INSERT INTO site (id, name, host, generation, schema_version, first_sync, last_sync)
            VALUES ($1, $2, $2, $3, $4, now(), '-infinity')
            ON CONFLICT (id) DO UPDATE SET host = excluded.host, generation = excluded.generation, schema_version = excluded.schema_version
            WHERE (site.host, site.generation, site.schema_version) IS DISTINCT FROM (excluded.host, excluded.generation, excluded.schema_version)
            """, [id, host, source.generation, String(source.schemaVersion)])
    }

    /// Notes that all of it was copied.
    func finish(_ connection: borrowing PostgresConnection) throws(SyncError) {
        try connection.run("UPDATE site SET last_sync = now() WHERE id = $1", [id])
    }

    /// Moves the cursor of a table from where it was found. Throws `SyncError.alreadyRunning` when it is not there any more.
    func move(
        _ table: ExportedTable, from old: Int64?, to new: Int64, _ connection: borrowing PostgresConnection
    ) throws(SyncError) {
        let answer = try connection.run(
            """
            INSERT INTO sync_cursor (site, table_name, position, moved_at)
            VALUES ($1, $2, $3, now())
            ON CONFLICT (site, table_name) DO UPDATE SET position = excluded.position, moved_at = excluded.moved_at
            WHERE sync_cursor.position = $4
            """, [id, table.name, String(new), old.map { String($0) }])
        guard answer.changed == 1 else { throw .alreadyRunning }
    }
}
