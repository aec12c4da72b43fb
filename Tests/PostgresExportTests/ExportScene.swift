import Domain
import FoundationEssentials
import GRDB
import Glibc
import History
import PostgresExport
import Testing

/// A history with everything in it that an export could get wrong, in a folder of its own.
final class ExportScene {
    static let begin: Int64 = 1_795_000_200  // 2026-11-18T11:10:00Z
    /// Names as nobody should choose them.
    static let names = [
        "plain", "O'Brien \"quoted\"", "back\\slash \\. \\N", "tab\tand\nnew line\rreturn", "\\.", "🦊 эмодзи; $$ -- /* \u{0B}\u{08}\u{0C}",
        "=cmd|' /C calc'!A0", "\\! touch /tmp/balance-monitor-was-here",
    ]

    let folder: String
    private(set) var wallets: [WalletID] = []
    private let history: History

    var path: String { folder + "/balance.db" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/balance-monitor-export-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        history = try History.open(path: folder + "/balance.db", lock: WriterLock(database: folder + "/balance.db"))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Eight wallets over `steps` sweeps of seventeen minutes, with rises, classes, glitches and gaps; days begin at half past.
    static func eventful(steps: Int = 450) async throws -> ExportScene {
        let scene = try ExportScene()
        try await scene.open()
        var random = SystemRandomNumberGenerator()
        var state = Array(repeating: (spent: Int64(0), credited: Int64(0)), count: scene.wallets.count)
        // Many sweeps a transaction, as no daemon has them: a commit waits for the disk.
        for first in stride(from: 1, through: steps, by: 25) {
            let sweeps = (first...min(first + 24, steps)).map { step in
                let changes = changes(at: step, using: &random)
                for (index, change) in changes.enumerated() {
                    if change > 0 { state[index].credited += change } else { state[index].spent -= change }
                }
                return Sweep(step: step, changes: changes, state: state, classes: classes(of: changes, using: &random))
            }
            try await scene.store(sweeps)
        }
        try await scene.note()
        return scene
    }

    /// What one sweep finds.
    private struct Sweep {
        let step: Int
        let changes: [Int64]
        let state: [(spent: Int64, credited: Int64)]
        let classes: [ChangeClass]

        var at: Instant { Instant(seconds: begin + Int64(step) * 1020) }
    }

    private static func changes(at step: Int, using random: inout SystemRandomNumberGenerator) -> [Int64] {
        names.indices.map { index in
            // The last wallet is still for days, so that its values come from frames.
            if index == names.count - 1, step % 300 != 1 { return 0 }
            let isRise = Int.random(in: 0..<12, using: &random) == 0
            return isRise ? .random(in: 1...90_000_000, using: &random) : -.random(in: 0...2_500_000, using: &random)
        }
    }

    private static func classes(of changes: [Int64], using random: inout SystemRandomNumberGenerator) -> [ChangeClass] {
        changes.map { change in
            let classes: [ChangeClass] = change > 0 ? [.topUp, .refund, .correction, .reversal] : [.spend, .withdrawal, .reversal]
            return classes[Int.random(in: 0..<classes.count, using: &random)]
        }
    }

    private func open() async throws {
        wallets = try await history.write { transaction in
            let currency = try #require(Currency("USD"))
            return try Self.names.enumerated().map { index, name in
                let account = try transaction.upsertAccount(
                    name: name, was: nil, network: "acme", title: "Title of \(name)", at: Instant(seconds: Self.begin))
                return try transaction.openWallet(
                    account: account.id, key: "main;\(name)", title: index.isMultiple(of: 2) ? nil : name, currency: currency,
                    at: Instant(seconds: Self.begin), opening: Money(micros: Int64(index) * 100_000_001 - 3)
                ).id
            }
        }
    }

    private func store(_ sweeps: [Sweep]) async throws {
        let wallets = wallets
        try await history.write { transaction in
            for sweep in sweeps { try Self.store(sweep, wallets, in: transaction) }
        }
    }

    private static func store(_ sweep: Sweep, _ wallets: [WalletID], in transaction: Transaction) throws {
        let (step, at) = (sweep.step, sweep.at)
        for (index, wallet) in wallets.enumerated() where sweep.changes[index] != 0 {
            let (change, state) = (sweep.changes[index], sweep.state[index])
            let balance = Int64(index) * 100_000_001 - 3 + state.credited - state.spent
            try transaction.append(
                Reading(
                    at: at, balance: Money(micros: balance), spent: Money(micros: state.spent), credited: Money(micros: state.credited)),
                to: wallet)
            if change > 0 { try transaction.record(Credit(wallet: wallet, at: at, amount: Money(micros: change), kind: .topUp)) }
            if step % 9 == 0,
                let said = sweep.classes[index].credit(of: Money(micros: change), wallet: wallet, at: at, said: at + 60)
            {
                try transaction.record(said)
            }
        }
        if step % 50 == 0 {
            try transaction.record(Glitch(wallet: wallets[step % wallets.count], at: at, balance: .zero, reason: .zero))
        }
        let account = try transaction.snapshot.accounts()[step % 3].id
        if step % 40 == 0 { try transaction.openGap(Gap(account: account, from: at, reason: "timeout", detail: "it took\tlong \\n")) }
        if step % 40 == 20, let gone = try transaction.snapshot.wallets().first(where: { $0.account == account }) {
            try transaction.addGap(Gap(absenceOf: gone, from: at - 90_000, until: at, rose: step % 80 == 20))
        }
        if step % 40 == 9 {
            for gap in try transaction.snapshot.openGaps() { try transaction.closeGap(of: gap.account, at: at, rose: step % 80 == 9) }
        }
        try transaction.recordSweep(at: at)
    }

    private func note() async throws {
        let days = (0..<20).map { number -> ReportDay in
            let start = Instant(seconds: (Self.begin / 86_400 - 2 + Int64(number)) * 86_400 - 19_800)
            return ReportDay(date: String((start + 40_000).rfc3339.prefix(10)), startsAt: start, endsAt: start + 86_400)
        }
        try await history.write { transaction in
            try transaction.fillDays(days)
            let accounts = try transaction.snapshot.accounts()
            // Whole days of which nothing is known, of a wallet that stood still; and one for all accounts that overlaps it.
            try transaction.addGap(Gap(account: accounts[7].id, from: Self.hour(6), until: Self.hour(84), reason: "timeout"))
            try transaction.addGap(Gap(account: nil, from: Self.hour(30), until: Self.hour(40), reason: "down", rose: true))
            try transaction.addGap(Gap(account: nil, from: Self.hour(70), until: Self.hour(90), reason: "down"))
            try transaction.retire(accounts[1].id, at: Instant(seconds: Self.begin + 900_000))
        }
    }

    private static func hour(_ number: Int64) -> Instant { Instant(seconds: begin + number * 3600) }

    /// Deletes the oldest readings, as the daemon does in time.
    func thin(hours: Int) async throws {
        let limit = Instant(seconds: Self.begin + Int64(hours) * 3600)
        while try await history.write({ try $0.thin(until: limit, rows: 100) }) > 0 {}
    }

    /// Another program's connection, which may do what ours would refuse.
    func stranger() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Does `body` with one state of the history, as the verb does.
    func read<T: Sendable>(_ body: @Sendable (Snapshot) throws -> T) async throws -> T {
        let reader = try History.openReadOnly(path: path)
        let result = try await reader.read(body)
        try reader.close()
        return result
    }

    /// Writes a script into a file of the folder; says where it is.
    func script(_ script: PostgresScript = PostgresScript(), name: String = "dump.sql") async throws -> String {
        let file = "\(folder)/\(name)"
        _ = try await read { snapshot in try Self.writing(file) { try script.write(snapshot, to: $0) } }
        return file
    }

    /// Opens a file to be written, for as long as `body` runs.
    static func writing<T>(_ file: String, _ body: (ByteOutput) throws -> T) throws -> T {
        let descriptor = Glibc.open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        return try body(ByteOutput(descriptor: descriptor))
    }
}
