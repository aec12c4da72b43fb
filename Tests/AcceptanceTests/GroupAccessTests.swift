import FoundationEssentials
import Glibc
import Testing

/// An analyst who is in the service's group, and nothing else, reads the history whatever the daemon does.
@Suite(.serialized) struct GroupAccessTests {
    private static let analyst = "64003"
    private static let group: gid_t = 64_002

    @Test(.enabled(if: geteuid() == 0, "needs root, to become another user"))
    func readsWhileTheDaemonRunsIsStoppedAndWasKilled() async throws {
        await World.during { world in
            let data = world.house.path + "/data"
            // As the package makes it: files that the daemon makes there are the group's.
            chmod(world.house.path, 0o755)
            chown(data, 0, Self.group)
            chmod(data, 0o2750)
            let daemon = try world.startDaemon()
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            #expect(try await ask("SELECT count(*) FROM balances", world) == "4\n")
            try await world.stop(daemon)
            #expect(try await ask("SELECT count(*) FROM balances", world) == "4\n")
            let second = try world.startDaemon()
            try await world.waitForLog("Starting")
            try await world.waitUntil("SELECT count(*) > 4 FROM reading", is: "1")
            second.send(SIGKILL)
            #expect(try await second.exit(within: .seconds(5)) == .signal(SIGKILL))
            #expect(try await ask("SELECT count(*) FROM balances", world) == "4\n")
            let backup = try world.start(["backup", "--config", world.house.configuration], name: "backup")
            #expect(try await backup.exit(within: .seconds(20)) == .code(0))
            let name = try #require(world.house.files(in: "data/backups").first { $0.hasSuffix("Z.db") })
            #expect(try await ask("SELECT count(*) FROM balances", world, database: "\(data)/backups/\(name)") == "4\n")
            let modes = [
                "balance.db": 0o640, "balance.db-wal": 0o640, "balance.db-shm": 0o640, "session.db": 0o600, "backups": 0o2750,
                "backups/\(name)": 0o640,
            ]
            for (file, mode) in modes { #expect(Self.mode("\(data)/\(file)") == mode_t(mode), "\(file)") }
            // Nobody else reads it, and he himself writes nothing and reads no login.
            await #expect(throws: Refused.self) { try await ask("SELECT 1 FROM balances", world, group: 64_004) }
            await #expect(throws: Refused.self) { try await ask("DELETE FROM gap", world) }
            await #expect(throws: Refused.self) { try await ask("SELECT * FROM session", world, database: world.house.sessions) }
        }
    }

    private struct Refused: Error {
        let reason: String
    }

    private func ask(_ sql: String, _ world: World, database: String? = nil, group: gid_t = Self.group) async throws -> String {
        let identity = ["--reuid", Self.analyst, "--regid", "\(group)", "--clear-groups"]
        let asked = try ChildProcess(
            "/usr/bin/setpriv", identity + ["/usr/bin/sqlite3", "-readonly", "-batch", database ?? world.house.database, sql],
            folder: world.house.path, name: "analyst-\(UInt64.random(in: 0 ... .max))")
        defer { asked.destroy() }
        guard try await asked.exit(within: .seconds(20)) == .code(0) else { throw Refused(reason: asked.errorText) }
        return asked.outputText
    }

    private static func mode(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }
}
