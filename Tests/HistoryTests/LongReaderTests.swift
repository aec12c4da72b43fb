import Domain
import GRDB
import Glibc
import Testing

@testable import History

@Suite("A reader that holds a transaction")
struct LongReaderTests {
    @Test("loses nobody anything; when it ends, the log is cut back")
    func holds() async throws {
        let one = try await OneWallet()
        let reader = try one.scratch.stranger()
        try await reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN; SELECT count(*) FROM reading") }
        func logSize() throws -> Int { try one.scratch.bytes("balance.db-wal").count }
        let text = String(repeating: "x", count: 30_000)
        // An hour of sweeps, each with far more than a sweep writes.
        for minute in 1...300 {
            try await one.append(after: Int64(minute) * 12, spent: Int64(minute))
            try await one.history.write {
                try $0.setAlertState(AlertKey(kind: "test", subject: "\(minute)", chat: ChatAddress(chat: 1)), to: text, at: OneWallet.ten)
            }
        }
        #expect(try logSize() > 8 << 20)
        let seen = try await reader.writeWithoutTransaction { try Int.fetchOne($0, sql: "SELECT count(*) FROM reading") }
        #expect(seen == 1)
        try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        for minute in 301...303 { try await one.append(after: Int64(minute) * 12, spent: Int64(minute)) }
        #expect(try logSize() <= 4_194_304 + 40_000)
        let (latest, soundness) = try await one.history.read { (try $0.latest(), try $0.soundness(isThorough: true)) }
        #expect(latest.map(\.reading.spent) == [money(303)] && soundness.isSound)
    }
    @Test("is not waited for when the log is moved into the database, and neither is a writer")
    func checkpoint() async throws {
        let one = try await OneWallet()
        for minute in 1...50 { try await one.append(after: Int64(minute) * 12, spent: Int64(minute)) }
        func logSize() throws -> Int { try one.scratch.bytes("balance.db-wal").count }
        let (reader, writer) = (try one.scratch.stranger(), try one.scratch.stranger())
        try await reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN; SELECT count(*) FROM reading") }
        try await writer.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE; DELETE FROM frame") }
        let started = ContinuousClock.now
        try await one.history.checkpoint()
        #expect(started.duration(to: .now) < .seconds(3), "a connection of ours waits 5 s for a lock")
        #expect(try logSize() > 0)
        try await writer.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try await one.history.checkpoint()
        #expect(try logSize() == 0)
        try await one.append(after: 999, spent: 51)
        #expect(try await one.history.read { try $0.soundness(isThorough: true).isSound })
    }
}
