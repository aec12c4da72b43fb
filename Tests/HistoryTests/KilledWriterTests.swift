import Domain
import Foundation
import GRDB
import Glibc
import TestSupport
import Testing

@testable import History

/// A real process, killed by the kernel at random moments, most of them within a transaction, then started again on the same files.
@Suite("A writer that is killed")
struct KilledWriterTests {
    private typealias Script = KilledWriterScript

    @Test("loses nothing that it committed, repeats nothing, and goes on, a hundred times in a row", .timeLimit(.minutes(3)))
    func hundredKills() async throws {
        let scratch = try Scratch()
        var numbers = SeededGenerator(seed: 2026)
        var (done, withinCommit) = (0, 0)
        for round in 0..<100 {
            let writer = try Writer(database: scratch.path)
            // Some die while they open the files, the others after some commits and a part of the next.
            let commits = round % 10 == 0 ? 0 : Int.random(in: 1...6, using: &numbers)
            while commits > 0, writer.lastDone < done + commits, writer.readLine() {}
            usleep(.random(in: 0...(commits == 0 ? 40_000 : 4000), using: &numbers))
            let (begun, said) = try writer.kill()
            if begun > said { withinCommit += 1 }
            done = try await inspect(scratch.path, atLeast: max(done, said), atMost: max(done, begun), round: round)
        }
        #expect(withinCommit >= 30, "only \(withinCommit) of the blows fell within a transaction")
        #expect(done >= 200)
    }

    /// What a start finds; returns the number of the last commit.
    private func inspect(_ path: String, atLeast: Int, atMost: Int, round: Int) async throws -> Int {
        let history = try History.open(path: path, lock: WriterLock(database: path + ".inspection"))
        let last = try await history.read { snapshot in
            #expect(try String.fetchAll(snapshot.database, sql: "PRAGMA integrity_check") == ["ok"], "round \(round)")
            #expect(try snapshot.damage() + snapshot.ledgerFaults() == [], "round \(round)")
            guard let last = try snapshot.lastSweep().map(Script.step) else { return 0 }
            for (number, item) in try snapshot.latest().enumerated() {
                let counters = Script.counters(of: number, after: last)
                #expect([item.reading.spent.micros, item.reading.credited.micros] == [counters.spent, counters.credited])
            }
            try inspectReports(snapshot, last: last)
            return last
        }
        try history.close()
        #expect((atLeast...atMost).contains(last), "round \(round): commit \(last) of \(atLeast) said to be done, \(atMost) begun")
        return last
    }

    /// A report a slot, all its parts, each beginning where the one before it ended.
    private func inspectReports(_ snapshot: Snapshot, last: Int) throws {
        let slots = try Row.fetchAll(snapshot.database, sql: "SELECT id, from_at, until_at, state FROM report_slot ORDER BY id")
        let steps = (0...last).filter(Script.isReport)
        #expect(slots.map { $0[2] as Int64 } == steps.map { Script.instant($0).seconds })
        #expect(slots.map { $0[1] as Int64 } == [Script.begin.seconds] + slots.map { $0[2] as Int64 }.dropLast() || slots.isEmpty)
        let sent = steps.filter { $0 + 2 <= last }.count
        #expect(slots.map { $0[3] as String } == slots.indices.map { $0 < sent ? "sent" : "queued" })
        let texts = try String.fetchAll(snapshot.database, sql: "SELECT text FROM outbox ORDER BY id")
        #expect(texts == steps.flatMap { step in (0..<Script.parts).map { "\(step).\($0)" } })
    }
}

/// The program in Tests/LedgerWriter as a child, with what it has said so far.
private final class Writer {
    private let child: pid_t
    private let pipe: Int32
    private var rest = ""
    private(set) var lastBegun = 0
    private(set) var lastDone = 0

    struct NotStarted: Error { let program: String }

    init(database: String) throws {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw NotStarted(program: "pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, ends[1], 1)
        // It lies beside the tests.
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = tests.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/ledger-writer"
        var words = [strdup(path), strdup(database), nil]
        defer { for word in words { free(word) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var id: pid_t = 0
        guard posix_spawn(&id, path, &files, nil, &words, &environment) == 0 else { throw NotStarted(program: path) }
        close(ends[1])
        (child, pipe) = (id, ends[0])
    }

    /// Takes what it says next; false once it has said all.
    func readLine() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(pipe, &bytes, bytes.count)
        guard count > 0 else { return false }
        rest += String(decoding: bytes.prefix(count), as: UTF8.self)
        while let end = rest.firstIndex(of: "\n") {
            let words = rest[..<end].split(separator: " ")
            if let number = words.last.flatMap({ Int($0) }) {
                if words[0] == "done" { lastDone = number } else { lastBegun = number }
            }
            rest = String(rest[rest.index(after: end)...])
        }
        return true
    }

    /// Kills it and hears it out: the last commit that it began, and the last that it called done.
    func kill() throws -> (begun: Int, done: Int) {
        Glibc.kill(child, SIGKILL)
        while readLine() {}
        close(pipe)
        var status: Int32 = 0
        #expect(waitpid(child, &status, 0) == child)
        #expect(status & 0x7F == SIGKILL, "it must not have ended by itself")
        return (lastBegun, lastDone)
    }
}
