import Domain
import Glibc
import History
import PostgresExport
import TestSupport
import Testing

@Suite("A continuous copy to PostgreSQL", .serialized)
struct PostgresSyncTests {
    @Test("brings every row of every table, whatever the size of its batches", arguments: [1, 7, 20_000])
    func firstRun(batchSize: Int) async throws {
        let scene = try await SyncScene.grown(steps: batchSize == 1 ? 40 : 300)
        let summary = try await scene.copy(batchSize: batchSize)
        try await scene.expectSame()
        #expect(summary.rows > 100 && summary.tables.allSatisfy { $0.rows > 0 })
        #expect(try await scene.differences().isEmpty)
    }

    @Test("moves 0 rows the second time, and leaves each row the very one that it was")
    func secondRun() async throws {
        let scene = try await SyncScene.grown()
        try await scene.copy()
        let identities =
            ExportedTable.all.map { "SELECT '\($0.name)', ctid::text, xmin::text FROM balance_monitor.\($0.name)" }
            .joined(separator: " UNION ALL ") + " ORDER BY 1, 2"
        let before = try scene.database.rows(identities)
        let summary = try await scene.copy()
        #expect(summary.rows == 0)
        #expect(try scene.database.rows(identities) == before)
    }

    @Test("moves what was added and what was changed, and nothing else")
    func changes() async throws {
        let scene = try await SyncScene.grown()
        try await scene.copy()
        let wallet = scene.wallets[0]
        try await scene.history.write { transaction in
            let credit = try #require(
                try transaction.snapshot.credits(in: Window(from: Instant(seconds: 0), until: .init(seconds: .max))).first)
            try transaction.classify(credit.wallet, at: credit.at, as: .refund, said: credit.at + 60)
            var changed = try transaction.snapshot.wallet(wallet)
            changed.title = "renamed"
            try transaction.update(changed)
        }
        var summary = try await scene.copy()
        #expect(
            summary.tables.filter { $0.rows > 0 }.map { [$0.name, String($0.rows)] } == [
                ["wallet", "1"], ["credit", "1"], ["meta", "1"],
            ])
        try await scene.expectSame()
        try await scene.grow(steps: 100)
        try await scene.open("fourth")
        try await scene.grow(steps: 3)
        summary = try await scene.copy(batchSize: 50)
        #expect(summary.tables.first { $0.name == "reading" }?.rows == 313)
        try await scene.expectSame()
    }

    @Test("takes accounts that have swapped their names")
    func swappedNames() async throws {
        let scene = try await SyncScene.grown(steps: 20)
        try await scene.copy()
        for (name, was) in [("x", "plain"), ("plain", "third"), ("third", "x")] {
            _ = try await scene.history.write {
                try $0.upsertAccount(name: name, was: was, network: "acme", title: name, at: Instant(seconds: SyncScene.begin + 90_000))
            }
        }
        #expect(try await scene.copy().tables.first?.rows == 2)
        try await scene.expectSame()
    }

    @Test("leaves there what is thinned out here")
    func thinning() async throws {
        let scene = try await SyncScene.grown()
        try await scene.copy()
        let readings = try scene.database.rows("SELECT count(*) FROM balance_monitor.reading")
        while try await scene.history.write({ try $0.thin(until: Instant(seconds: SyncScene.begin + 200_000), rows: 50) }) > 0 {}
        #expect(try await scene.copy().tables.filter { $0.rows > 0 }.map(\.name) == ["meta"])
        #expect(try scene.database.rows("SELECT count(*) FROM balance_monitor.reading") == readings)
        #expect(try await scene.differences().isEmpty)
        try await scene.grow(steps: 10)
        try await scene.copy()
        try await scene.expectSame(except: ["reading"])
    }

    @Test("keeps the sites of one database apart, in tables and in views")
    func twoSites() async throws {
        let one = try await SyncScene.grown(steps: 200)
        let two = try await SyncScene.grown(in: one.database, steps: 50)
        try await one.copy()
        try await two.copy()
        for scene in [one, two] { try await scene.expectSame() }
        try await two.grow(steps: 100, salt: 5)
        try await two.copy()
        #expect(try await one.copy().rows == 0)
        for scene in [one, two] {
            try await scene.expectSame()
            #expect(try await scene.differences().isEmpty)
        }
        #expect(try one.database.rows("SELECT count(*), count(DISTINCT site) FROM balance_monitor.balances") == [["6", "2"]])
    }

    @Test("has views that answer as those of the script do", arguments: ExportedView.all)
    func views(view: ExportedView) async throws {
        let scene = try await SyncScene.grown()
        let other = try await SyncScene.grown(in: scene.database, steps: 77)
        try await scene.copy()
        try await other.copy()
        let file = scene.folder + "/dump.sql"
        let reader = try History.openReadOnly(path: scene.path)
        _ = try await reader.read { snapshot in
            let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
            defer { close(descriptor) }
            return try PostgresScript().write(snapshot, to: ByteOutput(descriptor: descriptor))
        }
        #expect(try scene.database.shell("psql -X -q -v ON_ERROR_STOP=1 -1 -f \"$1\"", [file]).code == 0)
        let site = try await scene.history.read { try $0.siteID() }
        let names = try scene.database.rows(
            "SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '\(view.name)'"
        )
        let ofScript = try scene.database.rows("SELECT \(names[0][0]) FROM public.\(view.name)").map { $0.joined(separator: "|") }.sorted()
        let ofSite = try scene.database.rows("SELECT \(names[0][0]) FROM balance_monitor.\(view.name) WHERE site = '\(site)'")
        #expect(ofScript.count > 2 && ofScript == ofSite.map { $0.joined(separator: "|") }.sorted())
    }

    @Test("goes on as before into the months of contrib/postgres/partitioned.sql")
    func months() async throws {
        let scene = try await SyncScene.grown()
        try await scene.copy()
        let script = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/contrib/postgres/partitioned.sql"
        let figures = "SELECT md5(string_agg(v::text, '' ORDER BY v::text)) FROM balance_monitor.spend_daily AS v"
        let before = try scene.database.rows(figures)
        let parted = try scene.database.shell("psql -X -q -v ON_ERROR_STOP=1 -1 -f \"$1\"", [script])
        #expect(parted.code == 0, "\(parted.errors)")
        #expect(try scene.database.rows(figures) == before)
        #expect(try await scene.copy().rows == 0)
        try await scene.grow(steps: 1500)
        try await scene.copy()
        try await scene.expectSame()
        #expect(try await scene.differences().isEmpty)
        #expect(try scene.database.rows("SELECT count(*) > 0 FROM balance_monitor.reading_2026_12") == [["t"]])
        // A month that goes is no difference, and does not come back.
        _ = try scene.database.rows("DROP TABLE balance_monitor.reading_2026_11, balance_monitor.hour_2026_11")
        for divergence in [PostgresSync.Divergence.stops, .isAccepted] {
            let found = try await scene.verification()
            #expect(found.differences.isEmpty && found.beginnings.map(\.comparedFrom) == ["2026-12-01", "2026-12-01"])
            #expect(try await scene.copy(divergence).rows == 0)
        }
    }
}
