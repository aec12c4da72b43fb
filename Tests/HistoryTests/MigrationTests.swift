import Domain
import FoundationEssentials
import GRDB
import Glibc
import Synchronization
import Testing

@testable import History

@Suite("A database of an earlier schema")
struct MigrationTests {
    /// A directory with the database that the fixture's SQL makes, in the mode that the daemon left it in.
    static func database(version: Int) throws -> Scratch {
        let scratch = try Scratch()
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/version\(version).sql")
        let sql = try String(contentsOf: file, encoding: .utf8)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: scratch.path, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: sql)
        }
        try queue.close()
        chmod(scratch.path, 0o640)
        return scratch
    }

    private func folder(_ scratch: Scratch, _ name: String = "") -> BackupFolder {
        BackupFolder(path: scratch.directory + name, database: scratch.path)
    }

    @Test("is copied, verified and brought up to date, and says the same of the money as before", arguments: [1, 2])
    func migrates(version: Int) async throws {
        let scratch = try Self.database(version: version)
        let window = Window(from: at(1_794_800_000), until: at(1_795_159_000))
        let sql = "SELECT date, account, opening, topups, spend, closing FROM spend_daily ORDER BY 1, 2"
        let before = try await scratch.stranger().read { try Row.fetchAll($0, sql: sql).map { "\($0)" } }
        let (history, copy) = try History.open(
            path: scratch.path, lock: WriterLock(database: scratch.path), copyingOlderInto: folder(scratch))
        #expect(copy == scratch.directory + "/balance-schema-\(version).db")
        #expect(scratch.mode("balance-schema-\(version).db") == 0o640)
        let soundness = try await history.read { try $0.soundness(isThorough: true) }
        #expect(soundness == Soundness(damage: [], faults: [], wallets: version == 1 ? 2 : 4, schema: Schema.version))
        #expect(try History.soundness(of: #require(copy)).schema == version)
        let after = try await scratch.stranger().read { try Row.fetchAll($0, sql: sql).map { "\($0)" } }
        #expect(after == before && before.count > 8)
        #expect(try await history.read { try $0.windows(window) }.map(\.spend).filter { $0 > .zero }.count == version + 1)
        try history.close()
        // The second start has nothing to copy.
        #expect(
            try History.open(path: scratch.path, lock: WriterLock(database: scratch.path + ".2"), copyingOlderInto: folder(scratch)).copy
                == nil)
    }

    @Test("keeps every word that somebody said of a change")
    func classes() async throws {
        let scratch = try Self.database(version: 2)
        let sql = "SELECT at, wallet_id, amount_micros, kind, classified_at, revision FROM credit ORDER BY 1, 2"
        func credits() async throws -> [String] { try await scratch.stranger().read { try Row.fetchAll($0, sql: sql).map { "\($0)" } } }
        let before = try await credits()
        let history = try scratch.open()
        #expect(try await credits() == before && before.count == 6)
        #expect(try await history.read { try $0.credit(of: WalletID(rawValue: 6), at: at(1_795_158_943)) }?.kind == .refund)
        // One wallet's absence is not its neighbour's any more.
        let gaps = "SELECT wallet || ' ' || gap_seconds FROM spend_daily WHERE account = 'mgid' ORDER BY 1"
        #expect(try await scratch.stranger().read { try String.fetchAll($0, sql: gaps) } == ["bonus 65", "main 0"])
    }

    @Test("is copied beside itself where the folder of backups cannot be written")
    func beside() throws {
        let scratch = try Self.database(version: 1)
        let away = BackupFolder(path: "/proc/nowhere/backups", database: scratch.path)
        let copy = try History.open(path: scratch.path, lock: WriterLock(database: scratch.path), copyingOlderInto: away).copy
        #expect(copy == scratch.directory + "/balance-schema-1.db")
    }

    @Test("stays as it is where no copy can be made, and says why")
    func withoutRoom() throws {
        let scratch = try Self.database(version: 1)
        let full = BackupFolder(path: scratch.directory, database: scratch.path) { _ in 1_000_000 }
        let error = #expect(throws: HistoryError.self) {
            try History.open(path: scratch.path, lock: WriterLock(database: scratch.path), copyingOlderInto: full)
        }
        #expect(
            error?.description.contains(
                "must be brought from schema 1 to \(Schema.version), and no copy of it could be made before (no copy fits")
                == true)
        #expect(try History.soundness(of: scratch.path).schema == 1)
        #expect(!scratch.exists("balance-schema-1.db"))
    }

    @Test("is whole, in the old schema or a newer one, wherever the migration was killed", arguments: [1, 2])
    func killed(from version: Int) async throws {
        let scratch = try Self.database(version: version)
        let found = Mutex<[[String: [UInt8]]]>([])
        let queue = try Connection.writing(scratch.path)
        let names = ["balance.db", "balance.db-wal", "balance.db-shm"]
        @Sendable func look() {
            guard let files = try? names.map({ ($0, try scratch.bytes($0)) }) else { return }
            found.withLock { $0.append(Dictionary(uniqueKeysWithValues: files)) }
        }
        try queue.inDatabase { database in
            // A cache of one page: what a transaction writes goes to the log at once.
            try database.execute(sql: "PRAGMA cache_size = 1")
            database.trace(options: .statement) { _ in look() }
            try Schema.migrate(database)
            database.trace(options: .profile, nil)
        }
        look()
        let moments = found.withLock { $0 }
        #expect(moments.count > 8)
        var versions: [Int] = []
        for files in moments {
            let killed = try Scratch()
            for (name, bytes) in files { try killed.write(bytes, to: name) }
            let soundness = try History.soundness(of: killed.path)
            #expect(soundness.isSound && soundness.wallets == (version == 1 ? 2 : 4))
            versions.append(soundness.schema)
            let history = try killed.open()
            #expect(try await history.read { try $0.soundness() }.schema == Schema.version)
        }
        #expect(versions == versions.sorted() && versions.first == version && versions.last == Schema.version)
    }
}
