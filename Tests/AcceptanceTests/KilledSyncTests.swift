import Domain
import FoundationEssentials
import Glibc
import History
import Synchronization
import TestSupport
import Testing

/// `sync postgres` as the shell has it: it may be killed at any moment.
@Suite(.serialized) struct KilledSyncTests {
    /// A history that somebody else writes to all the time, as the daemon does.
    private final class Writer: Sendable {
        static let begin: Int64 = 1_795_000_200
        private let history: History
        private let wallets: [WalletID]
        private let step = Mutex(0)
        private let isOver = Atomic(false)

        init(path: String) async throws {
            history = try History.open(path: path, lock: WriterLock(database: path))
            wallets = try await history.write { transaction in
                try (0..<40).map { number in
                    let at = Instant(seconds: Self.begin)
                    let account = try transaction.upsertAccount(name: "a\(number)", was: nil, network: "acme", title: "A", at: at)
                    return try transaction.openWallet(
                        account: account.id, key: "main", title: nil, currency: try #require(Currency("USD")), at: at, opening: .zero
                    ).id
                }
            }
        }

        /// Sweeps, five minutes each, in one transaction; a credit is classified now and then.
        func write(sweeps: Int) async throws {
            let first = step.withLock { step in
                defer { step += sweeps }
                return step + 1
            }
            let wallets = wallets
            try await history.write { transaction in
                for number in first..<first + sweeps {
                    let at = Instant(seconds: Self.begin + Int64(number) * 300)
                    for (index, wallet) in wallets.enumerated() {
                        let amount = Int64(number) * 1_000_001 + Int64(index)
                        try transaction.append(
                            Reading(at: at, balance: .zero, spent: Money(micros: amount), credited: Money(micros: amount)), to: wallet)
                    }
                    let wallet = wallets[number % wallets.count]
                    try transaction.record(Credit(wallet: wallet, at: at, amount: Money(micros: 5), kind: .topUp))
                    if number % 3 == 0 { try transaction.classify(wallet, at: at, as: .refund, said: at) }
                    try transaction.recordSweep(at: at)
                }
            }
        }

        /// Writes until `stop` is called.
        func writeOn() async throws {
            while !isOver.load(ordering: .relaxed) {
                try await write(sweeps: 2)
                // So that a copy can keep up with it.
                try await Task.sleep(for: .milliseconds(10))
            }
        }

        func stop() { isOver.store(true, ordering: .relaxed) }

        /// The rows that `sql` yields, a text each.
        func rows(_ sql: String) async throws -> [String] {
            try await history.read { snapshot in
                var rows: [String] = []
                try snapshot.stream(sql) { rows.append(String(decoding: $0.text(0), as: UTF8.self)) }
                return rows
            }
        }
    }

