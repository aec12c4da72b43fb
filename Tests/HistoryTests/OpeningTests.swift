import Domain
import GRDB
import Glibc
import Testing

@testable import History

@Suite("A database file")
struct OpeningTests {
    @Test("is created with its companions, seen by owner and group alone, whatever the umask")
    func modes() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await history.write { try $0.recordSweep(at: at(1)) }
        for name in ["balance.db", "balance.db-wal", "balance.db-shm", "balance.db.lock"] {
            #expect(scratch.mode(name) == 0o640, "\(name)")
        }
        #expect(!scratch.exists("balance.db.new"))
        chmod(scratch.path, 0o666)
        chmod(scratch.path + "-wal", 0o644)
        try history.close()
        let again = try History.open(path: scratch.path, lock: WriterLock(database: scratch.path + ".2"))
        for name in ["balance.db", "balance.db-wal", "balance.db-shm"] { #expect(scratch.mode(name) == 0o640, "\(name)") }
        #expect(try await again.read { try $0.lastSweep() } == at(1))
    }

    @Test("is on disk after every commit, in the mode that survives a power cut")
    func pragmas() throws {
        let scratch = try Scratch()
        _ = try scratch.open()
        let queue = try Connection.writing(scratch.path)
        let expected = [
            "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "trusted_schema": "0", "journal_size_limit": "4194304",
        ]
        for (pragma, value) in expected {
            #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA \(pragma)") } == value, "\(pragma)")
        }
        #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA application_id") } == 0x4241_4C4D)
    }

    @Test("has one writer: a second one is told who holds it")
    func lock() throws {
        let scratch = try Scratch()
        var first: History? = try scratch.open()
        #expect(throws: HistoryError.locked(path: scratch.path)) { try WriterLock(database: scratch.path) }
        withExtendedLifetime(first) {}
        first = nil
        _ = try scratch.open()
    }

    @Test("is no folder, which gets no lock beside it")
    func folder() throws {
        let scratch = try Scratch()
        try #require(mkdir(scratch.path, 0o700) == 0)
        #expect(throws: HistoryError.cannotOpen(path: scratch.path, reason: "Is a directory")) { try scratch.open() }
        #expect(access(scratch.path + ".lock", F_OK) != 0)
    }

    @Test("is not waited for where it is a pipe", .timeLimit(.minutes(1)))
    func pipe() throws {
        let scratch = try Scratch()
        try #require(mkfifo(scratch.path, 0o600) == 0)
        #expect(throws: HistoryError.self) { try History.soundness(of: scratch.path) }
        #expect(throws: HistoryError.self) { try History.openReadOnly(path: scratch.path) }
    }

    @Test("is read beside a writer, after it has closed, and after it was killed")
    func readers() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await history.write { try $0.recordSweep(at: at(1)) }
        let beside = try History.openReadOnly(path: scratch.path)
        #expect(try await beside.read { try $0.lastSweep() } == at(1))
        try await history.write { try $0.recordSweep(at: at(2)) }
        #expect(try await beside.read { try $0.lastSweep() } == at(2))

        let killed = try Scratch()
        for name in ["balance.db", "balance.db-wal", "balance.db-shm"] { try killed.write(scratch.bytes(name), to: name) }
        #expect(try await History.openReadOnly(path: killed.path).read { try $0.lastSweep() } == at(2))
        #expect(try await killed.open().read { try $0.lastSweep() } == at(2))

        try history.close()
        for name in ["balance.db-wal", "balance.db-shm"] { #expect(scratch.exists(name), "\(name) stays") }
        #expect(try await History.openReadOnly(path: scratch.path).read { try $0.lastSweep() } == at(2))
        try beside.close()
        #expect(scratch.exists("balance.db-wal"))
    }

    @Test("cannot be written through a reader")
    func readerCannotWrite() throws {
        let scratch = try Scratch()
        _ = try scratch.open()
        let queue = try Connection.reading(scratch.path)
        #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "DELETE FROM meta") } }
    }

    @Test("of a newer version is refused, and not a byte of it changes", arguments: [true, false])
    func newer(isInLog: Bool) async throws {
        let scratch = try Scratch()
        try scratch.open().close()
        let stranger = try scratch.stranger()
        try await stranger.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA user_version = 7")
            if !isInLog { try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        }
        let copy = try Scratch()
        for name in ["balance.db", "balance.db-wal"] { try copy.write(scratch.bytes(name), to: name) }
        let before = try copy.bytes()
        let expected = HistoryError.newer(path: copy.path, version: 7, known: Schema.version)
        #expect(throws: expected) { try copy.open() }
        #expect(throws: expected) { try History.openReadOnly(path: copy.path) }
        #expect(try copy.bytes() == before)
        #expect(expected.description.contains("upgrade the program"))
    }

