/// The beginning and the end of the script: what makes it one transaction, however it is given to `psql`.
enum ScriptFrame {
    /// Comments, settings, the beginning of the transaction and the mark of an unfinished one.
    static func header(site: String, generation: String, schema: SchemaName, part: PostgresScript.Part) -> String {
        """
        -- Balance Monitor: \(content(part)). Site \(site), generation \(generation).
        -- Load it into PostgreSQL 14 or newer:
        --     psql -X -v ON_ERROR_STOP=1 -1 -f THIS-FILE DATABASE
        \\set QUIET on
        \\set ON_ERROR_STOP on

        -- With `psql -1` a transaction has begun already; a local setting outlives its statement only there.
        SELECT set_config('balance_monitor.load', 'on', true) AS balance_monitor_load \\gset
        SELECT coalesce(current_setting('balance_monitor.load', true), '') = 'on' AS balance_monitor_in_transaction \\gset
        \\if :balance_monitor_in_transaction
        \\else
        BEGIN;
        \\endif

        SET LOCAL client_encoding = 'UTF8';
        SET LOCAL standard_conforming_strings = on;
        SET LOCAL client_min_messages = warning;
        SET LOCAL search_path = \(schema.quoted), pg_catalog;

        -- A pipe that breaks off must not be taken for the whole, not even by `psql -1`, which commits at its end: this row
        -- forbids the commit until the last line of the script takes it away.
        CREATE TEMPORARY TABLE balance_monitor_load (
            part integer PRIMARY KEY,
            next integer NOT NULL,
            CONSTRAINT script_is_incomplete_nothing_was_loaded
                FOREIGN KEY (next) REFERENCES balance_monitor_load (part) DEFERRABLE INITIALLY DEFERRED
        ) ON COMMIT DROP;
        INSERT INTO balance_monitor_load VALUES (1, 2);

        """
    }

    /// The end of the transaction.
    static let footer = """

        DELETE FROM balance_monitor_load;
        \\if :balance_monitor_in_transaction
        \\else
        COMMIT;
        \\endif
        -- The end of the script.

        """

    private static func content(_ part: PostgresScript.Part) -> String {
        switch part {
        case .all: "tables, rows and views"
        case .schema: "tables and views, no rows"
        case .data: "rows for tables that are there and empty"
        }
    }
}
