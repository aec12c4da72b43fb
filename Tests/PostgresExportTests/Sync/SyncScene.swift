import Domain
import FoundationEssentials
import History
import PostgresExport
import TestSupport
import Testing

/// One installation's history that grows, and a database that it is copied to.
final class SyncScene {
    static let begin: Int64 = 1_795_000_200  // 2026-11-18T11:10:00Z
    /// A name that nobody should choose.
    static let hostile = "O'Brien \\N \\. tab\tnew\nline \"q\"; DROP SCHEMA balance_monitor CASCADE; -- 🦊"

    let folder: String
    let database: PostgresDatabase
    let history: History
    private(set) var wallets: [WalletID] = []
    private var state: [(spent: Int64, credited: Int64)] = []
    private var step: Int64 = 0

    var path: String { folder + "/balance.db" }

    /// A new history beside `database`, or in the place of a file that was copied there.
    init(in database: PostgresDatabase, copyOf other: SyncScene? = nil) throws {
        self.database = database
        folder = FileManager.default.temporaryDirectory.path + "/balance-monitor-sync-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if let other {
            try FileManager.default.copyItem(atPath: other.path, toPath: folder + "/balance.db")
            (wallets, state, step) = (other.wallets, other.state, other.step)
        }
        history = try History.open(path: folder + "/balance.db", lock: WriterLock(database: folder + "/balance.db"))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Three wallets, one of them with a hostile name, and `steps` sweeps.
    static func grown(in database: PostgresDatabase? = nil, steps: Int = 300) async throws -> SyncScene {
        let scene = try SyncScene(in: database ?? PostgresServer.shared().database())
        for name in ["plain", hostile, "third"] { try await scene.open(name) }
        try await scene.grow(steps: steps)
        return scene
    }

    func open(_ name: String) async throws {
        let at = Instant(seconds: Self.begin + step * 1020 + 1 + Int64(wallets.count))
        wallets += [
            try await history.write { transaction in
                let account = try transaction.upsertAccount(name: name, was: nil, network: "acme", title: "Title of \(name)", at: at)
                return try transaction.openWallet(
                    account: account.id, key: name, title: nil, currency: try #require(Currency("USD")), at: at,
                    opening: Money(micros: -3)
                ).id
            }
        ]
        state.append((0, 0))
    }

    /// A sweep every seventeen minutes; a tenth of the changes are rises.
    func grow(steps: Int, salt: Int64 = 0) async throws {
        for _ in 0..<steps {
            step += 1
            for index in state.indices {
                let amount = 1_234_567 * (step + Int64(index)) % 9_999_991 + salt + 1
                if (step + Int64(index)) % 10 == 0 { state[index].credited += 10 * amount } else { state[index].spent += amount }
            }
            let (at, wallets, state, step) = (Instant(seconds: Self.begin + step * 1020), wallets, state, step)
            try await history.write { transaction in
                for (index, wallet) in wallets.enumerated() {
                    let (spent, credited) = state[index]
                    try transaction.append(
                        Reading(
                            at: at, balance: Money(micros: credited - spent - 3), spent: Money(micros: spent),
                            credited: Money(micros: credited)), to: wallet)
                    if (step + Int64(index)) % 10 == 0 {
                        try transaction.record(Credit(wallet: wallet, at: at, amount: Money(micros: 10 + salt), kind: .topUp))
                    }
                }
                if step % 50 == 7 { try transaction.record(Glitch(wallet: wallets[0], at: at, balance: .zero, reason: .zero)) }
                if step % 50 == 8 { try transaction.openGap(Gap(account: nil, from: at, reason: "timeout", detail: Self.hostile)) }
                if step % 50 == 9 { try transaction.closeGap(of: nil, at: at, rose: true) }
                try transaction.recordSweep(at: at)
            }
        }
        let first = Self.begin / 86_400 * 86_400
        try await history.write { transaction in
            try transaction.fillDays(
                (0..<Int64(10)).map { day in
                    let start = Instant(seconds: first + day * 86_400)
                    return ReportDay(date: String(start.rfc3339.prefix(10)), startsAt: start, endsAt: start + 86_400)
                })
        }
        try await history.checkpoint()
    }

    /// The copy that the verb makes.
    func sync(user: String? = nil, batchSize: Int = 20_000, patience: SyncPatience = SyncPatience()) throws -> PostgresSync {
        let text = database.connectionString + (user.map { " user=\($0)" } ?? "")
        return PostgresSync(to: try ConnectionTarget(Secret(text)), host: "host-1", batchSize: batchSize, patience: patience)
    }

    @discardableResult
    func copy(
        _ divergence: PostgresSync.Divergence = .stops, user: String? = nil, batchSize: Int = 20_000,
        patience: SyncPatience = SyncPatience()
    ) async throws -> SyncSummary {
        let reader = try History.openReadOnly(path: path)
        return try await sync(user: user, batchSize: batchSize, patience: patience).run(reader, divergence: divergence)
    }

    func differences() async throws -> [SyncVerification.Difference] {
        try await verification().differences
    }

    func verification() async throws -> SyncVerification.Outcome {
        try await SyncVerification(sync()).run(History.openReadOnly(path: path))
    }

    /// A table's rows, put into text by SQLite and by PostgreSQL themselves, so that nothing of the copy checks itself.
    func bothSides(_ name: String) async throws -> (here: [String], there: [String]) {
        let table = try #require(ExportedTable.all.first { $0.name == name })
        let here = table.columns.map { "coalesce(\($0.source), '∅')" }.joined(separator: " || '|' || ")
        let there = table.columns.map { column in
            let text =
                switch column.kind {
                case .instant: "extract(epoch FROM \(column.name))::bigint::text"
                case .money: "(\(column.name) * 1000000)::bigint::text"
                case .flag: "\(column.name)::int::text"
                case .id, .number, .date, .text: "\(column.name)::text"
                }
            return "coalesce(\(text), '∅')"
        }.joined(separator: " || '|' || ")
        let site = try await history.read { try $0.siteID() }
        let rows = try await history.read { snapshot in
            var rows: [String] = []
            try snapshot.stream("SELECT \(here) FROM \(table.name) WHERE \(table.filter ?? "true")") {
                rows.append(String(decoding: $0.text(0), as: UTF8.self))
            }
            return rows.sorted()
        }
        return (rows, try database.rows("SELECT \(there) FROM balance_monitor.\(table.name) WHERE site = '\(site)'").map { $0[0] }.sorted())
    }

    /// Every table there is what it is here.
    func expectSame(except thinned: [String] = []) async throws {
        for table in ExportedTable.all where !thinned.contains(table.name) {
            let (here, there) = try await bothSides(table.name)
            #expect(!here.isEmpty && here == there, "\(table.name): \(here.count) rows here, \(there.count) there")
        }
    }
}
