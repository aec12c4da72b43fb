import Domain
import GRDB
import History
import Testing

@Suite("The schema")
struct SchemaTests {
    @Test(
        "refuses bad data",
        arguments: [
            "INSERT INTO account VALUES (1, 'a', 'n', 't', 'noon', NULL, 1)",
            "INSERT INTO account VALUES (1, '', 'n', 't', 1, NULL, 1)",
            "INSERT INTO account VALUES (1, 'a', 'n', 't', -1, NULL, 1)",
            "INSERT INTO account VALUES (1, 'a', 'n', 't', 1700000000000, NULL, 1)",
            "INSERT INTO wallet VALUES (2, 99, 'main', NULL, 'USD', 1, 0, NULL, NULL, NULL, NULL, 0, 1)",
            "INSERT INTO wallet VALUES (2, 7, 'main', NULL, 'USD', 1, 0, NULL, NULL, NULL, NULL, 0, 1)",
            "INSERT INTO wallet VALUES (2, 7, 'b', NULL, '', 1, 0, NULL, NULL, NULL, NULL, 0, 1)",
            "INSERT INTO wallet VALUES (2, 7, 'b', NULL, 'USD', 1, 0, NULL, NULL, NULL, 'money', 0, 1)",
            "INSERT INTO wallet VALUES (2, 7, 'b', NULL, 'USD', 1, 0, NULL, NULL, 1, 'cents', 0, 1)",
            "INSERT INTO wallet VALUES (2, 7, 'b', NULL, 'USD', 1, 0, NULL, NULL, NULL, NULL, NULL, 1)",
            "INSERT INTO reading VALUES (1, 99, 0, 0, 0)",
            "INSERT INTO reading VALUES (1, 1, 1.5, 0, 0)",
            "INSERT INTO reading VALUES (1, 1, NULL, 0, 0)",
            "INSERT INTO reading VALUES (1, 1, 0, -1, 0)",
            "INSERT INTO hour VALUES (1800, 1, 0, 0, 0)",
            "INSERT INTO frame VALUES (1)",
            "INSERT INTO credit VALUES (1, 1, -5, 'topup', NULL, NULL, 1)",
            "INSERT INTO credit VALUES (1, 1, 5, 'withdrawal', NULL, NULL, 1)",
            "INSERT INTO credit VALUES (1, 1, 5, 'gift', NULL, NULL, 1)",
            "INSERT INTO credit VALUES (1, 1, 0, 'reversal', NULL, NULL, 1)",
            "INSERT INTO credit VALUES (1, 1, 5, 'reversal', NULL, 2, 1)",
            "INSERT INTO gap VALUES (1, NULL, 10, 5, 'off', '', 0, 1)",
            "INSERT INTO gap VALUES (1, NULL, 10, NULL, 'off', '', 2, 1)",
            "INSERT INTO day VALUES ('22.11.2026', 1, 2)",
            "INSERT INTO day VALUES ('2026-11-22', 2, 2)",
            "INSERT INTO report_slot VALUES (1, 1, 0, '2026-11-22', '10:15', 'queued', 1, NULL, NULL)",
            "INSERT INTO report_slot VALUES (1, 1, 0, '2026-11-22', '1015', 'skipped', NULL, NULL, NULL)",
            "INSERT INTO person VALUES (1, 'admin', 'x', NULL, 1, NULL)",
            "INSERT INTO invite VALUES ('short', 'viewer', 1, 1, 2, NULL, NULL)",
            "INSERT INTO chat VALUES (1, NULL, 'private', 't', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
        ])
    func refuses(sql: String) async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await history.write { transaction in
            let account = try transaction.upsertAccount(name: "mgid", was: nil, network: "mgid", title: "MGID", at: at(1))
            #expect(account.id.rawValue == 1)
        }
        let stranger = try scratch.stranger()
        try await stranger.write { database in
            try database.execute(sql: "INSERT INTO account VALUES (7, 'b', 'n', 't', 1, NULL, 1)")
            try database.execute(sql: "INSERT INTO wallet VALUES (1, 7, 'main', NULL, 'USD', 1, 0, NULL, NULL, NULL, NULL, 0, 1)")
        }
        await #expect(throws: DatabaseError.self) { try await stranger.write { try $0.execute(sql: sql) } }
    }

    @Test("has only strict tables, no trigger, no default and no untyped column")
    func shape() async throws {
        let scratch = try Scratch()
        _ = try scratch.open()
        let (tables, others, columns) = try await scratch.stranger().read { database in
            let tables = try Row.fetchAll(
                database,
                sql: "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
            let others = try String.fetchAll(database, sql: "SELECT type FROM sqlite_schema WHERE type = 'trigger'")
            let columns = try Row.fetchAll(
                database,
                sql: """
                    SELECT t.name AS tab, c.name, c.type, c.dflt_value
                    FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c
                    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
                    """)
            return (
                tables.map { ($0[0] as String, $0[1] as Bool) }, others,
                columns.map { ($0[0] as String, $0[1] as String, $0[2] as String, $0[3] as String?) }
            )
        }
        #expect(
            Set(tables.map(\.0)) == [
                "account", "alert", "chat", "credit", "day", "frame", "gap", "glitch", "hour", "inbox", "invite", "job", "meta", "outbox",
                "person",
                "reading", "report_slot", "wallet",
            ])
        #expect(tables.allSatisfy(\.1) && others.isEmpty)
        for (table, column, type, initial) in columns {
            #expect(["TEXT", "INTEGER"].contains(type) && initial == nil, "\(table).\(column)")
            for word in ["secret", "token", "password", "cookie", "credential"] { #expect(!column.contains(word), "\(table).\(column)") }
        }
    }

    @Test("keeps its version twice, and its own name")
    func notes() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        let (site, generation) = try await history.read { (try $0.siteID(), try $0.generation()) }
        #expect(site.count == 32 && generation.count == 32 && site != generation)
        try await history.write { try $0.renewGeneration() }
        #expect(try await history.read { try $0.siteID() } == site)
        #expect(try await history.read { try $0.generation() } != generation)
        let versions = try await scratch.stranger().read { database in
            [
                try String.fetchOne(database, sql: "PRAGMA user_version"),
                try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'schema_version'"),
            ]
        }
        #expect(versions == ["3", "3"])
    }
}
