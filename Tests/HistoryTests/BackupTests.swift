import Domain
import GRDB
import Glibc
import Testing

@testable import History

@Suite("A backup")
struct BackupTests {
    private func backup(_ scratch: Scratch, keep: Int = 3, minFree: Int64 = 0, free: Int64? = nil) -> Backup {
        let folder = BackupFolder(path: scratch.directory, database: scratch.path) { free ?? BackupFolder.freeBytes($0) }
        return Backup(folder: folder, keep: keep, minFree: minFree)
    }

    private func names(_ scratch: Scratch) throws -> [String] {
        try BackupFolder(path: scratch.directory, database: scratch.path).backups().map { String($0.split(separator: "/").last ?? "") }
    }

    @Test("holds every commit of a daemon that runs, in one file for owner and group")
    func beside() async throws {
        var story = try await CommitStory(seed: 41)
        for step in 0..<40 { try await story.commit(step) }
        let scratch = story.scratch
        let made = try backup(scratch).make(of: scratch.path, at: at(1_795_348_800))
        #expect(made.path == scratch.directory + "/balance-20261122T120000Z.db")
        #expect(made.soundness.isSound && made.removed == [] && made.bytes > 0)
        #expect(scratch.mode("balance-20261122T120000Z.db") == 0o640)
        for ending in ["-wal", "-shm", "-journal"] { #expect(!scratch.exists("balance-20261122T120000Z.db" + ending)) }
        let copy = try History.openReadOnly(path: made.path)
        #expect(try await copy.read(CommitStory.state) == story.state())
        try await story.commit(50)
        #expect(try await story.history.read { try $0.damage() } == [])
    }

    @Test("is rotated by count, and what is not ours in its folder is never touched")
    func rotation() throws {
        let scratch = try Scratch()
        _ = try scratch.open()
        let strangers = [
            "balance-20200101T000000Z.db", "balance-20200101T000000Z.db.txt", "notes.txt", "other-20200101T000000Z.db", "balance-latest.db",
        ]
        for name in strangers { try scratch.write(Array("mine".utf8), to: name) }
        try scratch.write(Array("half".utf8), to: ".balance-20260101T000000Z.db.partial")
        for day in 0..<5 {
            let made = try backup(scratch).make(of: scratch.path, at: at(1_795_348_800 + Int64(day) * 86400))
            #expect(made.removed.count == (day < 3 ? 0 : 1))
        }
        #expect(try names(scratch) == (24...26).map { "balance-202611\($0)T120000Z.db" })
        for name in strangers { #expect(try scratch.bytes(name) == Array("mine".utf8)) }
        #expect(!scratch.exists(".balance-20260101T000000Z.db.partial"))
    }

    @Test("of one second stands beside another of it, and is the newer one when they are rotated")
    func sameSecond() async throws {
        let one = try await OneWallet()
        let names = (1...11).map { "balance-20261122T120000Z" + ($0 == 1 ? "" : "-\($0)") + ".db" }
        for (count, name) in names.enumerated() {
            try await one.append(after: 60 * Int64(count + 1), spent: 5)
            let made = try backup(one.scratch, keep: 11).make(of: one.scratch.path, at: at(1_795_348_800))
            #expect(made.path == one.scratch.directory + "/" + name)
        }
        #expect(try self.names(one.scratch) == names)
        for (count, name) in names.enumerated() {
            let readings = try await History.openReadOnly(path: one.scratch.directory + "/" + name).read { snapshot in
                try Int.fetchOne(snapshot.database, sql: "SELECT count(*) FROM reading")
            }
            #expect(readings == count + 2)
        }
        let made = try backup(one.scratch, keep: 2).make(of: one.scratch.path, at: at(1_795_348_801))
        #expect(made.removed.count == 10)
        #expect(try self.names(one.scratch) == ["balance-20261122T120000Z-11.db", "balance-20261122T120001Z.db"])
    }

    @Test(
        "has a name that no other file has",
        arguments: [
            "balance-20261122T120000Z-1.db", "balance-20261122T120000Z-02.db", "balance-20261122T120000Z-.db",
            "balance-20261122T120000Z2.db",
            "balance-20261122T120000Z--2.db", "balance-20261122T120000Z-2.db.txt", "balance-2026112T120000Z-2.db", "balance-.db",
            "balance-20261122t120000Z.db", "balance-20261122T120000Z-99999999999999999999.db",
        ])
    func foreignNames(name: String) {
        #expect(BackupName(name, stem: "balance") == nil)
        #expect(BackupName("balance-20261122T120000Z-12.db", stem: "balance")?.number == 12)
    }

    @Test("is made in the place of older ones where there is no room, but never of the newest good one")
    func room() throws {
        let scratch = try Scratch()
        _ = try scratch.open()
        for day in 0..<4 { _ = try backup(scratch, keep: 9).make(of: scratch.path, at: at(1_795_348_800 + Int64(day) * 86400)) }
        // The newest one has been spoilt on the disk.
        var spoilt = try scratch.bytes("balance-20261125T120000Z.db")
        for index in 4096..<spoilt.count { spoilt[index] = 0xA5 }
        try scratch.write(spoilt, to: "balance-20261125T120000Z.db")
        let error = #expect(throws: HistoryError.self) {
            try backup(scratch, minFree: 500_000_000, free: 100_000_000).make(of: scratch.path, at: at(1_796_000_000))
        }
        #expect(try names(scratch) == ["balance-20261124T120000Z.db", "balance-20261125T120000Z.db"])
        #expect(error?.description.contains("must leave 500 MB, but 100 MB are free") == true)
    }

    @Test("of a damaged database is none: nothing is left of it, and the older ones stay")
    func damaged() throws {
        let scratch = try MigrationTests.database(version: 1)
        _ = try backup(scratch).make(of: scratch.path, at: at(1_795_348_800))
        var bytes = try scratch.bytes()
        for index in bytes.count - 30_000..<bytes.count { bytes[index] = 0xA5 }
        try scratch.write(bytes, to: "balance.db")
        let error = #expect(throws: HistoryError.self) { try backup(scratch, keep: 1).make(of: scratch.path, at: at(1_795_400_000)) }
        guard case .unsound(scratch.path, _) = error else {
            Issue.record("expected an unsound source, got \(String(describing: error))")
            return
        }
        #expect(try names(scratch) == ["balance-20261122T120000Z.db"])
        #expect(!scratch.exists(".balance-20261123T021320Z.db.partial"))
    }

    @Test(
        "whose money does not add up is none either",
        arguments: [
            ("UPDATE reading SET balance_micros = balance_micros + 1", "opening + credited - spent is not the balance"),
            (
                "INSERT INTO credit (at, wallet_id, amount_micros, kind, revision) SELECT max(at), wallet_id, 7000000, 'topup', 1 FROM reading",
                "its rises make 7, its counter says 0"
            ),
        ])
    func faulty(change: String, fault: String) async throws {
        let one = try await OneWallet()
        try await one.append(after: 60, spent: 5)
        try await one.scratch.stranger().write { try $0.execute(sql: change) }
        let error = #expect(throws: HistoryError.self) { try backup(one.scratch).make(of: one.scratch.path, at: at(1_795_348_800)) }
        #expect(error?.description.contains(fault) == true, "\(String(describing: error))")
        #expect(try names(one.scratch) == [])
    }

    @Test("that fails says why, though SQLite says it of the other connection")
    func reason() {
        let error = DatabaseError(resultCode: .SQLITE_FULL, message: "not an error")
        #expect(HistoryError(error) == .cannotWrite(reason: "database or disk is full"))
    }

    @Test("waits for nobody: a second one at the same time is refused")
    func alone() throws {
        let scratch = try Scratch()
        _ = try scratch.open()
        let first = try WriterLock(database: scratch.directory + "/.backup")
        #expect(throws: HistoryError.copying(path: scratch.directory)) {
            try backup(scratch).make(of: scratch.path, at: at(1_795_348_800))
        }
        withExtendedLifetime(first) {}
    }
}
