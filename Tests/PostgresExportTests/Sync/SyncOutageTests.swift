import Domain
import FoundationEssentials
import Glibc
import History
import PostgresExport
import TestSupport
import Testing

/// What really happens to servers, each time to one that is the test's own where it comes to harm.
@Suite("A server in trouble", .serialized)
struct SyncOutageTests {
    @Test(
        "whose disk is full gets whole batches or nothing; with room again the copy goes on behind them",
        .enabled(if: PostgresServer.canMount, "a disk that can be filled wants the right to mount one: run the tests as root"))
    func fullDisk() async throws {
        let server = try PostgresServer(disk: 24)
        _ = try server.database().rows("CREATE TABLESPACE small LOCATION '\(server.host)/small'")
        let scene = try await SyncScene.grown(in: server.database(tablespace: "small"), steps: 50)
        try await scene.copy()
        try await scene.grow(steps: 800)
        let filled = try server.shell("dd if=/dev/zero of=\"$1/small/ballast\" bs=4k; truncate -s -256K \"$1/small/ballast\"")
        #expect(filled.errors.contains("No space left on device"))
        let error = await #expect(throws: SyncError.self) { try await scene.copy(batchSize: 100) }
        let sentence = "\(try #require(error))"
        #expect(sentence.hasPrefix("the server's disk is full (could not") && sentence.contains("No space left on device"), "\(sentence)")
        let (here, there) = try await scene.bothSides("reading")
        #expect(there.count > 150 && there.count < here.count && there.count.isMultiple(of: 3) && Set(there).isSubset(of: here))
        let cursor = try scene.database.rows(
            """
            SELECT (SELECT position FROM balance_monitor.sync_cursor WHERE table_name = 'reading')
                   = (SELECT extract(epoch FROM max(at))::bigint FROM balance_monitor.reading)
            """)
        #expect(cursor == [["t"]])
        #expect(try server.shell("rm \"$1/small/ballast\"").code == 0)
        let rest = try await scene.copy(batchSize: 100).tables.first { $0.name == "reading" }
        #expect(rest?.rows == here.count - there.count)
        try await scene.expectSame()
        #expect(try await scene.differences().isEmpty)
    }

    @Test("where somebody holds a table is waited for no longer than a lock is", arguments: ["hour", "reading", "sync_cursor"])
    func lockedTable(table: String) async throws {
        let scene = try await SyncScene.grown(steps: 20)
        try await scene.copy()
        try await scene.grow(steps: 20)
        let holder = try scene.database.shell(
            """
            psql -X -q -c "SET application_name = 'holder'" -c "BEGIN; LOCK TABLE balance_monitor.$1 IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)" \
                >/dev/null 2>&1 &
            until [ "$(psql -X -A -t -c "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND
                relation = 'balance_monitor.$1'::regclass")" -gt 0 ]; do :; done
            """, [table])
        #expect(holder.code == 0)
        let patience = SyncPatience(lock: .milliseconds(300))
        await #expect(throws: SyncError.lockTimeout) { try await scene.copy(patience: patience) }
        #expect("\(SyncError.lockTimeout)".contains("pg_locks"))
        _ = try scene.database.rows("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'holder'")
        try await scene.copy(patience: patience)
        try await scene.expectSame()
    }

