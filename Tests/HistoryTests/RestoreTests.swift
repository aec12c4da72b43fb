import Domain
import GRDB
import Glibc
import Testing

@testable import History

@Suite("A restored backup")
struct RestoreTests {
    /// A closed database with a story told on after its backup, and the states of both.
    private struct Scene {
        let scratch: Scratch
        let backup: String
        let old: CommitStory.State
        let new: CommitStory.State

        init() async throws {
            var story = try await CommitStory(seed: 51)
            for step in 0..<20 { try await story.commit(step) }
            scratch = story.scratch
            let folder = BackupFolder(path: scratch.directory, database: scratch.path)
            backup = try Backup(folder: folder, keep: 3, minFree: 0).make(of: scratch.path, at: at(1_795_348_800)).path
            new = try await story.state()
            for step in 20..<30 { try await story.commit(step) }
            old = try await story.state()
            try story.history.close()
        }

        func restore(_ file: String? = nil, observe: @escaping (Restore.Step) throws -> Void = { _ in }) throws -> Restore.Done {
            // Beside the story's own lock, which goes with the story.
            let lock = try WriterLock(database: scratch.path + ".restore")
            return try Restore(to: scratch.path, at: at(1_795_400_000), observe: observe).run(from: file ?? backup, lock: lock)
        }
    }

    private func state(_ path: String) async throws -> CommitStory.State {
        try await History.openReadOnly(path: path).read(CommitStory.state)
    }