    @Test func aHundredKillsLoseNothingAndRepeatNothing() async throws {
        let database = try PostgresServer.shared().database()
        let house = try Household(telegram: "http://127.0.0.1:1", networks: "http://127.0.0.1:1")
        defer { house.remove() }
        try house.configure(Household.Settings(more: "[sync]\nto = \"\(database.connectionString)\""))
        let writer = try await Writer(path: house.database)
        try await writer.write(sweeps: 700)
        var generator = SeededGenerator(seed: 20_261_123)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await writer.writeOn() }
            defer { writer.stop() }
            var (killed, positions) = (0, Set<String>())
            let started = ContinuousClock.now
            var whole = Duration.milliseconds(1500)
            for round in 1...100 {
                let began = ContinuousClock.now
                let sync = try start([], house)
                // Now and then one comes to its end: it says how long the next ones would take.
                if round % 8 != 0 {
                    try await Task.sleep(for: whole * Double.random(in: 0.05...1.1, using: &generator))
                    sync.send(SIGKILL)
                }
                let exit = try await sync.exit(within: .seconds(60))
                #expect(exit == .code(0) || exit == .signal(SIGKILL), "\(sync.errorText)")
                if exit == .signal(SIGKILL) { killed += 1 }
                if exit == .code(0) { whole = began.duration(to: .now) }
                let found = try? database.rows(
                    "SELECT string_agg(position::text, ' ' ORDER BY table_name) FROM balance_monitor.sync_cursor")
                positions.insert(found?.first?.first ?? "")
                if started.duration(to: .now) > .seconds(60) { break }
            }
            #expect(killed >= 20 && positions.count >= 8, "\(killed) were killed, at \(positions.count) different states of the copy")
        }
        let last = try await run([], house)
        #expect(last.ended() == .code(0))
        let again = try await run([], house)
        #expect(again.outputText.hasPrefix("0 rows"), "\(again.outputText)")
        let verified = try await run(["--verify"], house)
        #expect(verified.ended() == .code(0), "\(verified.outputText)\(verified.errorText)")
        for (table, cursor) in [("reading", "at"), ("hour", "hour")] {
            let here = try await writer.rows(
                "SELECT \(cursor) || ' ' || wallet_id || ' ' || spent_micros || ' ' || credited_micros FROM \(table) ORDER BY \(cursor), wallet_id"
            )
            let there = try database.rows(
                """
                SELECT extract(epoch FROM \(cursor))::bigint || ' ' || wallet_id || ' ' || (spent * 1000000)::bigint || ' '
                       || (credited * 1000000)::bigint FROM balance_monitor.\(table) ORDER BY \(cursor), wallet_id
                """
            ).map { $0[0] }
            #expect(here.count > 1000 && here == there, "\(table): \(here.count) here, \(there.count) there")
        }
        let kinds = try await writer.rows("SELECT kind || ' ' || count(*) || ' ' || sum(at) FROM credit GROUP BY kind ORDER BY kind")
        let copied = try database.rows(
            "SELECT kind || ' ' || count(*) || ' ' || sum(extract(epoch FROM at)::bigint) FROM balance_monitor.credit GROUP BY kind ORDER BY kind"
        )
        #expect(kinds == copied.map { $0[0] })
    }

    @Test(.enabled(if: PostgresServer.canMount, "a disk that can be filled wants the right to mount one: run the tests as root"))
    func aFullDiskEndsItWithASentenceAndTheNextRunGoesOn() async throws {
        let server = try PostgresServer(disk: 24)
        _ = try server.database().rows("CREATE TABLESPACE small LOCATION '\(server.host)/small'")
        let database = try server.database(tablespace: "small")
        let house = try Household(telegram: "http://127.0.0.1:1", networks: "http://127.0.0.1:1")
        defer { house.remove() }
        try house.configure(Household.Settings(more: "[sync]\nto = \"\(database.connectionString)\""))
        let writer = try await Writer(path: house.database)
        try await writer.write(sweeps: 900)
        let filled = try server.shell("dd if=/dev/zero of=\"$1/small/ballast\" bs=4k; truncate -s -6M \"$1/small/ballast\"")
        #expect(filled.errors.contains("No space left on device"))
        let full = try await run([], house)
        #expect(full.ended() == .code(1) && full.errorText.hasPrefix("the server's disk is full (could not"), "\(full.errorText)")
        #expect(full.errorText.split(separator: "\n").count == 1)
        #expect(try database.rows("SELECT count(*) FROM balance_monitor.reading") != [["0"]])
        #expect(try server.shell("rm \"$1/small/ballast\"").code == 0)
        for arguments in [[], ["--verify"]] {
            let run = try await run(arguments, house)
            #expect(run.ended() == .code(0), "\(run.outputText)\(run.errorText)")
        }
    }

    @Test(arguments: ["host=127.0.0.1 password=CANARY-sync-pw dbname=x", "postgresql://u:CANARY-sync-pw@127.0.0.1/x", "CANARY-sync-pw"])
    func aPasswordOnTheCommandLineIsRefusedAndNotRepeated(target: String) async throws {
        let house = try Household(telegram: "http://127.0.0.1:1", networks: "http://127.0.0.1:1")
        defer { house.remove() }
        try house.configure(Household.Settings())
        let sync = try await run(["--to", target], house)
        #expect(sync.ended() == .code(2))
        #expect(!sync.errorText.isEmpty && !sync.errorText.contains("CANARY") && !sync.outputText.contains("CANARY"))
    }

    @Test func aPasswordOfTheConfigurationIsNeverShown() async throws {
        let house = try Household(telegram: "http://127.0.0.1:1", networks: "http://127.0.0.1:1")
        defer { house.remove() }
        try house.configure(Household.Settings(more: "[sync]\nto = \"host=127.0.0.1 port=1 dbname=x password=CANARY-sync-pw\""))
        try await Writer(path: house.database).write(sweeps: 1)
        let sync = try await run([], house)
        #expect(sync.ended() == .code(1) && sync.errorText.contains("cannot be reached"))
        #expect(!sync.errorText.contains("CANARY") && !sync.outputText.contains("CANARY"))
    }

    @Test func withoutAServerThereIsNothingToDo() async throws {
        let house = try Household(telegram: "http://127.0.0.1:1", networks: "http://127.0.0.1:1")
        defer { house.remove() }
        try house.configure(Household.Settings())
        let sync = try await run([], house)
        #expect(sync.ended() == .code(0) && sync.errorText.isEmpty && sync.outputText.split(separator: "\n").count == 1)
    }

    private func start(_ arguments: [String], _ house: Household) throws -> ChildProcess {
        let name = "sync-\(UInt32.random(in: 0 ... .max))"
        return try ChildProcess(
            World.program, ["sync", "postgres", "--config", house.configuration] + arguments, folder: house.path, name: name)
    }

    private func run(_ arguments: [String], _ house: Household) async throws -> ChildProcess {
        let sync = try start(arguments, house)
        _ = try await sync.exit(within: .seconds(60))
        return sync
    }
}
