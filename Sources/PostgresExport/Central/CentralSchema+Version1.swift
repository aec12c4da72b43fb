extension CentralSchema {
    /// The tables of the export with `site` in each key, the list of sites, and how far each table of a site has come.
    ///
    /// Its views of the top-ups and of the spend are those that version 2 puts in their place: they are made there alone.
    static let version1 =
        [
            """
            CREATE TABLE site (
                id             text        NOT NULL PRIMARY KEY CHECK (id <> ''),
                name           text        NOT NULL,
                host           text        NOT NULL,
                generation     text        NOT NULL,
                schema_version integer     NOT NULL,
                first_sync     timestamptz NOT NULL,
                last_sync      timestamptz NOT NULL
            );
            COMMENT ON TABLE site IS 'An installation of Balance Monitor: one history.';
            COMMENT ON COLUMN site.id IS 'Its meta.site_id.';
            COMMENT ON COLUMN site.name IS 'First the name of the host; yours to change, the copying never does.';
            COMMENT ON COLUMN site.host IS 'The host that copied last.';
            COMMENT ON COLUMN site.generation IS 'Its meta.generation: another one means that a backup was restored there.';
            COMMENT ON COLUMN site.schema_version IS 'The version of its own schema.';
            COMMENT ON COLUMN site.last_sync IS 'When it was last copied to the end.';
            CREATE TABLE sync_cursor (
                site       text        NOT NULL REFERENCES site (id),
                table_name text        NOT NULL,
                position   bigint      NOT NULL,
                moved_at   timestamptz NOT NULL,
                PRIMARY KEY (site, table_name)
            );
            COMMENT ON TABLE sync_cursor IS 'How far each table of a site was copied; changed together with its rows.';
            COMMENT ON COLUMN sync_cursor.position IS
                'reading, hour, frame: epoch seconds; day, meta: a digest of all rows; others: the highest revision.';
            """
        ] + tables.map { TableStatements($0, hasSite: true).create }
        + tables.flatMap { TableStatements($0, hasSite: true).comments }
        + tables.map { TableStatements($0, hasSite: true).constraints }
        + tables.flatMap { TableStatements($0, hasSite: true).references }
        + tables.flatMap { TableStatements($0, hasSite: true).indexes }
        + [ExportedView.balances, .readings].flatMap(\.centralStatements)

    private static let tables = ExportedTable.all.map { $0.name == credit.name ? credit : $0 }

    private static let credit = ExportedTable(
        "credit", "Every rise of a balance, and every fall that a person said was no spend.", key: ["at", "wallet_id"], growth: .revised,
        columns: ExportedTable.credit.columns.filter { $0 != ExportedTable.reversesAt }, references: [ExportedTable.toWallet],
        checks: [
            """
            CASE kind WHEN 'topup' THEN amount > 0 WHEN 'refund' THEN amount > 0 WHEN 'withdrawal' THEN amount < 0 \
            WHEN 'correction' THEN true ELSE false END
            """
        ])
}