    /// What the backend is doing when it is stopped by SIGSTOP: a trigger's moment, or the rows that come by COPY.
    @Test("that freezes in the middle is given up when nothing moves", arguments: ["hour", "reading"])
    func frozenBackend(table: String) async throws {
        let scene = try await SyncScene.grown(steps: 20)
        try await scene.copy()
        try await scene.grow(steps: 20)
        _ = try scene.database.rows(
            """
            CREATE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN COPY (SELECT 1) TO PROGRAM 'kill -STOP $PPID'; RETURN NEW; END $$;
            CREATE TRIGGER halt BEFORE INSERT ON balance_monitor.\(table) FOR EACH ROW EXECUTE FUNCTION halt()
            """)
        let started = ContinuousClock.now
        let error = await #expect(throws: SyncError.self) { try await scene.copy(patience: SyncPatience(silence: .seconds(2))) }
        #expect(started.duration(to: .now) < .seconds(30))
        let sentence = "\(try #require(error))"
        #expect(sentence.contains("has said nothing for 2 s: see whether it is alive"), "\(sentence)")
        let frozen = try scene.database.rows(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'balance-monitor' AND datname = current_database()")
        for process in frozen { #expect(try ShellRun("kill -KILL \"$1\"; kill -CONT \"$1\"; :", process).code == 0) }
        // One that is killed takes the others along for a moment.
        var isBack = false
        while !isBack, started.duration(to: .now) < .seconds(60) {
            isBack = (try? scene.database.rows("DROP FUNCTION IF EXISTS halt CASCADE")) != nil
        }
        try await scene.copy()
        try await scene.expectSame()
    }

    @Test("that is frozen as a whole is waited for as long as the target, its service or the environment says, else as we do")
    func frozenServer() async throws {
        let server = try PostgresServer(listens: true)
        let scene = try await SyncScene.grown(in: server.database(), steps: 1)
        let services = scene.folder + "/services"
        try Data("[slow]\nhost=127.0.0.1\nport=\(server.port)\nuser=tester\ndbname=x\nconnect_timeout=2\n".utf8).write(
            to: URL(filePath: services))
        #expect(try server.shell("kill -STOP $2").code == 0)
        defer { _ = try? server.shell("kill -CONT $2") }
        let address = "host=127.0.0.1 port=\(server.port) user=tester dbname=x"
        let (long, short) = (SyncPatience(connecting: .seconds(100)), SyncPatience(connecting: .seconds(2)))
        let cases: [(target: String, variable: (String, String)?, patience: SyncPatience)] = [
            (address, nil, short), (scene.database.connectionString, nil, short), (address + " connect_timeout=2", nil, long),
            ("postgresql://tester@127.0.0.1:\(server.port)/x?connect_timeout=2", nil, long),
            ("service=slow", ("PGSERVICEFILE", services), long), (address, ("PGCONNECT_TIMEOUT", "2"), long),
        ]
        for (target, variable, patience) in cases {
            let started = ContinuousClock.now
            if let (name, value) = variable { setenv(name, value, 1) }
            defer { if let (name, _) = variable { unsetenv(name) } }
            let sync = PostgresSync(to: try ConnectionTarget(Secret(target)), host: "h", patience: patience)
            let error = await #expect(throws: SyncError.self) { try await sync.run(History.openReadOnly(path: scene.path)) }
            #expect(started.duration(to: .now) < .seconds(30), "\(target)")
            #expect("\(try #require(error))".contains("cannot be reached (timeout expired)"), "\(target): \(String(describing: error))")
        }
    }

    @Test("without TLS, or with a certificate that nobody vouches for, gets nothing where sslmode asks for more; each says what to do")
    func encryption() async throws {
        let server = try PostgresServer(listens: true)
        let scene = try await SyncScene.grown(in: server.database(), steps: 60)
        let address = "host=127.0.0.1 port=\(server.port) user=tester dbname=\(scene.database.name)"
        func sentence(_ settings: String) async throws -> String {
            let sync = PostgresSync(to: try ConnectionTarget(Secret("\(address) \(settings)")), host: "h")
            do { _ = try await sync.run(History.openReadOnly(path: scene.path)) } catch { return "\(error)" }
            return ""
        }
        let plain = try await sentence("sslmode=require")
        #expect(plain.contains("server does not support SSL") && plain.contains("turn TLS on at the server"), "\(plain)")
        let made = try server.shell(
            """
            cd "$1/data" && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=db.example -addext subjectAltName=DNS:db.example \
                -keyout server.key -out server.crt && chown --reference="$1" server.* && chmod 600 server.key && cp server.crt "$1/known.crt" &&
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other -keyout /dev/null -out "$1/other.crt"
            """)
        #expect(made.code == 0, "\(made.errors)")
        for setting in ["ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()"] { _ = try scene.database.rows(setting) }
        // The server reads its settings at its own time.
        for _ in 0..<200 where try await !sentence("sslmode=require").isEmpty {}
        let cases = [
            ("sslmode=verify-full sslrootcert=/nowhere.crt", "name by sslrootcert=FILE"),
            ("sslmode=verify-full sslrootcert=\(server.host)/other.crt", "name by sslrootcert=FILE"),
            ("sslmode=verify-full sslrootcert=\(server.host)/known.crt", "name the server by the name in its certificate"),
        ]
        for (settings, advice) in cases {
            let said = try await sentence(settings)
            #expect(said.hasPrefix("no protected connection to ") && said.contains(advice), "\(settings): \(said)")
        }
        #expect(try await sentence("host=db.example hostaddr=127.0.0.1 sslmode=verify-full sslrootcert=\(server.host)/known.crt") == "")
        try await scene.expectSame()
    }

    @Test("that wants a password takes it from a file of mode 0600; of any other, it is said that libpq leaves it unread")
    func passwordFile() async throws {
        let server = try PostgresServer(listens: true)
        let scene = try await SyncScene.grown(in: server.database(), steps: 60)
        _ = try scene.database.rows("CREATE ROLE keeper LOGIN SUPERUSER PASSWORD 'CANARY-pw'")
        let restart = try server.shell(
            "printf 'host all keeper all scram-sha-256\\nlocal all all trust\\n' >\"$1/data/pg_hba.conf\" && kill -HUP $2")
        #expect(restart.code == 0)
        let file = scene.folder + "/pgpass"
        try Data("127.0.0.1:\(server.port):*:keeper:CANARY-pw\n".utf8).write(to: URL(filePath: file))
        let target = "host=127.0.0.1 port=\(server.port) user=keeper dbname=\(scene.database.name) passfile=\(file)"
        var sentence = ""
        for mode in ["0640", "0604", "0600"] {
            #expect(try ShellRun("chmod \"$1\" \"$2\"", [mode, file]).code == 0)
            for _ in 0..<200 {
                do {
                    sentence = ""
                    _ = try await PostgresSync(to: ConnectionTarget(Secret(target)), host: "h").run(History.openReadOnly(path: scene.path))
                } catch { sentence = "\(error)" }
                // The server reads its file again at its own time: until then nobody is let in from there.
                if !sentence.contains("pg_hba.conf") { break }
            }
            #expect(
                mode == "0600" ? sentence.isEmpty : sentence.contains("libpq does not read \(file) (mode \(mode))"),
                "\(sentence)")
            #expect(!sentence.contains("CANARY"))
        }
        try await scene.expectSame()
    }
}
