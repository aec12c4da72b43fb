import Domain
import FoundationEssentials
import Glibc
import History
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("backup, restore, verify") struct BackupVerbTests {
    @Test("bring the same figures back, byte for byte")
    func there() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        func stat() async throws -> String {
            let other = scene.streams.output.count
            #expect(
                await StatVerb.run(configuration: scene.config, words: ["yesterday"], output: scene.text, outside: scene.outside) == .ok)
            return String(scene.streams.output.dropFirst(other))
        }
        let before = try await stat()
        #expect(before.contains("20"))
        #expect(await BackupVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside) == .ok)
        #expect(scene.printed.contains("backups/balance-20261122T120000Z.db is a sound copy, and the money of its 2 wallets adds up."))
        let file = scene.folder.path + "/backups/balance-20261122T120000Z.db"
        #expect(await VerifyVerb.run(configuration: scene.config, file: file, output: scene.text, outside: scene.outside) == .ok)
        try await scene.record { try $0.retire(AccountID(rawValue: 1), at: VerbScene.now) }
        #expect(await RestoreVerb.run(configuration: scene.config, file: file, output: scene.text, outside: scene.outside) == .ok)
        #expect(scene.printed.contains("is in force as balance.db") || scene.printed.contains("is in force as"))
        #expect(scene.printed.contains("is kept as") && scene.printed.contains("balance.db.replaced-20261122T120000Z"))
        #expect(try await stat() == before)
        #expect(await VerifyVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside) == .ok)
        #expect(scene.complaints == "")
    }

    @Test("end with 1 where no backup fits on the disk, and leave a wish that the owner be told")
    func fails() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let code = await BackupVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside, free: { _ in 1000 })
        #expect(code == .failed && scene.printed == "")
        #expect(scene.complaints.contains("must leave 500 MB"))
        let wishes = try await History.openReadOnly(path: scene.database).read { try $0.openWishes() }
        #expect(wishes.compactMap { BackupFailure($0)?.reason.contains("must leave 500 MB") } == [true])
    }

    @Test("say so where not even the wish can be left")
    func cannotTell() async throws {
        let scene = try VerbScene.quiet()
        #expect(await BackupVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside) == .failed)
        #expect(
            scene.complaints == "there is no database at balance.db: start the daemon once, or restore a backup\n"
                + "the owners cannot be told, since that takes the database too\n")
    }

    @Test("say once what is damaged")
    func damaged() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        var bytes = try Data(contentsOf: URL(filePath: scene.database))
        for index in 1000..<bytes.count { bytes[index] = 0xA5 }
        try bytes.write(to: URL(filePath: scene.database))
        #expect(await BackupVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside) == .failed)
        let lines = scene.complaints.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains("balance.db is damaged ("), "\(scene.complaints)")
        #expect(lines.last == "the owners cannot be told, since that takes the database too")
    }

    @Test("speak of the file that was named, and not of the database", arguments: ["missing", "foreign", "damaged", "live"])
    func named(kind: String) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let file = kind == "live" ? scene.database : scene.folder.path + "/named.db"
        var sentence = ""
        switch kind {
        case "missing": sentence = "there is no file at named.db: see whether its name is right\n"
        case "foreign":
            try scene.folder.write("name,balance\n", to: "named.db")
            sentence = "named.db is neither a database of Balance Monitor nor a backup of one\n"
        case "live": sentence = "balance.db is the live database itself, not a backup of it; nothing was changed: name a file that "
        default:
            var bytes = try Data(contentsOf: URL(filePath: scene.database))
            for index in 1000..<bytes.count { bytes[index] = 0xA5 }
            try bytes.write(to: URL(filePath: file))
            sentence = "named.db is damaged"
        }
        let (config, outside) = (scene.config, scene.outside)
        for config in [config, config + ".absent"] where kind != "live" {
            #expect(await VerifyVerb.run(configuration: config, file: file, output: scene.text, outside: outside) == .failed)
            #expect((scene.complaints + scene.printed).hasPrefix(sentence), "\(scene.complaints + scene.printed)")
            scene.streams.clear()
        }
        #expect(await RestoreVerb.run(configuration: config, file: file, output: scene.text, outside: outside) == .failed)
        #expect(scene.complaints.hasPrefix(sentence), "\(scene.complaints)")
        #expect(await VerifyVerb.run(configuration: config, output: scene.text, outside: outside) == .ok)
    }

    @Test(
        "look at a file that is named without any configuration, and at the database by the configuration alone", arguments: [false, true])
    func withoutConfiguration(isBroken: Bool) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        if isBroken {
            try scene.folder.write("[history", to: "config.toml")
        } else {
            try FileManager.default.removeItem(atPath: scene.config)
        }
        let (config, outside) = (scene.config, scene.outside)
        #expect(await VerifyVerb.run(configuration: config, output: scene.text, outside: outside) == .badConfiguration)
        #expect(await VerifyVerb.run(configuration: config, file: scene.database, output: scene.text, outside: outside) == .ok)
        #expect(scene.printed == "balance.db is sound, and the money of its 2 wallets adds up.\n")
        scene.streams.clear()
        #expect(await VerifyVerb.run(configuration: config, file: scene.database, output: scene.json, outside: outside) == .ok)
        #expect(try scene.printedJSON()["sound"] == .bool(true))
    }

    @Test("refuse to restore beside a running daemon, and change nothing")
    func running() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        #expect(await BackupVerb.run(configuration: scene.config, output: scene.text, outside: scene.outside) == .ok)
        let daemon = try WriterLock(database: scene.database)
        let file = scene.folder.path + "/backups/balance-20261122T120000Z.db"
        #expect(await RestoreVerb.run(configuration: scene.config, file: file, output: scene.text, outside: scene.outside) == .failed)
        #expect(scene.complaints.contains("balance.db is held by another process, most likely the daemon: stop it first"))
        withExtendedLifetime(daemon) {}
    }
}
