import FoundationEssentials
import Glibc
import Simulator
import TestSupport
import Testing

/// The history can be lost and brought back, by the program alone.
@Suite(.serialized) struct BackupTests {
    @Test func aBackupBringsTheSameReportBackByteForByte() async throws {
        await World.during { world in
            try await world.subscribe()
            let before = try await figures(world)
            #expect(before.contains("Propellerads"))
            let first = try await world.rows("SELECT value FROM meta WHERE name = 'last_sweep'")[0][0]
            let daemon = try world.startDaemon()
            try await world.waitUntil("SELECT value <> '\(first)' FROM meta WHERE name = 'last_sweep'", is: "1")
            let backup = try await verb(["backup"], world)
            #expect(backup.ended() == .code(0))
            let beside = try await verb(["restore", file(world)], world)
            #expect(beside.ended() == .code(1))
            #expect(beside.errorText.contains("is held by another process, most likely the daemon"), "\(beside.outputText)")
            try await world.waitUntil("SELECT count(*) > 8 FROM reading", is: "1")
            try await world.stop(daemon)
            #expect(try await figures(world) != before)
            #expect(try await verb(["restore", file(world)], world).ended() == .code(0))
            #expect(try await verb(["verify"], world).ended() == .code(0))
            // What the daemon stored between the first figures and the backup, it said itself.
            let restored = try await figures(world)
            #expect(try await verb(["restore", file(world)], world).ended() == .code(0))
            #expect(try await figures(world) == restored)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: world.house.path + "/data/backups").allSatisfy {
                    !$0.contains("session")
                })
            let bytes = try Data(contentsOf: URL(filePath: file(world)))
            #expect(bytes.firstRange(of: Array("CANARY".utf8)) == nil)
            let swept = try await world.rows("SELECT value FROM meta WHERE name = 'last_sweep'")[0][0]
            let again = try world.startDaemon()
            try await world.waitUntil("SELECT value <> '\(swept)' FROM meta WHERE name = 'last_sweep'", is: "1")
            try await world.stop(again)
        }
    }

    @Test func aRestoreKilledAnywhereCanBeDoneAgain() async throws {
        await World.during { world in
            try await world.subscribe()
            #expect(try await verb(["backup"], world).ended() == .code(0))
            let wanted = try await figures(world)
            var generator = SeededGenerator(seed: 7)
            for round in 0..<12 {
                let restore = try world.start(["restore", file(world), "--config", world.house.configuration], name: "killed-\(round)")
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...80, using: &generator)))
                restore.destroy()
                #expect(try await verb(["verify"], world).ended() == .code(0))
                #expect(try await figures(world) == wanted)
            }
            #expect(try await verb(["restore", file(world)], world).ended() == .code(0))
            #expect(try await figures(world) == wanted)
        }
    }

    @Test func aDiskThatFillsUpLeavesTheOlderBackupsAndNothingElse() async throws {
        await World.during { world in
            try await world.subscribe()
            #expect(try await verb(["backup"], world).ended() == .code(0))
            let before = try world.house.files(in: "data/backups")
            // No file may grow beyond 60 KiB from here on: a copy breaks off in the middle, the wish that tells of it does not.
            let limited = try ChildProcess(
                "/bin/sh",
                ["-c", "trap '' XFSZ; ulimit -f 120; exec \"$@\"", "sh", World.program, "backup", "--config", world.house.configuration],
                folder: world.house.path, name: "limited")
            #expect(try await limited.exit(within: .seconds(20)) == .code(1))
            #expect(limited.errorText.contains("no copy could be written to"), "\(limited.errorText)")
            #expect(try world.house.files(in: "data/backups") == before)
            #expect(try await world.rows("SELECT kind FROM inbox WHERE settled_at IS NULL") == [["backup-failed"]])
            let daemon = try world.startDaemon()
            try await world.message(with: "Резервная копия не сделана", in: World.olga.id, from: 0)
            try await world.stop(daemon)
        }
    }

    private func file(_ world: World) throws -> String {
        let folder = world.house.path + "/data/backups"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix("Z.db") }.sorted()
        return folder + "/" + (names.first ?? "none")
    }

    private func figures(_ world: World) async throws -> String {
        try await verb(["stat", "2026-11-20"], world).outputText + verb(["report", "--at", "10:15"], world).outputText
    }

    private func verb(_ arguments: [String], _ world: World) async throws -> ChildProcess {
        let name = "verb-\(UInt64.random(in: 0 ... .max))"
        let verb = try world.start(arguments + ["--config", world.house.configuration], name: name)
        _ = try await verb.exit(within: .seconds(30))
        return verb
    }
}
