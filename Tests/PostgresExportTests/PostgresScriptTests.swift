import Domain
import GRDB
import Glibc
import History
import PostgresExport
import TestSupport
import Testing

@Suite("The script for PostgreSQL", .serialized)
struct PostgresScriptTests {
    /// The two ways in which people load a script.
    static let ways = ["exec psql -X -v ON_ERROR_STOP=1 -1 -f \"$1\"", "cat \"$1\" | psql -X", "cat \"$1\" | psql -X -1"]

    @Test("loads into an empty database without a word, and every table is what it was", arguments: ways)
    func loads(way: String) async throws {
        let sides = BothSides(scene: try await .eventful(), database: try PostgresServer.shared().database())
        let run = try sides.database.shell(way, [try await sides.scene.script()])
        #expect(run.code == 0 && run.errors == "" && run.output == "")
        for table in ExportedTable.all {
            let (sqlite, postgres) = try sides.rows(of: table)
            #expect(!sqlite.isEmpty, "\(table.name)")
            #expect(sqlite == postgres, "\(table.name)")
        }
        #expect(access("/tmp/balance-monitor-was-here", F_OK) != 0)
    }

    @Test("brings views that answer as those of SQLite do, after thinning too", arguments: [false, true])
    func views(isThinned: Bool) async throws {
        let sides = BothSides(scene: try await .eventful(), database: try PostgresServer.shared().database())
        if isThinned { try await sides.scene.thin(hours: 60) }
        #expect(try await sides.database.shell(Self.ways[0], [sides.scene.script()]).code == 0)
        for view in ExportedView.all {
            let (sqlite, postgres) = try sides.rows(of: view)
            #expect(sqlite.count > 5, "\(view.name)")
            #expect(sqlite == postgres, "\(view.name)")
        }
        let unknown = try sides.database.rows(
            "SELECT count(*) FILTER (WHERE spend IS NULL) > 1, count(*) FILTER (WHERE lower_bound) > 5 FROM spend_daily")
        #expect(unknown == [["t", "t"]])
        let names = try sides.database.rows(
            """
            SELECT table_name, string_agg(column_name, ' ' ORDER BY ordinal_position)
            FROM information_schema.views JOIN information_schema.columns USING (table_schema, table_name)
            WHERE table_schema = 'public' GROUP BY 1 ORDER BY 1
            """)
        let known = try await sides.scene.stranger().read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT v.name, (SELECT group_concat(name, ' ') FROM pragma_table_info(v.name))
                    FROM sqlite_schema AS v WHERE v.type = 'view' ORDER BY 1
                    """
            ).map { [$0[0] as String, $0[1]] }
        }
        #expect(names == known)
    }

    @Test("has the sums of every wallet and day, to the micro")
    func sums() async throws {
        let sides = BothSides(scene: try await .eventful(steps: 200), database: try PostgresServer.shared().database())
        #expect(try await sides.database.shell(Self.ways[1], [sides.scene.script()]).code == 0)
        let sqlite = try await sides.scene.stranger().read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT wallet_id, at / 86400, count(*), sum(balance_micros), sum(spent_micros), sum(credited_micros)
                    FROM reading GROUP BY 1, 2 ORDER BY 1, 2
                    """
            ).map { row in (0..<6).map { String(row[$0] as Int64) } }
        }
        let postgres = try sides.database.rows(
            """
            SELECT wallet_id, extract(epoch FROM at)::bigint / 86400, count(*), (sum(balance) * 1000000)::bigint,
                   (sum(spent) * 1000000)::bigint, (sum(credited) * 1000000)::bigint
            FROM reading GROUP BY 1, 2 ORDER BY 1, 2
            """)
        #expect(sqlite.count > 10 && sqlite == postgres)
    }

    @Test("loads nothing when it breaks off, wherever that is and however it is loaded", arguments: ways)
    func breaksOff(way: String) async throws {
        let scene = try await ExportScene.eventful(steps: 60)
        let database = try PostgresServer.shared().database()
        let whole = try await scene.script()
        for tenths in [1, 3, 5, 7, 9, 10] {
            // A last piece without the line that allows the commit, else a cut in the middle of anything.
            let cut = try ShellRun(
                tenths == 10
                    ? "sed '/^DELETE FROM balance_monitor_load/,$d' \"$1\" >\"$1.cut\""
                    : "head -c $(($(stat -c %s \"$1\") * \(tenths) / 10)) \"$1\" >\"$1.cut\"", [whole])
            #expect(cut.code == 0)
            _ = try database.shell(way, [whole + ".cut"])
            #expect(try database.rows("SELECT relname FROM pg_class WHERE relname IN ('account', 'reading')") == [], "\(tenths)/10")
        }
        #expect(try database.shell(way, [whole]).code == 0)
    }

    @Test("in two parts is the same as in one, also in a schema of its own")
    func parts() async throws {
        let sides = BothSides(
            scene: try await .eventful(steps: 100), database: try PostgresServer.shared().database(), schema: "\"Money_1\"")
        let name = try #require(SchemaName("Money_1"))
        for part: PostgresScript.Part in [.schema, .data] {
            let run = try await sides.database.shell(Self.ways[0], [sides.scene.script(PostgresScript(part: part, schema: name))])
            #expect(run.code == 0 && run.errors == "", "\(part)")
        }
        for table in ExportedTable.all {
            let (sqlite, postgres) = try sides.rows(of: table)
            #expect(sqlite == postgres, "\(table.name)")
        }
        let (sqlite, postgres) = try sides.rows(of: ExportedView.all[3])
        #expect(!sqlite.isEmpty && sqlite == postgres)
        let inserted = try sides.database.rows(
            """
            INSERT INTO "Money_1".account (name, network, title, created_at, revision)
            VALUES ('new', 'n', 't', now(), 1)
            RETURNING id
            """)
        #expect(inserted == [["9"]])
    }

    @Test("since a day keeps every sum of that day and later, and what is held now", arguments: [0, 3600, 40_000])
    func since(offset: Int64) async throws {
        let sides = BothSides(scene: try await .eventful(), database: try PostgresServer.shared().database())
        let since = Instant(seconds: (ExportScene.begin / 86_400 + 4) * 86_400 - 19_800)
        #expect(try await sides.database.shell(Self.ways[1], [sides.scene.script(PostgresScript(since: since + offset))]).code == 0)
        let date = (since + (offset == 0 ? 40_000 : 126_400)).rfc3339.prefix(10)
        for view in ExportedView.all {
            let condition =
                switch view.name {
                case "spend_daily": "date >= '\(date)'"
                case "spend_hourly": "hour_utc >= '\((since + 50_000).rfc3339)'"
                case "readings": "at >= '\((since + 50_000).rfc3339)'"
                default: "true"
                }
            let (sqlite, postgres) = try sides.rows(of: view, where: condition)
            #expect(sqlite.count > 5 && sqlite == postgres, "\(view.name)")
        }
        let all = try await sides.scene.stranger().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reading") ?? 0 }
        let kept = try #require(Int(sides.database.rows("SELECT count(*) FROM reading")[0][0]))
        #expect(kept < all * 3 / 4)
        #expect(try sides.database.rows("SELECT count(*) FROM wallet") == [["8"]])
    }

    @Test("is one state of the history, whatever is written meanwhile")
    func snapshot() async throws {
        let scene = try await ExportScene.eventful(steps: 50)
        let (first, second) = (scene.folder + "/1.sql", scene.folder + "/2.sql")
        let stranger = try scene.stranger()
        _ = try await scene.read { snapshot in
            _ = try ExportScene.writing(first) { try PostgresScript().write(snapshot, to: $0) }
            try stranger.write { try $0.execute(sql: "INSERT INTO reading VALUES (1900000000, 1, -3, 0, 0)") }
            return try ExportScene.writing(second) { try PostgresScript().write(snapshot, to: $0) }
        }
        #expect(try ShellRun("cmp \"$1\" \"$2\"", [first, second]).code == 0)
        #expect(try await ShellRun("cmp \"$1\" \"$2\"", [first, scene.script()]).code == 1)
    }

    @Test(
        "refuses a text that PostgreSQL could not hold, and says where it is",
        arguments: [("610062", "a text with a NUL"), ("61FF", "a text that is not UTF-8"), ("EDA080", "a text that is not UTF-8")])
    func refuses(bytes: String, fault: String) async throws {
        let scene = try await ExportScene.eventful(steps: 5)
        try await scene.stranger().write { try $0.execute(sql: "UPDATE account SET title = CAST(X'\(bytes)' AS TEXT) WHERE id = 2") }
        await #expect(throws: ExportError.unwritable(place: "account.title", fault: fault)) { _ = try await scene.script() }
    }

    @Test("holds nobody's name, chat, message or invitation, and no note that is not known to be harmless")
    func secrets() async throws {
        let scene = try await ExportScene.eventful(steps: 5)
        try await scene.stranger().write { database in
            try database.execute(
                sql: """
                    INSERT INTO person VALUES (777000777, 'owner', 'CANARY', NULL, 1, NULL);
                    INSERT INTO invite VALUES (printf('%064d', 777000777), 'viewer', 777000777, 1, 1, NULL, NULL);
                    INSERT INTO chat (chat_id, topic, kind, title, subscribed) VALUES (777000777, 0, 'private', 'CANARY', 1);
                    INSERT INTO alert VALUES ('CANARY', 'CANARY', 777000777, 0, 'CANARY', 1);
                    INSERT INTO job VALUES (1, 'CANARY', 'CANARY', 'done', 1, 1, 1, 1, 'CANARY');
                    INSERT INTO inbox VALUES (1, 'CANARY', 'CANARY', 1, 1, 'CANARY');
                    INSERT INTO report_slot VALUES (1, 777000777, 0, '2026-01-01', '10:15', 'sent', 1, 2, 3);
                    INSERT INTO meta VALUES ('update_offset_777000777', 'CANARY');
                    """)
        }
        let found = try await ShellRun("grep -c -e CANARY -e 777000777 \"$1\"", [scene.script()])
        #expect(found.output == "0\n")
    }

    @Test("tells a full disk from a reader that has gone")
    func fullAndClosed() async throws {
        let scene = try await ExportScene.eventful(steps: 5)
        await #expect(throws: ExportError.cannotWrite(reason: "No space left on device")) {
            _ = try await scene.read { snapshot in try ExportScene.writing("/dev/full") { try PostgresScript().write(snapshot, to: $0) } }
        }
        signal(SIGPIPE, SIG_IGN)
        await #expect(throws: ExportError.closed) {
            _ = try await scene.read { snapshot in
                var ends: [CInt] = [0, 0]
                pipe(&ends)
                close(ends[0])
                defer { close(ends[1]) }
                return try PostgresScript().write(snapshot, to: ByteOutput(descriptor: ends[1]))
            }
        }
    }

    @Test(
        "takes no schema's name that would need care", arguments: ["", "1a", "pg_x", "a b", "a\"b", "é", String(repeating: "a", count: 64)])
    func schemaNames(text: String) {
        #expect(SchemaName(text) == nil)
        #expect(SchemaName("Ads_2026") != nil)
    }
}
