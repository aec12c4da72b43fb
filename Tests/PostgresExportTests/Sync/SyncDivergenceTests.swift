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
        #expect(try #require(summary.removed) > 0)
        try await old.expectSame()
        #expect(try await old.differences().isEmpty)
        try await old.grow(steps: 30)
        try await old.copy()
        try await old.expectSame()
        let again = try await old.copy(.isAccepted)
        #expect(again.rows == 0 && again.removed == 0)
    }

    /// What somebody may have done at the server, in any table and at any time.
    static let harm = [
        "UPDATE reading SET spent = spent + 0.000001 WHERE at = (SELECT min(at) + interval '17 min' FROM reading)",
        // Sums of the day are as before.
        "UPDATE reading AS r SET spent = o.spent, balance = o.balance FROM reading AS o WHERE r.wallet_id = 5 - o.wallet_id AND r.at = o.at",
        "DELETE FROM reading WHERE at IN (SELECT at FROM reading WHERE wallet_id = 3 ORDER BY at LIMIT 30)",
        "INSERT INTO reading SELECT site, at + interval '1 s', wallet_id, balance, spent, credited FROM reading WHERE wallet_id = 1",
        "INSERT INTO reading SELECT site, at - interval '3 years', wallet_id, balance, spent, credited FROM reading WHERE wallet_id = 2",
        "INSERT INTO reading SELECT site, at + interval '3 years', wallet_id, balance, spent, credited FROM reading WHERE wallet_id = 2",
        "UPDATE hour SET balance = -balance; DELETE FROM frame WHERE hour = (SELECT max(hour) FROM frame)",
        "INSERT INTO hour SELECT site, hour + interval '9 years', wallet_id, balance, spent, credited FROM hour; UPDATE frame SET hour = hour - interval '1 h'",
        "DELETE FROM reading; DELETE FROM hour; DELETE FROM frame; DELETE FROM credit; DELETE FROM day; DELETE FROM meta",
        "UPDATE credit SET kind = 'refund', revision = revision + 9000; UPDATE gap SET reason = 'altered'; DELETE FROM glitch",
        "UPDATE day SET ends_at = ends_at + interval '1 h'; UPDATE meta SET value = '7' WHERE name <> 'generation'; INSERT INTO meta SELECT id, 'x', 'y' FROM site",
        """
        INSERT INTO account SELECT site, 77, 'stranger', network, title, created_at, retired_at, 9999 FROM account WHERE id = 1;
        INSERT INTO wallet (site, id, account_id, key, currency, opened_at, opening, unit_shift, revision)
            SELECT site, 77, 77, key, currency, opened_at, opening, unit_shift, 9999 FROM wallet WHERE id = 1;
        INSERT INTO hour SELECT site, hour, 77, balance, spent, credited FROM hour WHERE wallet_id = 1;
        INSERT INTO reading SELECT site, at, 77, balance, spent, credited FROM reading WHERE wallet_id = 1;
        UPDATE account SET name = 'other ' || id WHERE id < 77; UPDATE wallet SET title = 'altered'
        """,
    ]

    @Test("is made to agree row by row, whatever was altered, added or deleted there, restored or not", arguments: harm.indices)
    func harmed(number: Int) async throws {
        let scene = try await SyncScene.grown(steps: 60)
        try await scene.copy()
        #expect(try scene.database.rows("SET search_path = balance_monitor; \(Self.harm[number])").isEmpty)
        if number.isMultiple(of: 2) { try await scene.history.write { try $0.renewGeneration() } }
        try await scene.copy(.isAccepted, batchSize: 100)
        try await scene.expectSame()
        let verified = try await scene.verification()
        #expect(verified.differences.isEmpty && verified.beginnings.isEmpty)
        #expect(try await scene.copy().rows == 0)
        try await scene.grow(steps: 10)
        try await scene.copy()
        try await scene.expectSame()
    }

    @Test("leaves the other sites' rows alone when it is accepted")
    func otherSites() async throws {
        let scene = try await SyncScene.grown(steps: 60)
        let other = try await SyncScene.grown(in: scene.database, steps: 90)
        for each in [scene, other] { try await each.copy() }
        try await scene.history.write { try $0.renewGeneration() }
        try await scene.copy(.isAccepted)
        for each in [scene, other] { try await each.expectSame() }
    }

    @Test("is one of which the server no longer keeps the oldest days: that is said, and is no difference")
    func droppedBeginning() async throws {
        let scene = try await SyncScene.grown(steps: 400)
        try await scene.copy()
        let drop =
            "SET search_path = balance_monitor; DELETE FROM reading WHERE at < '2026-11-20'; DELETE FROM hour WHERE hour < '2026-11-21'"
        _ = try scene.database.rows(drop)
        var found = try await scene.verification()
        #expect(found.differences.isEmpty)
        #expect(
            found.beginnings.map { [$0.table, $0.firstDay, $0.comparedFrom] } == [
                ["reading", "2026-11-18", "2026-11-20"], ["hour", "2026-11-18", "2026-11-21"],
            ])
        _ = try scene.database.rows(
            "UPDATE balance_monitor.reading SET spent = spent + 1 WHERE at = (SELECT min(at) + interval '17 min' FROM balance_monitor.reading)"
        )
        found = try await scene.verification()
        #expect(found.differences.map(\.day) == Array(repeating: "2026-11-20", count: 3) && found.beginnings.count == 2)
        // What is gone stays away, and what is there is mended.
        try await scene.history.write { try $0.renewGeneration() }
        try await scene.copy(.isAccepted)
        #expect(try await scene.differences().isEmpty)
        #expect(try scene.database.rows("SELECT count(*) FROM balance_monitor.reading WHERE at < '2026-11-20'") == [["0"]])
        try await scene.grow(steps: 30)
        try await scene.copy()
        #expect(try await scene.differences().isEmpty)
    }

    @Test("keeps, when accepted, the readings that were thinned out here")
    func keepsThinned() async throws {
        let scene = try await SyncScene.grown()
        try await scene.copy()
        let readings = try scene.database.rows("SELECT count(*) FROM balance_monitor.reading")
        while try await scene.history.write({ try $0.thin(until: Instant(seconds: SyncScene.begin + 100_000), rows: 50) }) > 0 {}
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
