import Domain
import GRDB
import Testing

@testable import History

/// A sound history whose file somebody else then altered.
@Suite("A check of the database finds")
struct VerificationTests {
    private func faults(after statements: String...) async throws -> [String] {
        var random = try RandomHistory(seed: 71, scratch: Scratch())
        try await random.run(sweeps: 120)
        let days = (random.model.wallets[0].openedAt.seconds / 86400...random.now.seconds / 86400 + 1).map { number in
            ReportDay(
                date: CivilDate(dayNumber: Int(number)).description, startsAt: at(number * 86400), endsAt: at((number + 1) * 86400))
        }
        try await random.history.write { try $0.fillDays(days) }
        try random.history.close()
        #expect(try History.soundness(of: random.scratch.path).isSound)
        let stranger = try random.scratch.stranger()
        try await stranger.writeWithoutTransaction { database in
            for statement in statements { try database.execute(sql: statement) }
        }
        try stranger.close()
        return try History.soundness(of: random.scratch.path).faults
    }

    @Test("a lost mark of a day's first closing, and one that marks another hour")
    func frames() async throws {
        #expect(
            try await faults(after: "DELETE FROM frame WHERE hour = (SELECT min(hour) FROM frame)").first?.contains("not marked") == true)
        #expect(try await faults(after: "DELETE FROM frame").count > 3)
        let moved = try await faults(after: "UPDATE frame SET hour = hour + 3600 WHERE hour = (SELECT max(hour) FROM frame)")
        #expect(moved.contains { $0.contains("which is no first closing of a day") })
    }

    @Test("a first closing of a day that lacks a wallet")
    func lacking() async throws {
        let found = try await faults(
            after: "DELETE FROM hour WHERE wallet_id = 1 AND hour = (SELECT max(hour) FROM frame)")
        #expect(found.contains { $0.contains("lacks wallet 1") })
    }

    @Test("a moved, a lost and a cut off day")
    func days() async throws {
        #expect(
            try await faults(after: "UPDATE day SET starts_at = starts_at + 60 WHERE date = (SELECT max(date) FROM day)").first?
                .contains("begins at") == true)
        let middle = "(SELECT date FROM day ORDER BY date LIMIT 1 OFFSET 1)"
        #expect(try await faults(after: "DELETE FROM day WHERE date = \(middle)").first?.contains("ends at") == true)
        #expect(
            try await faults(after: "DELETE FROM day WHERE date = (SELECT min(date) FROM day)").first?.contains("after the first") == true)
        #expect(
            try await faults(after: "DELETE FROM day WHERE ends_at > (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'last_sweep')")
                .contains { $0.contains("before the last sweep") })
        #expect(try await faults(after: "DELETE FROM day").contains { $0.contains("is empty") })
    }

    @Test("kinds and reasons that no version of this program writes")
    func kinds() async throws {
        let free = "PRAGMA ignore_check_constraints = ON"
        #expect(
            try await faults(after: free, "UPDATE credit SET kind = 'gift' WHERE at = (SELECT min(at) FROM credit)")
                .contains { $0.contains("\"gift\"") })
        let gap = "INSERT INTO gap (account_id, from_at, until_at, reason, detail, rose, revision) VALUES (1, 1, 2, 'fog', '', 0, 1)"
        #expect(try await faults(after: gap).contains { $0.contains("gap has a row whose reason is \"fog\"") })
    }

    @Test("a table, a view and an index that are not as this program makes them, and a trigger")
    func schema() async throws {
        #expect(try await faults(after: "DROP VIEW spend_daily") == ["the view spend_daily is missing"])
        #expect(
            try await faults(after: "DROP VIEW topups", "CREATE VIEW topups AS SELECT 1")
                == ["the view topups is not as this program makes it"])
        #expect(try await faults(after: "DROP INDEX gap_until") == ["the index gap_until is missing"])
        let check = "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (hour % 3600 = 0)', '') WHERE name = 'frame'"
        #expect(
            try await faults(after: "PRAGMA writable_schema = ON", check) == ["the table frame is not as this program makes it"])
        #expect(
            try await faults(after: "CREATE TRIGGER t AFTER INSERT ON reading BEGIN DELETE FROM gap; END")
                == ["the trigger t is not of this program"])
    }

    @Test("nothing in what an analyst added beside")
    func additions() async throws {
        #expect(
            try await faults(
                after: "CREATE VIEW mine AS SELECT * FROM balances", "CREATE TABLE notes (text)", "CREATE INDEX i ON reading (wallet_id)")
                == [])
    }
}
