import Domain
import FoundationEssentials
import Glibc
import History
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
        #expect(scene.complaints.contains("there is no database at") && scene.complaints.contains("the owners cannot be told: "))
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