    @Test(
        "that is not ours is refused and left as it is",
        arguments: [[], Array("name,balance\n".utf8), Array("SQLite format 3\0".utf8), [UInt8](repeating: 0, count: 4096)])
    func foreign(content: [UInt8]) throws {
        let scratch = try Scratch()
        try scratch.write(content, to: "balance.db")
        #expect(throws: HistoryError.foreign(path: scratch.path)) { try scratch.open() }
        #expect(throws: HistoryError.foreign(path: scratch.path)) { try History.openReadOnly(path: scratch.path) }
        #expect(try scratch.bytes() == content)
    }

    @Test("of another program is refused and left as it is")
    func otherProgram() async throws {
        let scratch = try Scratch()
        try await scratch.stranger().write { try $0.execute(sql: "CREATE TABLE song (name TEXT)") }
        let before = try scratch.bytes()
        #expect(throws: HistoryError.foreign(path: scratch.path)) { try scratch.open() }
        #expect(try scratch.bytes() == before)
    }

    @Test("that is damaged is reported as such, by opening or by the check, and stays")
    func damaged() async throws {
        let scratch = try Scratch()
        try scratch.open().close()
        var bytes = try scratch.bytes()
        for index in 4096..<bytes.count { bytes[index] = 0xA5 }
        let broken = try Scratch()
        try broken.write(bytes, to: "balance.db")
        let error = #expect(throws: HistoryError.self) { try broken.open() }
        guard case .corrupt = error else {
            Issue.record("expected damage, got \(String(describing: error))")
            return
        }
        #expect(try broken.bytes() == bytes)
    }

    @Test("that is not there is missing for a reader, which creates nothing")
    func missing() throws {
        let scratch = try Scratch()
        #expect(throws: HistoryError.missing(path: scratch.path)) { try History.openReadOnly(path: scratch.path) }
        #expect(!scratch.exists("balance.db"))
    }

    @Test("left half made by a crash is made anew")
    func halfMade() async throws {
        let scratch = try Scratch()
        try scratch.write([1, 2, 3], to: "balance.db.new")
        try scratch.write([1, 2, 3], to: "balance.db.new-wal")
        let history = try scratch.open()
        #expect(try await history.read { try $0.damage() } == [])
        #expect(!scratch.exists("balance.db.new") && !scratch.exists("balance.db.new-wal"))
    }

    @Test("whose write lock another program holds answers busy and stores nothing, then goes on")
    func busy() async throws {
        let scratch = try Scratch()
        let history = try History.open(path: scratch.path, lock: WriterLock(database: scratch.path), patience: .milliseconds(20))
        let stranger = try scratch.stranger()
        try await stranger.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        await #expect(throws: HistoryError.busy) { try await history.write { try $0.recordSweep(at: at(5)) } }
        try await stranger.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await history.write { try $0.recordSweep(at: at(6)) }
        #expect(try await history.read { try $0.lastSweep() } == at(6))
    }

    @Test("takes a transaction whole or not at all, and hands on what the caller threw")
    func wholeOrNothing() async throws {
        struct Stop: Error {}
        let history = try Scratch().open()
        await #expect(throws: Stop.self) {
            try await history.write { transaction in
                try transaction.recordSweep(at: at(5))
                throw Stop()
            }
        }
        #expect(try await history.read { try $0.lastSweep() } == nil)
    }

    @Test("is written even when the task that writes was cancelled")
    func cancellation() async throws {
        let history = try Scratch().open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { try await history.write { try $0.recordSweep(at: at(8)) } }
            try await group.waitForAll()
        }
        #expect(try await history.read { try $0.lastSweep() } == at(8))
    }

    @Test(
        "says in our words what SQLite said",
        arguments: [
            (ResultCode.SQLITE_FULL, HistoryError.cannotWrite(reason: "m")), (.SQLITE_IOERR, .cannotWrite(reason: "m")),
            (.SQLITE_READONLY, .cannotWrite(reason: "m")), (.SQLITE_BUSY, .busy), (.SQLITE_LOCKED, .busy),
            (.SQLITE_CORRUPT, .corrupt(detail: "m")),
            (.SQLITE_NOTADB, .corrupt(detail: "m")), (.SQLITE_CONSTRAINT, .refused("m")), (.SQLITE_ERROR, .failed("m")),
        ])
    func translation(code: ResultCode, expected: HistoryError) {
        #expect(HistoryError(DatabaseError(resultCode: code, message: "m", sql: "SELECT 'secret'")) == expected)
    }
}
