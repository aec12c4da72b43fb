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

    @Test("has one wallet for a currency that stood in another spelling, unless the account has that wallet already")
    func spellings() async throws {
        let scratch = try Self.database(version: 2)
        let stranger = try scratch.stranger()
        let before = try await stranger.read {
            try Int64.fetchOne($0, sql: "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'revision'")
        }
        let ids = try await stranger.write { database in
            let ids = try Int64.fetchAll(database, sql: "SELECT id FROM wallet ORDER BY id")
            let account = "(SELECT account_id FROM wallet WHERE id = \(ids[0]))"
            try database.execute(
                sql: """
                    UPDATE wallet SET currency = 'РУБ' WHERE id = \(ids[0]);
                    UPDATE wallet SET currency = 'БАЛЛЫ' WHERE id = \(ids[1]);
                    INSERT INTO wallet (id, account_id, key, currency, opened_at, opening_micros, unit_shift, revision) VALUES
                        (900, \(account), 'both', 'RUB', 1795158000, 0, 0, 1), (901, \(account), 'both', 'РУБЛЬ', 1795158000, 0, 0, 1);
                    INSERT INTO gap (account_id, from_at, until_at, reason, detail, rose, revision)
                        SELECT account_id, 1795150000, 1795150300, 'vanished', key || ' РУБ', 0, 1 FROM wallet WHERE id = \(ids[0]);
                    """)
            return ids
        }
        try stranger.close()
        let history = try scratch.open()
        let wallets = try await history.read { try $0.wallets() }
        let codes = Dictionary(uniqueKeysWithValues: wallets.map { ($0.id.rawValue, $0.currency.code) })
        #expect(codes[ids[0]] == "RUB" && codes[ids[1]] == "БАЛЛЫ" && codes[900] == "RUB" && codes[901] == "РУБЛЬ")
        let renamed = try #require(wallets.first { $0.id.rawValue == ids[0] })
        let window = Window(from: at(1_795_149_000), until: at(1_795_151_000))
        #expect(try await history.read { try $0.gaps(in: window) }.filter(\.isAbsence).map { $0.concerns(renamed) } == [true])
        // The sync copies what has a higher revision.
        let revision = "SELECT revision FROM wallet WHERE id = \(ids[0])"
        #expect(try await scratch.stranger().read { try Int64.fetchOne($0, sql: revision) } == before.map { $0 + 1 })
        #expect(try await history.read { try $0.soundness(isThorough: true) }.isSound)
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
