import Domain
import FoundationEssentials
import Glibc
import History
import Logging
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The watch over the database") struct DatabaseCheckTests {
    private static func letOwnerIn(_ bench: Bench) async throws {
        try await bench.history.write { transaction in
            try transaction.save(
                KnownChat(
                    address: ChatAddress(chat: Bench.owner), kind: .private, title: "x", isSubscribed: true, subscribedAt: Bench.start))
        }
    }

    private func notes(_ bench: Bench) async throws -> [String] {
        try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }.map(\.content.text)
    }

    @Test("tells of damage once in the log and once a day to the owner, and shows it in /status")
    func damage() async throws {
        let bench = try Bench()
        try await Self.letOwnerIn(bench)
        try await LedgerBench(bench).sweep(0, ["alpha": .usd("500"), "beta": .usd("100")])
        let (state, lines) = (CollectorState(), Shared<[String]>([]))
        let log = Logger(label: "test") { _ in
            LogOutput(level: .info, redaction: Redaction(), underJournal: false) { line in lines.update { $0.append(line) } }
        }
        let check = DatabaseCheck(
            installation: CurrentInstallation(try bench.installation()), history: bench.history, time: bench.time, state: state,
            bot: Bench.bot, bell: Bell(), log: log)
        var trouble = RepeatedTrouble()
        await check.look(&trouble)
        #expect(state.value.damage == nil && lines.read { $0 }.isEmpty)
        // A wallet of an account that is none: what a damaged page may leave.
        try await bench.history.checkpoint()
        try Self.orphan(bench.history.path)
        // It was not the last to close the database: the check has let go of no lock of ours.
        #expect(FileSize.bytes(of: bench.history.path + "-wal") != nil)
        for hours in [0, 24] as [Int64] {
            bench.clock.advance(bySeconds: hours * 3600)
            await check.look(&trouble)
        }
        #expect(state.value.damage?.contains("points to none of account") == true)
        #expect(lines.read { $0 }.count { $0.contains("The database is damaged") } == 1)
        let notes = try await notes(bench)
        #expect(notes.count == 2, "\(lines.read { $0 })")
        #expect(notes.allSatisfy { $0.hasPrefix("🔴 База повреждена") && $0.contains("Резервных копий нет") })
    }

    /// Writes an id of nobody into the row of a wallet: the `sqlite3` program keeps no foreign keys.
    private static func orphan(_ path: String) throws {
        try SQLiteProgram.run("UPDATE wallet SET account_id = 99 WHERE id = 1", on: path)
    }

    @Test("raises an alarm while the log is long, once, and takes it back")
    func longLog() async throws {
        let bench = try Bench()
        try await Self.letOwnerIn(bench)
        let state = CollectorState()
        func watch(_ limit: Int64) throws -> LogWatch {
            LogWatch(
                installation: CurrentInstallation(try bench.installation()), history: bench.history, time: bench.time, state: state,
                bot: Bench.bot, bell: Bell(), log: bench.log, limit: limit)
        }
        var isSaid = false
        try await watch(1).look(&isSaid)
        try await watch(1).look(&isSaid)
        #expect(isSaid && (state.value.longLog ?? 0) > 1)
        #expect(try await notes(bench).count == 1)
        #expect(try await notes(bench)[0].hasPrefix("⚠️ Журнал базы вырос до 0 МБ"))
        try await watch(LogWatch.limit).look(&isSaid)
        #expect(!isSaid && state.value.longLog == nil)
    }
}
