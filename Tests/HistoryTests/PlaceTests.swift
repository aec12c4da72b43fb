import Domain
import GRDB
import Glibc
import Testing

@testable import History

@Suite("A database whose path leads elsewhere")
struct PlaceTests {
    private static func sweep(_ history: History, _ second: Int64) async throws {
        try await history.write { try $0.recordSweep(at: at(second)) }
    }

    private static func removeAll(_ scratch: Scratch) {
        for ending in ["", "-wal", "-shm"] { unlink(scratch.path + ending) }
    }

    @Test("is noticed by one look, whether the file was removed or replaced, and not where it is as it was")
    func noticed() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await Self.sweep(history, 1)
        #expect(history.place == .kept)
        rename(scratch.path, scratch.path + ".away")
        #expect(history.place == .gone)
        try scratch.write(try scratch.bytes("balance.db.away"), to: "balance.db")
        #expect(history.place == .replaced)
        rename(scratch.path + ".away", scratch.path)
        #expect(history.place == .kept)
    }

    @Test("is saved whole as a new file beside it, and what is written later goes there, also what was waiting")
    func saved() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await Self.sweep(history, 1)
        Self.removeAll(scratch)
        try await Self.sweep(history, 2)
        try scratch.write(Array("a file of somebody else".utf8), to: "balance.db.saved-19700101T000009Z")
        let copy = try await withThrowingTaskGroup(of: Void.self) { group in
            for second in 3..<40 as Range<Int64> { group.addTask { try await Self.sweep(history, second) } }
            let copy = try await history.saveCopy(at: at(9), orIn: [])
            try await group.waitForAll()
            return copy
        }
        try await Self.sweep(history, 99)
        #expect(copy == scratch.path + ".saved-19700101T000009Z-2" && history.path == copy && history.place == .kept)
        #expect(scratch.mode("balance.db.saved-19700101T000009Z-2") == 0o640 && !scratch.exists("balance.db"))
        #expect(try scratch.bytes("balance.db.saved-19700101T000009Z") == Array("a file of somebody else".utf8))
        #expect(try History.soundness(of: copy).isSound)
        let reader = try History.openReadOnly(path: copy)
        #expect(try await reader.read { try $0.lastSweep() } == at(99))
        try reader.close()
        // The writer's own readers see it too.
        #expect(try await history.reader().read { try $0.lastSweep() } == at(99))
        try history.close()
        #expect(DatabaseFile(path: copy + "-wal").bytes == 0)
    }

    @Test("leaves the file that took its place as it is, and no log that would be taken for that file's own")
    func stranger() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await Self.sweep(history, 1)
        let other = Array("not a database of anybody".utf8)
        try scratch.write(other, to: "other")
        rename("\(scratch.directory)/other", scratch.path)
        await #expect(throws: HistoryError.displaced(path: scratch.path)) { try await history.checkpoint() }
        #expect(throws: HistoryError.displaced(path: scratch.path)) { try history.reader() }
        try await Self.sweep(history, 2)
        let copy = try await history.saveCopy(at: at(9), orIn: [])
        try await Self.sweep(history, 3)
        try history.close()
        #expect(try scratch.bytes() == other)
        #expect(DatabaseFile(path: scratch.path + "-wal").bytes == 0)
        let reader = try History.openReadOnly(path: copy)
        #expect(try await reader.read { try $0.lastSweep() } == at(3))
    }

    @Test("makes no empty database at the path by moving its log")
    func checkpoint() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await Self.sweep(history, 1)
        Self.removeAll(scratch)
        await #expect(throws: HistoryError.displaced(path: scratch.path)) { try await history.checkpoint() }
        #expect(!scratch.exists("balance.db"))
    }

    @Test("is saved in another folder where its own is gone; where none takes it, it is written to as before")
    func otherFolder() async throws {
        let (scratch, other) = (try Scratch(), try Scratch())
        let history = try scratch.open()
        try await Self.sweep(history, 1)
        let away = other.directory + "/away"
        #expect(rename(scratch.directory, away) == 0)
        await #expect {
            try await history.saveCopy(at: at(9), orIn: ["/proc/none"])
        } throws: {
            guard case .notSaved(scratch.path, _) = $0 as? HistoryError else { return false }
            return true
        }
        try await Self.sweep(history, 2)
        #expect(history.place == .gone && history.path == scratch.path)
        let copy = try await history.saveCopy(at: at(9), orIn: ["/proc/none", other.directory])
        #expect(copy == other.directory + "/balance.db.saved-19700101T000009Z")
        #expect(try await history.reader().read { try $0.lastSweep() } == at(2))
        try history.close()
        #expect(rename(away, scratch.directory) == 0)
    }

    @Test("is saved beside the file that its link led to")
    func link() async throws {
        let (scratch, other) = (try Scratch(), try Scratch())
        #expect(symlink(other.path, scratch.path) == 0)
        try History.open(path: other.path, lock: WriterLock(database: other.path)).close()
        let history = try History.open(path: scratch.path, lock: WriterLock(database: scratch.path))
        unlink(scratch.path)
        #expect(symlink(other.path + ".none", scratch.path) == 0)
        #expect(history.place == .gone)
        let copy = try await history.saveCopy(at: at(9), orIn: [])
        #expect(copy == other.path + ".saved-19700101T000009Z")
        try history.close()
    }

    @Test("that is gone at the start, with a copy beside it, is not begun afresh")
    func start() async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await Self.sweep(history, 1)
        Self.removeAll(scratch)
        let copy = try await history.saveCopy(at: at(9), orIn: [])
        try history.close()
        let lost = HistoryError.onlySaved(path: scratch.path, copy: copy)
        #expect(throws: lost) { try History.open(path: scratch.path, lock: WriterLock(database: scratch.path + ".2")) }
        #expect(throws: lost) { try History.openReadOnly(path: scratch.path) }
        #expect(lost.description.contains("run `balance-monitor restore \(copy)`"))
        #expect(!scratch.exists("balance.db"))
        let lock = try WriterLock(database: scratch.path + ".3")
        _ = try Restore(to: scratch.path, at: at(20)).run(from: copy, lock: lock)
        let again = try History.open(path: scratch.path, lock: lock)
        #expect(try await again.read { try $0.lastSweep() } == at(1))
    }

    @Test(
        "loses nothing when only its log is removed: it is opened again, and other programs see all", arguments: ["-wal", "-shm", "both"])
    func log(removed: String) async throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        try await Self.sweep(history, 1)
        for ending in ["-wal", "-shm"] where removed == ending || removed == "both" { unlink(scratch.path + ending) }
        try await Self.sweep(history, 2)
        #expect(history.place == .withoutLog)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for second in 3..<40 as Range<Int64> { group.addTask { try await Self.sweep(history, second) } }
            try await history.renewLog()
            try await group.waitForAll()
        }
        #expect(history.place == .kept)
        try await Self.sweep(history, 99)
        let reader = try scratch.stranger()
        #expect(try await reader.read { try Snapshot(database: $0).lastSweep() } == at(99))
        try history.close()
        #expect(try History.soundness(of: scratch.path).isSound)
    }

    @Test("keeps others out when its lock file is removed")
    func lock() throws {
        let scratch = try Scratch()
        let history = try scratch.open()
        #expect(history.renewLock() == .held)
        unlink(scratch.path + ".lock")
        #expect(history.renewLock() == .renewed)
        #expect(throws: HistoryError.locked(path: scratch.path)) { try WriterLock(database: scratch.path) }
        unlink(scratch.path + ".lock")
        let other = try WriterLock(database: scratch.path)
        #expect(history.renewLock() == .lost)
        withExtendedLifetime(other) {}
    }

    @Test("is told from one that was never there where it is a link to nowhere")
    func danglingLink() throws {
        let scratch = try Scratch()
        #expect(symlink("/nonexistent/balance.db", scratch.path) == 0)
        #expect(throws: HistoryError.cannotOpen(path: scratch.path, reason: "it is a link, and nothing is where it leads")) {
            try scratch.open()
        }
    }

    @Test("of logins is named where a folder has its place")
    func sessions() throws {
        let scratch = try Scratch()
        #expect(throws: HistoryError.cannotOpen(path: scratch.directory, reason: "Is a directory")) {
            try SessionDatabase.open(path: scratch.directory)
        }
    }
}
