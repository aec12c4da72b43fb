import Domain
import History
import PostgresExport
import TestSupport
import Testing

@Suite("A copy that fails", .serialized)
struct SyncFailureTests {
    @Test(
        "to reach its database says which and why",
        arguments: [
            ("host=127.0.0.1 port=1 dbname=x", "cannot be reached (Connection refused)"),
            ("host=HOST user=tester dbname=absent", #"is not there (database "absent" does not exist)"#),
            ("host=HOST user=stranger dbname=x", #"does not let this program in (role "stranger" does not exist)"#),
            ("host=/nowhere dbname=x", "cannot be reached"),
            ("service=absent-service", "cannot be used"),
            ("host=HOST user=tester dbname=x sslmode=bogus", "cannot be used (invalid sslmode value"),
        ])
    func unreachable(target: String, words: String) async throws {
        let host = try PostgresServer.shared().host
        let scene = try await SyncScene.grown(steps: 1)
        let sync = PostgresSync(to: try ConnectionTarget(Secret(target.replacing("HOST", with: host))), host: "h")
        let error = await #expect(throws: SyncError.self) { try await sync.run(History.openReadOnly(path: scene.path)) }
        #expect("\(try #require(error))".contains(words), "\(String(describing: error))")
    }

    @Test(
        "to understand where to copy shows nothing of it: a password may be in what looks like a name",
        arguments: [
            "postgresql://tester:p@CANARYpw@127.0.0.1/x", "dbname='host=127.0.0.1 password=CANARYpw'",
            "dbname=postgresql://t:CANARYpw@127.0.0.1/x", "host=t:CANARYpw@127.0.0.1 dbname=x",
        ])
    func misread(target: String) throws {
        let error = #expect(throws: SyncError.self) { try ConnectionTarget(Secret(target)) }
        #expect(!"\(try #require(error))".contains("CANARY"))
    }

    @Test("for want of a password says where to put it, and shows none", arguments: ["", " password=CANARY-pw"])
    func authentication(password: String) async throws {
        let scene = try await SyncScene.grown(steps: 1)
        let role = "locked_\(scene.database.name)"
        _ = try scene.database.rows(
            """
            CREATE ROLE \(role) LOGIN PASSWORD 'another';
            DO $$ BEGIN EXECUTE format('COPY (SELECT ''local all \(role) scram-sha-256'' UNION ALL SELECT ''local all all trust'' ORDER BY 1 DESC) TO %L',
                current_setting('hba_file')); END $$
            """)
        _ = try scene.database.rows("SELECT pg_reload_conf()")
        let target = try ConnectionTarget(Secret(scene.database.connectionString + " user=\(role) passfile=/dev/null" + password))
        #expect(target.passwords.isEmpty == password.isEmpty)
        // The server reads its file again at its own time.
        var sentence = ""
        for _ in 0..<200 where !sentence.contains("does not let this program in") {
            do {
                _ = try await PostgresSync(to: target, host: "h").run(History.openReadOnly(path: scene.path))
                _ = try scene.database.rows("DROP SCHEMA IF EXISTS balance_monitor CASCADE")
            } catch { sentence = "\(error)" }
        }
        #expect(sentence.contains("does not let this program in") && sentence.contains("PGPASSFILE"))
        #expect(!sentence.contains("CANARY") && !"\(target)".contains("CANARY"))
    }

    /// What a trigger on the server's table does at the first row, and the beginning of what is said.
    static let failures: [(String, SyncError)] = [
        (
            "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1)",
            .stopped(reason: "terminating connection due to administrator command")
        ),
        ("RAISE EXCEPTION 'no room' USING ERRCODE = '53100'", .diskFull(reason: "no room")),
        ("RAISE EXCEPTION 'lock' USING ERRCODE = '55P03'", .lockTimeout),
        ("SET LOCAL statement_timeout = 50; PERFORM pg_sleep(0.1); RAISE EXCEPTION 'slow' USING ERRCODE = '57014'", .tooSlow),
        ("RAISE EXCEPTION 'only' USING ERRCODE = '25006'", .readOnly),
        ("RAISE EXCEPTION 'rule' USING ERRCODE = '23514', CONSTRAINT = 'c'", .refused(rule: "c", reason: "rule")),
        ("RAISE EXCEPTION 'what' USING ERRCODE = 'XX000'", .failed(state: "XX000", reason: "what")),
    ]

    @Test("in the middle keeps whole batches, and the next run goes on behind them", arguments: failures)
    func middle(action: String, error: SyncError) async throws {
        let scene = try await SyncScene.grown(steps: 100)
        try await scene.copy()
        try await scene.grow(steps: 100)
        _ = try scene.database.rows(
            """
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(action); RETURN NEW; END $$;
            CREATE TRIGGER fail BEFORE INSERT ON balance_monitor.hour FOR EACH ROW EXECUTE FUNCTION fail()
            """)
        await #expect(throws: error) { try await scene.copy() }
        let (here, there) = try await scene.bothSides("reading")
        #expect(here == there)
        _ = try scene.database.rows("DROP FUNCTION fail CASCADE")
        #expect(try await scene.copy().tables.first { $0.name == "reading" }?.rows == 0)
        try await scene.expectSame()
    }

    @Test("on a schema of which a part was dropped names that part, sent or not", arguments: [("TABLE", "gap"), ("VIEW", "spend_daily")])
    func dropped(kind: String, name: String) async throws {
        let scene = try await SyncScene.grown(steps: 10)
        try await scene.copy()
        _ = try scene.database.rows("DROP \(kind) balance_monitor.\(name) CASCADE")
        let error = await #expect(throws: SyncError.self) { try await scene.copy() }
        guard case .incompleteSchema(let reason) = error else { throw try #require(error) }
        #expect(reason.hasPrefix("missing: ") && reason.contains(name))
        _ = try scene.database.rows("DROP SCHEMA balance_monitor CASCADE")
        try await scene.copy()
        try await scene.expectSame()
    }

    @Test("for want of rights, or on a server that only reads, says so")
    func rights() async throws {
        let scene = try await SyncScene.grown(steps: 10)
        let role = "weak_\(scene.database.name)"
        _ = try scene.database.rows("CREATE ROLE \(role) LOGIN")
        var error = await #expect(throws: SyncError.self) { try await scene.copy(user: role) }
        #expect("\(try #require(error))".contains("permission denied for database"))
        try await scene.copy()
        error = await #expect(throws: SyncError.self) { try await scene.copy(user: role) }
        #expect("\(try #require(error))".contains("permission denied for schema balance_monitor"))
        _ = try scene.database.rows("ALTER ROLE \(role) SET default_transaction_read_only = on")
        await #expect(throws: SyncError.readOnly) { try await scene.copy(user: role) }
    }

    @Test("as README grants them, these rights are enough")
    func grants() async throws {
        let scene = try await SyncScene.grown(steps: 10)
        let role = "fleet_\(scene.database.name)"
        _ = try scene.database.rows("CREATE ROLE \(role) LOGIN; CREATE SCHEMA balance_monitor AUTHORIZATION \(role)")
        try await scene.copy(user: role)
        try await scene.expectSame()
    }

    @Test("beside a newer schema stops, unless that schema bears older programs")
    func newerSchema() async throws {
        let scene = try await SyncScene.grown(steps: 10)
        try await scene.copy()
        _ = try scene.database.rows("UPDATE balance_monitor.schema_version SET version = 9")
        #expect(try await scene.copy().rows == 0)
        _ = try scene.database.rows("UPDATE balance_monitor.schema_version SET oldest_writer = 9")
        await #expect(throws: SyncError.newerSchema(schema: "balance_monitor", version: 9, known: 2)) { try await scene.copy() }
    }

    @Test("where the schema holds something else leaves it alone")
    func foreignSchema() async throws {
        let scene = try await SyncScene.grown(steps: 1)
        _ = try scene.database.rows("CREATE SCHEMA balance_monitor; CREATE TABLE balance_monitor.mine (x int)")
        await #expect(throws: SyncError.foreignSchema(schema: "balance_monitor")) { try await scene.copy() }
    }

    @Test("is not one that comes first together with others: one makes the tables, all fill them")
    func firstTogether() async throws {
        let database = try PostgresServer.shared().database()
        var syncs: [(PostgresSync, String)] = []
        var scenes: [SyncScene] = []
        for _ in 0..<4 {
            let scene = try await SyncScene.grown(in: database, steps: 30)
            scenes.append(scene)
            syncs.append((try scene.sync(), scene.path))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (sync, path) in syncs { group.addTask { @concurrent in _ = try await sync.run(History.openReadOnly(path: path)) } }
            try await group.waitForAll()
        }
        for scene in scenes { try await scene.expectSame() }
    }

    @Test("beside another of the same history says so")
    func twice() async throws {
        let scene = try await SyncScene.grown(steps: 10)
        try await scene.copy()
        let site = try await scene.history.read { try $0.siteID() }
        let holder = try scene.database.shell(
            """
            psql -X -q -c "SELECT pg_advisory_lock(hashtextextended('balance-monitor site balance_monitor $1', 0)), pg_sleep(30)" >/dev/null 2>&1 &
            until [ "$(psql -X -A -t -c "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")" -gt 0 ]; do :; done
            """, [site])
        #expect(holder.code == 0)
        await #expect(throws: SyncError.alreadyRunning) { try await scene.copy() }
    }
}
