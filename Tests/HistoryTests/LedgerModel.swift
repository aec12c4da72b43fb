import Domain
import History
import TestSupport

/// The ledger as plain arrays: slow, obvious, and kept beside the real one while a random history is written.
struct LedgerModel: Sendable {
    var wallets: [Wallet] = []
    var readings: [WalletID: [Reading]] = [:]
    var credits: [Credit] = []

    func value(of wallet: WalletID, at instant: Instant) -> Reading? {
        readings[wallet]?.last { $0.at <= instant }
    }

    func credits(of wallet: WalletID, in window: Window) -> [Credit] {
        credits.filter { $0.wallet == wallet && $0.at > window.from && $0.at <= window.until }
    }

    /// Spend added up change by change, without the counters.
    func spend(of wallet: WalletID, in window: Window) -> Int64 {
        var spend: Int64 = 0
        for (before, after) in zip(readings[wallet] ?? [], (readings[wallet] ?? []).dropFirst()) {
            guard after.at > window.from, after.at <= window.until, after.balance < before.balance else { continue }
            spend += before.balance.micros - after.balance.micros
        }
        for credit in credits(of: wallet, in: window) where credit.amount.isNegative { spend += credit.amount.micros }
        for credit in credits(of: wallet, in: window) where credit.kind == .refund || credit.kind == .reversal && !credit.amount.isNegative
        { spend -= credit.amount.micros }
        return spend
    }

    func topUps(of wallet: WalletID, in window: Window) -> Int64 {
        credits(of: wallet, in: window).filter { $0.kind == .topUp || $0.kind == .reversal && $0.amount.isNegative }.reduce(0) {
            $0 + $1.amount.micros
        }
    }
}

/// Writes a random history, the same into the model and into the database, with restarts on the way.
struct RandomHistory {
    var numbers: SeededGenerator
    var model = LedgerModel()
    var now: Instant
    let scratch: Scratch
    var history: History
    private var account: AccountID?
    private var restarts = 0

    init(seed: UInt64, scratch: Scratch) throws {
        numbers = SeededGenerator(seed: seed)
        self.scratch = scratch
        now = at(1_700_000_000 + Int64.random(in: 0..<86400, using: &numbers))
        history = try scratch.open()
    }

    /// Seconds to the next sweep: mostly minutes, now and then hours or days, and often just on, before or after a full hour.
    private mutating func pause() -> Int64 {
        switch Int.random(in: 0..<20, using: &numbers) {
        case 0: return Int64.random(in: 3600..<40000, using: &numbers)
        case 1: return Int64.random(in: 86400..<300_000, using: &numbers)
        case 2...6: return 3600 - now.seconds % 3600 + Int64.random(in: -1...1, using: &numbers) + (now.seconds % 3600 >= 3599 ? 3600 : 0)
        default: return Int64.random(in: 1..<900, using: &numbers)
        }
    }

    mutating func run(sweeps: Int) async throws {
        for _ in 0..<sweeps {
            now = now + pause()
            if Int.random(in: 0..<25, using: &numbers) == 0 { try restart() }
            try await sweep()
        }
    }

    mutating func restart() throws {
        try history.close()
        restarts += 1
        // The lock goes with the old object, which lives until the new one has taken its place.
        history = try History.open(path: scratch.path, lock: WriterLock(database: "\(scratch.path).\(restarts)"))
    }

    private mutating func sweep() async throws {
        let account = try await theAccount()
        let at = now
        var opened: (key: String, opening: Money)?
        if model.wallets.count < 2 || (model.wallets.count < 6 && Int.random(in: 0..<30, using: &numbers) == 0) {
            opened = ("w\(model.wallets.count)", money(Int64.random(in: -1000..<100_000, using: &numbers)))
        }
        var changes: [(WalletID, Reading, Credit?)] = []
        for wallet in model.wallets where Int.random(in: 0..<3, using: &numbers) == 0 {
            guard let last = model.readings[wallet.id]?.last else { continue }
            let change =
                Int64.random(in: 0..<8, using: &numbers) == 0
                ? Int64.random(in: 1..<90000, using: &numbers) : -Int64.random(in: 1..<500, using: &numbers)
            let reading = Reading(
                at: at, balance: money(last.balance.micros + change), spent: money(last.spent.micros + max(0, -change)),
                credited: money(last.credited.micros + max(0, change)))
            changes.append((wallet.id, reading, credit(wallet.id, change)))
        }
        let (written, added) = (changes, opened)
        let wallet = try await history.write { transaction in
            for (wallet, reading, credit) in written {
                try transaction.append(reading, to: wallet)
                if let credit { try transaction.record(credit) }
            }
            try transaction.recordSweep(at: at)
            return try added.flatMap { opened in
                try Currency("USD").map {
                    try transaction.openWallet(account: account, key: opened.key, title: nil, currency: $0, at: at, opening: opened.opening)
                }
            }
        }
        for (wallet, reading, credit) in written {
            model.readings[wallet, default: []].append(reading)
            if let credit { model.credits.append(credit) }
        }
        if let wallet {
            model.wallets.append(wallet)
            model.readings[wallet.id] = [Reading(at: at, balance: wallet.opening, spent: .zero, credited: .zero)]
        }
    }

    private mutating func credit(_ wallet: WalletID, _ change: Int64) -> Credit? {
        if change > 0 {
            let kinds: [Credit.Kind] = [.topUp, .topUp, .refund, .correction, .reversal]
            return Credit(wallet: wallet, at: now, amount: money(change), kind: kinds.randomElement(using: &numbers) ?? .topUp)
        }
        guard Int.random(in: 0..<6, using: &numbers) == 0 else { return nil }
        return Credit(
            wallet: wallet, at: now, amount: money(change),
            kind: [Credit.Kind.withdrawal, .correction, .reversal].randomElement(using: &numbers) ?? .withdrawal)
    }

    private mutating func theAccount() async throws -> AccountID {
        if let account { return account }
        let now = now
        let made = try await history.write { try $0.upsertAccount(name: "mgid", was: nil, network: "mgid", title: "MGID", at: now).id }
        account = made
        return made
    }

    /// An instant anywhere in the history or a little beside it, often on the edge of an hour or on a reading.
    mutating func instant() -> Instant {
        let first = model.wallets.first?.openedAt ?? now
        let any = at(Int64.random(in: first.seconds - 4000...now.seconds + 4000, using: &numbers))
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: return at(any.seconds / 3600 * 3600 + Int64.random(in: -1...1, using: &numbers))
        case 1: return model.readings.values.randomElement(using: &numbers)?.randomElement(using: &numbers)?.at ?? any
        default: return any
        }
    }
}
