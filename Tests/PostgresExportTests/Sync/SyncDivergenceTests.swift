import Domain
import History
import PostgresExport
import TestSupport
import Testing

@Suite("A history that is not the one copied", .serialized)
struct SyncDivergenceTests {
    /// What can be wrong with it: the kind of the fault, and a history in which it is.
    enum Case: String, CaseIterable {
        case restored, behind, other
    }

    /// A copy of `scene` from before it grew further, as each kind of fault leaves it.
    private func faulty(_ kind: Case, _ scene: SyncScene) async throws -> (SyncScene, SyncError) {
        let old = try SyncScene(in: scene.database, copyOf: scene)
        try await scene.grow(steps: 150)
        try await scene.open("lost later")
        try await scene.grow(steps: 20)
        try await scene.copy()
        switch kind {
        case .restored:
            try await old.history.write { try $0.renewGeneration() }
            try await old.open("new since")
            try await old.grow(steps: 60, salt: 3)
            return (old, .restored)
        case .behind:
            return (old, .behind(table: "account"))
        case .other:
            // Somebody copied the file back and nobody was told: it has outgrown what was sent, with other values.
            try await old.open("new since")
            try await old.grow(steps: 400, salt: 3)
            return (old, .diverged(table: "reading"))
        }
    }

    @Test("stops the copy and touches nothing", arguments: Case.allCases)
    func stops(kind: Case) async throws {
        let scene = try await SyncScene.grown()
        let (old, error) = try await faulty(kind, scene)
        await #expect(throws: error) { try await old.copy() }
        try await scene.expectSame()
        #expect("\(error)".contains("--accept-restored") && "\(error)".contains("nothing was changed"))
    }

    @Test("is accepted when a person says so; all agrees then, and the copy goes on", arguments: Case.allCases)
    func accepted(kind: Case) async throws {
        let scene = try await SyncScene.grown()
        let (old, _) = try await faulty(kind, scene)
        let summary = try await old.copy(.isAccepted)
        #expect(try #require(summary.kept) > SyncScene.begin + 86_400)
        try await old.expectSame()
        #expect(try await old.differences().isEmpty)
        try await old.grow(steps: 30)
        try await old.copy()
        try await old.expectSame()
        #expect(try await old.copy(.isAccepted).rows == 0)
    }

    @Test("keeps, when accepted, the readings that were thinned out here")
    func keepsThinned() async throws {
        let scene = try await SyncScene.grown()
        try await scene.copy()
        let readings = try scene.database.rows("SELECT count(*) FROM balance_monitor.reading")
        while try await scene.history.write({ try $0.thin(until: Instant(seconds: SyncScene.begin + 100_000), hours: 50) }) > 0 {}
        try await scene.history.write { try $0.renewGeneration() }
        try await scene.copy(.isAccepted)
        #expect(try scene.database.rows("SELECT count(*) FROM balance_monitor.reading") == readings)
    }

    @Test(
        "is found by --verify, row and day",
        arguments: [
            (
                "UPDATE hour SET balance = balance + 0.000001, spent = spent WHERE hour = (SELECT min(hour) FROM hour)", "hour",
                "2026-11-18", 3
            ),
            (
                "DELETE FROM reading WHERE wallet_id = 2 AND at = (SELECT min(at) FROM reading WHERE wallet_id = 2)", "reading",
                "2026-11-18", 1
            ),
            (
                "UPDATE credit SET kind = 'refund' WHERE (at, wallet_id) = (SELECT at, wallet_id FROM credit ORDER BY at LIMIT 1)",
                "credit", "", 1
            ),
            ("UPDATE wallet SET title = 'doctored' WHERE id = 2", "wallet", "", 1),
            ("DELETE FROM glitch", "glitch", "", 6),
            ("DELETE FROM frame WHERE hour = (SELECT min(hour) FROM frame)", "frame", "", 1),
        ])
    func verification(sql: String, table: String, day: String, count: Int) async throws {
        let scene = try await SyncScene.grown()
        try await scene.copy()
        _ = try scene.database.rows("SET search_path = balance_monitor; \(sql)")
        let found = try await scene.differences()
        #expect(found.count == count && found.allSatisfy { $0.table == table && ($0.day ?? "") == day })
    }

    @Test("is not what was changed here since the last copy")
    func pending() async throws {
        let scene = try await SyncScene.grown()
        try await scene.copy()
        let wallet = scene.wallets[0]
        try await scene.history.write { transaction in
            var changed = try transaction.snapshot.wallet(wallet)
            changed.title = "renamed"
            try transaction.update(changed)
        }
        try await scene.grow(steps: 40)
        #expect(try await scene.differences().isEmpty)
    }
}
