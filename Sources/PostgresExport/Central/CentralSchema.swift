/// The schema that many installations share, its versions, and the way from one to the next. A version that was shipped is never edited.
struct CentralSchema {
    let name: SchemaName

    /// The version that this program writes.
    static var version: Int { versions.count }
    /// The oldest program, by the version it writes, that may go on writing once a schema has ours: raised only when a change cannot be
    /// borne by those before it, so that hosts may be upgraded one after the other.
    private static let oldestWriter = 1

    /// What each version adds to the one before it.
    private static let versions: [[String]] = [version1, version2]

    /// Makes sure that the schema is there and that this program may write to it; creates it, or brings it up to date.
    ///
    /// Later statements find its tables without naming it. Throws `SyncError`.
    func prepare(_ connection: borrowing PostgresConnection) throws(SyncError) {
        try connection.run("SET search_path = \(name.quoted)")
        let found = try version(connection)
        if found == Self.version { try expectWhole(connection) }
        guard found < Self.version else { return }
        try connection.transaction { (connection) throws(SyncError) in
            // Of several hosts that come first at the same time, one makes the tables and the others find them.
            try connection.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", ["balance-monitor schema \(name.text)"])
            let found = try version(connection)
            guard found < Self.version else { return }
            if found == 0 { try begin(connection) }
            for version in Self.versions[found...] { try connection.run(version.joined(separator: "\n")) }
            try connection.run(
                "UPDATE schema_version SET version = $1, oldest_writer = greatest(oldest_writer, $2), since = now()",
                [String(Self.version), String(Self.oldestWriter)])
        }
    }

    /// The version that is there; 0 for none. Throws `SyncError.newerSchema` when this program may not write beside it.
    private func version(_ connection: borrowing PostgresConnection) throws(SyncError) -> Int {
        // Not by to_regclass: a name that was not there a moment ago is remembered as missing while another host makes it.
        let isThere = try connection.run(
            "SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'schema_version'",
            [name.text]
        ).rows
        guard !isThere.isEmpty else { return 0 }
        let row = try connection.run("SELECT version, oldest_writer FROM \(name.quoted).schema_version").rows.first
        guard let row, let version = row[0].flatMap({ Int($0) }), let oldestWriter = row[1].flatMap({ Int($0) }) else {
            throw .foreignSchema(schema: name.text)
        }
        guard oldestWriter <= Self.version else {
            throw .newerSchema(schema: name.text, version: version, known: Self.version)
        }
        return version
    }

    /// Throws `SyncError.incompleteSchema` when a table or a view of this version is not there.
    private func expectWhole(_ connection: borrowing PostgresConnection) throws(SyncError) {
        let names = ["site", "sync_cursor"] + ExportedTable.all.map(\.name) + ExportedView.all.map(\.name)
        let missing =
            try connection.run(
                """
                SELECT string_agg(name, ', ' ORDER BY name)
                FROM unnest($1::text[]) AS name
                WHERE NOT EXISTS (
                    SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $2 AND c.relname = name
                )
                """, ["{" + names.joined(separator: ",") + "}", self.name.text]
            ).rows.first?.first ?? nil
        if let missing { throw .incompleteSchema(reason: "missing: \(missing)") }
    }

    private func begin(_ connection: borrowing PostgresConnection) throws(SyncError) {
        let known = try connection.run(
            "SELECT count(c.oid) FROM pg_namespace AS n LEFT JOIN pg_class AS c ON c.relnamespace = n.oid WHERE n.nspname = $1 GROUP BY n.oid",
            [name.text]
        ).rows.first
        switch known?.first {
        case "0": break
        case nil: try connection.run("CREATE SCHEMA \(name.quoted)")
        default: throw .foreignSchema(schema: name.text)
        }
        try connection.run(
            """
            CREATE TABLE schema_version (
                version       integer     NOT NULL,
                oldest_writer integer     NOT NULL,
                since         timestamptz NOT NULL
            );
            INSERT INTO schema_version (version, oldest_writer, since) VALUES (0, 0, now());
            """)
    }
}