    @Test("is in force, with its companions and another generation; what it replaced is kept beside")
    func inForce() async throws {
        let scene = try await Scene()
        let before = try await History.openReadOnly(path: scene.backup).read { (try $0.siteID(), try $0.generation()) }
        let done = try scene.restore()
        #expect(done.soundness.isSound)
        #expect(try await state(scene.scratch.path) == scene.new)
        let replaced = try #require(done.replaced)
        #expect(replaced.hasSuffix("/balance.db.replaced-20261123T021320Z"))
        #expect(try History.soundness(of: replaced).isSound)
        #expect(try await state(replaced) == scene.old)
        let after = try await History.openReadOnly(path: scene.scratch.path).read { (try $0.siteID(), try $0.generation()) }
        #expect(after.0 == before.0 && after.1 != before.1)
        for name in ["balance.db", "balance.db-wal", "balance.db-shm"] { #expect(scene.scratch.mode(name) == 0o640, "\(name)") }
        #expect(!scene.scratch.exists("balance.db.restoring"))
        // Again at the same second, and the first one that was replaced is still there.
        #expect(try scene.restore().replaced?.hasSuffix("Z-2") == true)
        #expect(try await state(replaced) == scene.old)
    }

    @Test("killed anywhere leaves the old database or the new one, and a second attempt works")
    func killed() async throws {
        let scene = try await Scene()
        var copies: [(Restore.Step, Scratch)] = []
        let backup = try scene.scratch.bytes("balance-20261122T120000Z.db")
        _ = try scene.restore { step in
            let copy = try Scratch()
            for name in ["balance.db", "balance.db-wal", "balance.db-shm", "balance.db.restoring", "balance.db.replaced-20261123T021320Z"]
            where scene.scratch.exists(name) {
                try copy.write(scene.scratch.bytes(name), to: name)
            }
            try copy.write(backup, to: "backup.db")
            copies.append((step, copy))
        }
        #expect(copies.map(\.0) == Restore.Step.allCases)
        for (step, copy) in copies {
            let isNew = [.renamed, .opened].contains(step)
            let history = try copy.open()
            #expect(try await history.read(CommitStory.state) == (isNew ? scene.new : scene.old), "killed when \(step)")
            try history.close()
            let again = Restore(to: copy.path, at: at(1_795_400_000))
            let done = try again.run(from: copy.directory + "/backup.db", lock: WriterLock(database: copy.path + ".2"))
            #expect(try await state(copy.path) == scene.new)
            #expect(try await state(#require(done.replaced)) == (isNew ? scene.new : scene.old))
        }
    }

    @Test("is refused with a sentence, and nothing changes, when it is", arguments: ["truncated", "spoilt", "newer", "foreign", "missing"])
    func refused(kind: String) async throws {
        let scene = try await Scene()
        let scratch = scene.scratch
        var bytes = try scratch.bytes("balance-20261122T120000Z.db")
        let sentence: String
        switch kind {
        case "truncated":
            bytes = Array(bytes.prefix(bytes.count / 2))
            sentence = "bad.db is damaged ("
        case "spoilt":
            for index in bytes.count / 2..<bytes.count { bytes[index] = 0xA5 }
            sentence = "bad.db is damaged ("
        case "newer":
            bytes[63] = 9
            sentence = "bad.db was written by a newer version (schema 9"
        case "foreign":
            bytes = Array("name,balance\n".utf8)
            sentence = "bad.db is not a database of Balance Monitor"
        default: sentence = "there is no database at \(scratch.directory)/bad.db"
        }
        if kind != "missing" { try scratch.write(bytes, to: "bad.db") }
        let before = try scratch.bytes()
        let error = #expect(throws: HistoryError.self) { try scene.restore(scratch.directory + "/bad.db") }
        #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
        #expect(try scratch.bytes() == before)
        #expect(try await state(scratch.path) == scene.old)
        #expect(!scratch.exists("balance.db.restoring"))
    }

    @Test("takes the place of a damaged database, which is kept with its log")
    func overDamage() async throws {
        let scene = try await Scene()
        let garbage = [UInt8](repeating: 0xA5, count: 20_000)
        try scene.scratch.write(garbage, to: "balance.db")
        try scene.scratch.write(garbage, to: "balance.db-wal")
        let done = try scene.restore()
        #expect(try await state(scene.scratch.path) == scene.new)
        let replaced = try #require(done.replaced?.split(separator: "/").last).description
        #expect(try scene.scratch.bytes(replaced) == garbage && scene.scratch.bytes(replaced + "-wal") == garbage)
    }

    /// The rollback journal of a transaction of another database that was killed: SQLite carries it out on whatever file lies beside it.
    private static func hotJournal() throws -> [UInt8] {
        let scratch = try Scratch()
        let queue = try scratch.stranger()
        try queue.inDatabase { database in
            try database.execute(
                sql: """
                    CREATE TABLE t (x BLOB);
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO t SELECT randomblob(3000) FROM n;
                    PRAGMA cache_size = 2;
                    BEGIN;
                    UPDATE t SET x = randomblob(3000);
                    """)
        }
        defer { try? queue.inDatabase { try $0.execute(sql: "ROLLBACK") } }
        return try scratch.bytes("balance.db-journal")
    }

    @Test("meets no log that another database left behind", arguments: [true, false])
    func staleLogs(hasTarget: Bool) async throws {
        let scene = try await Scene()
        let target = "balance.db"
        // A log and a journal that SQLite would take for the database's own, as they lie after a crash.
        var other = try await CommitStory(seed: 77)
        for step in 0..<12 { try await other.commit(step) }
        let log = try other.scratch.bytes("balance.db-wal")
        #expect(log.count > 4096)
        let journal = try Self.hotJournal()
        if !hasTarget { for file in DatabaseFile(path: scene.scratch.path).all { unlink(file) } }
        try scene.scratch.write(journal, to: target + "-journal")
        try scene.scratch.write(log, to: target + "-wal")
        try scene.scratch.write([UInt8](repeating: 0xA5, count: 32768), to: target + "-shm")
        _ = try scene.restore()
        #expect(try await state(scene.scratch.path) == scene.new)
        #expect(!scene.scratch.exists(target + "-journal"))
        try other.history.close()
    }

    @Test("of a live database's copy holds what was still in the copy's log")
    func copiedWithLog() async throws {
        let scene = try await Scene()
        var other = try await CommitStory(seed: 78)
        for step in 0..<12 { try await other.commit(step) }
        for ending in ["", "-wal"] { try scene.scratch.write(other.scratch.bytes("balance.db" + ending), to: "copied.db" + ending) }
        let state = try await other.state()
        _ = try scene.restore(scene.scratch.directory + "/copied.db")
        #expect(try await self.state(scene.scratch.path) == state)
        try other.history.close()
    }

    @Test("leaves nothing beside its source, be that a link to a database which was copied after its end")
    func quietSource() async throws {
        let scene = try await Scene()
        let other = try await OneWallet()
        try await other.append(after: 60, spent: 5)
        let wallets = try await other.history.read { try $0.wallets() }
        try other.history.close()
        try scene.scratch.write(other.scratch.bytes(), to: "closed.db")
        try #require(link(scene.scratch.directory + "/closed.db", scene.scratch.directory + "/h.db") == 0)
        _ = try scene.restore(scene.scratch.directory + "/h.db")
        for ending in DatabaseFile(path: "h.db").all.dropFirst() { #expect(!scene.scratch.exists(ending)) }
        #expect(try await History.openReadOnly(path: scene.scratch.path).read { try $0.wallets() } == wallets)
    }

    @Test("is refused where it is the live database by another name", arguments: [true, false])
    func live(isHardLink: Bool) async throws {
        let scene = try await Scene()
        let name = scene.scratch.directory + "/h.db"
        let code = isHardLink ? link(scene.scratch.path, name) : symlink(scene.scratch.path, name)
        try #require(code == 0)
        #expect(throws: HistoryError.live(path: name)) { try scene.restore(name) }
        #expect(try await state(scene.scratch.path) == scene.old)
        #expect(!scene.scratch.exists("h.db-wal"))
    }

    @Test("comes to a place where no database is, and is refused as its own backup")
    func places() async throws {
        let scene = try await Scene()
        #expect(throws: HistoryError.self) { try scene.restore(scene.scratch.path) }
        for name in ["balance.db", "balance.db-wal", "balance.db-shm"] { unlink("\(scene.scratch.directory)/\(name)") }
        #expect(try scene.restore().replaced == nil)
        #expect(try await state(scene.scratch.path) == scene.new)
    }
}
