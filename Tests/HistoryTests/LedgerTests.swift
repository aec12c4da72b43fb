import Domain
import GRDB
import History
import Testing

/// One account with one wallet of 100 units, opened at 10:00:00 of some day.
struct OneWallet {
    static let ten = Instant(seconds: 1_700_042_400)  // 2023-11-15T10:00:00Z
    let scratch: Scratch
    let history: History
    let account: Account
    let wallet: Wallet

    init() async throws {
        scratch = try Scratch()
        history = try scratch.open()
        let usd = try #require(Currency("USD"))
        (account, wallet) = try await history.write { transaction in
            let account = try transaction.upsertAccount(name: "mgid", was: nil, network: "mgid", title: "MGID", at: Self.ten)
            let wallet = try transaction.openWallet(
                account: account.id, key: "main", title: nil, currency: usd, at: Self.ten, opening: money(100_000_000))
            return (account, wallet)
        }
    }

    /// Stores the balance that follows from the two counters.
    func append(after seconds: Int64, spent: Int64, credited: Int64 = 0) async throws {
        let id = wallet.id
        try await history.write { transaction in
            let balance = money(100_000_000 + credited - spent)
            try transaction.append(
                Reading(at: Self.ten + seconds, balance: balance, spent: money(spent), credited: money(credited)), to: id)
        }
    }
}

@Suite("The ledger")
struct LedgerTests {
    @Test("renames an account by `was`, retires it and takes it back, keeping its row")
    func accounts() async throws {
        let history = try Scratch().open()
        let result = try await history.write { transaction in
            let first = try transaction.upsertAccount(name: "old", was: nil, network: "mgid", title: "M", at: at(1))
            let same = try transaction.upsertAccount(name: "old", was: nil, network: "mgid", title: "M", at: at(2))
            let before = try transaction.snapshot.revision()
            let renamed = try transaction.upsertAccount(name: "new", was: "old", network: "mgid", title: "MGID", at: at(3))
            let again = try transaction.upsertAccount(name: "new", was: "old", network: "mgid", title: "MGID", at: at(4))
            try transaction.retire(first.id, at: at(5))
            try transaction.retire(first.id, at: at(6))
            let retired = try transaction.snapshot.account(named: "new")
            let back = try transaction.upsertAccount(name: "new", was: nil, network: "mgid", title: "MGID", at: at(7))
            return (
                first, same, renamed, again, retired, back, try transaction.snapshot.revision() - before,
                try transaction.snapshot.accounts()
            )
        }
        #expect(result.0 == result.1 && result.2 == result.3)
        #expect(result.2.id == result.0.id && result.2.name == "new" && result.2.title == "MGID" && result.2.createdAt == at(1))
        #expect(result.4?.retiredAt == at(5))
        #expect(result.5 == result.2 && result.7 == [result.2])
        #expect(result.6 == 3, "a rename, a retirement and a return")
    }

    @Test("never mixes the money of two networks under one name")
    func network() async throws {
        let history = try Scratch().open()
        await #expect(throws: HistoryError.self) {
            try await history.write { transaction in
                _ = try transaction.upsertAccount(name: "a", was: nil, network: "mgid", title: "A", at: at(1))
                _ = try transaction.upsertAccount(name: "a", was: nil, network: "exoclick", title: "A", at: at(2))
            }
        }
        #expect(try await history.read { try $0.accounts() } == [])
    }

    @Test(
        "refuses what would not add up or not be at its end",
        arguments: [(60, 1, 0, 1), (60, 1, 0, 0), (0, 0, 0, 100_000_000), (-1, 1, 0, 99_999_999)] as [(Int64, Int64, Int64, Int64)])
    func refuses(after: Int64, spent: Int64, credited: Int64, balance: Int64) async throws {
        let one = try await OneWallet()
        let id = one.wallet.id
        await #expect(throws: HistoryError.self) {
            try await one.history.write { transaction in
                try transaction.append(
                    Reading(at: OneWallet.ten + after, balance: money(balance), spent: money(spent), credited: money(credited)), to: id)
            }
        }
        #expect(try await one.history.read { try $0.latest() }.map(\.reading.balance) == [one.wallet.opening])
    }

    @Test("ends after every reading and every window reported")
    func end() async throws {
        let one = try await OneWallet()
        #expect(try await one.history.read { try $0.earliestNextReading() } == OneWallet.ten + 1)
        let slot = ReportSlot(chat: ChatAddress(chat: 1), date: "2023-11-15", time: "10:15")
        _ = try await one.history.write { try $0.claim(slot, window: Window(from: OneWallet.ten, until: OneWallet.ten + 900)) }
        #expect(try await one.history.read { try $0.earliestNextReading() } == OneWallet.ten + 901)
        await #expect(throws: HistoryError.self) { try await one.append(after: 900, spent: 1) }
        try await one.append(after: 901, spent: 1)
    }

    @Test("takes the readings of one sweep in any order, across the end of an hour too")
    func anyOrder() async throws {
        let one = try await OneWallet()
        let account = one.account.id
        let id = one.wallet.id
        let usd = one.wallet.currency
        try await one.history.write { transaction in
            let second = try transaction.openWallet(
                account: account, key: "b", title: nil, currency: usd, at: OneWallet.ten + 3601, opening: .zero)
            try transaction.append(
                Reading(at: OneWallet.ten + 3599, balance: money(99_000_000), spent: money(1_000_000), credited: .zero), to: id)
            #expect(second.id != id)
        }
        try await one.append(after: 7300, spent: 2_000_000)
        try await one.append(after: 11000, spent: 3_000_000)
        let values = try await one.history.read { snapshot in
            try [0, 3598, 3599, 3600, 3601, 7200, 7300, 20000].map { try snapshot.balances(at: OneWallet.ten + $0)[id]?.spent.micros }
        }
        #expect(values == [0, 0, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 2_000_000, 3_000_000])
        #expect(try await one.history.read { try $0.ledgerFaults() } == [])
    }

    @Test("closes in one go, after a crash, every hour that ended before it")
    func crash() async throws {
        let one = try await OneWallet()
        for hour in 1...5 { try await one.append(after: Int64(hour) * 3600 - 10, spent: Int64(hour)) }
        let killed = try Scratch()
        for name in ["balance.db", "balance.db-wal"] { try killed.write(one.scratch.bytes(name), to: name) }
        let history = try killed.open()
        let id = one.wallet.id
        try await history.write { transaction in
            try transaction.append(
                Reading(at: OneWallet.ten + 90_000, balance: money(99_999_994), spent: money(6), credited: .zero), to: id)
        }
        let hours = try await killed.stranger().read { try Int64.fetchAll($0, sql: "SELECT hour FROM hour ORDER BY hour") }
        #expect(hours == (0...4).map { OneWallet.ten.seconds + $0 * 3600 }, "the fifth is the hour of the newest reading")
        #expect(try await history.read { try $0.ledgerFaults() } == [])
    }

    @Test("gives each changed row a revision of its own, and an unchanged one none")
    func revisions() async throws {
        let one = try await OneWallet()
        let (wallet, account) = (one.wallet, one.account.id)
        let counts = try await one.history.write { transaction in
            var counts = [try transaction.snapshot.revision()]
            func count() throws { counts.append(try transaction.snapshot.revision()) }
            try transaction.update(wallet)
            try count()
            var held = wallet
            held.heldAt = at(5)
            try transaction.update(held)
            try count()
            let gap = Gap(account: account, from: at(5), reason: "rate", detail: "429")
            try transaction.openGap(gap)
            try transaction.openGap(gap)
            try count()
            try transaction.closeGap(of: account, at: at(9), rose: true)
            try transaction.closeGap(of: account, at: at(9), rose: true)
            try count()
            return counts
        }
        #expect(counts.map { $0 - counts[0] } == [0, 0, 1, 2, 3])
        #expect(try await one.history.read { try $0.wallet(wallet.id).heldAt } == at(5))
    }

    @Test("does not let a wallet become another one")
    func walletIdentity() async throws {
        let one = try await OneWallet()
        var other = one.wallet
        other.opening = .zero
        let changed = other
        await #expect(throws: HistoryError.self) { try await one.history.write { try $0.update(changed) } }
    }

    @Test("keeps one open gap an account and one for all, and knows which of them a window touches")
    func gaps() async throws {
        let one = try await OneWallet()
        let account = one.account.id
        let found = try await one.history.write { transaction in
            try transaction.openGap(Gap(account: account, from: at(100), reason: "rate"))
            try transaction.openGap(Gap(account: nil, from: at(150), reason: "off"))
            try transaction.openGap(Gap(account: account, from: at(170), reason: "credentials", detail: "401"))
            let open = try transaction.snapshot.openGaps()
            try transaction.closeGap(of: account, at: at(200), rose: false)
            try transaction.closeGap(of: nil, at: at(160), rose: true)
            try transaction.openGap(Gap(account: account, from: at(300), reason: "temporary"))
            let windows = [(0, 100), (0, 101), (160, 300), (200, 300), (200, 301), (500, 600)] as [(Int64, Int64)]
            return (
                open, try windows.map { try transaction.snapshot.gaps(in: Window(from: at($0.0), until: at($0.1))).map(\.from.seconds) }
            )
        }
        #expect(
            found.0 == [
                Gap(account: account, from: at(100), reason: "credentials", detail: "401"), Gap(account: nil, from: at(150), reason: "off"),
            ])
        #expect(found.1 == [[], [100], [100], [], [300], [300]])
    }

    @Test("counts glitches and moves no money by them")
    func glitches() async throws {
        let one = try await OneWallet()
        let glitch = Glitch(wallet: one.wallet.id, at: OneWallet.ten + 60, balance: .zero, reason: .zero)
        try await one.history.write { transaction in
            try transaction.record(glitch)
            try transaction.record(glitch)
        }
        let window = try await one.history.read { try $0.windows(Window(from: OneWallet.ten, until: OneWallet.ten + 100)) }
        #expect(window.map(\.glitches) == [1])
        #expect(window.map(\.spend) == [.zero] && window.first?.lastChangeAt == nil)
    }

    @Test("lets a person say what a change was, never more than it was, and take it back")
    func classification() async throws {
        let one = try await OneWallet()
        try await one.append(after: 60, spent: 0, credited: 50)
        try await one.append(after: 120, spent: 30, credited: 50)
        let (id, window) = (one.wallet.id, Window(from: OneWallet.ten, until: OneWallet.ten + 200))
        func sums(_ amount: Int64, _ kind: Credit.Kind, at seconds: Int64) async throws -> [Int64] {
            try await one.history.write { transaction in
                try transaction.record(Credit(wallet: id, at: OneWallet.ten + seconds, amount: money(amount), kind: kind))
                let found = try #require(try transaction.snapshot.windows(window).first)
                return [found.topUps, found.refunds, found.corrections, found.withdrawals, found.spend].map(\.micros)
            }
        }
        #expect(try await sums(50, .topUp, at: 60) == [50, 0, 0, 0, 30])
        #expect(try await sums(50, .refund, at: 60) == [0, 50, 0, 0, -20])
        #expect(try await sums(50, .correction, at: 60) == [0, 0, 50, 0, 30])
        #expect(try await sums(-30, .withdrawal, at: 120) == [0, 0, 50, -30, 0])
        #expect(try await sums(-10, .correction, at: 120) == [0, 0, 40, 0, 20])
        #expect(try await sums(0, .correction, at: 120) == [0, 0, 50, 0, 30])
        for (amount, kind, seconds) in [(51, .topUp, 60), (-31, .withdrawal, 120), (1, .topUp, 120), (1, .topUp, 61)]
            as [(Int64, Credit.Kind, Int64)]
        {
            await #expect(throws: HistoryError.self) { _ = try await sums(amount, kind, at: seconds) }
        }
    }

    @Test("starts the sum of a wallet opened inside a window at its opening, and leaves out one opened later")
    func opening() async throws {
        let one = try await OneWallet()
        try await one.append(after: 60, spent: 5)
        let (inside, before) = try await one.history.read { snapshot in
            (
                try snapshot.windows(Window(from: OneWallet.ten - 100, until: OneWallet.ten + 100)),
                try snapshot.windows(Window(from: OneWallet.ten - 100, until: OneWallet.ten - 1))
            )
        }
        #expect(inside.count == 1 && inside[0].opening == nil && inside[0].openingBalance == one.wallet.opening)
        #expect(inside[0].spend == money(5) && inside[0].account == one.account)
        #expect(before.isEmpty)
    }

    @Test("stores a sweep of 50 wallets in one transaction")
    func sweep() async throws {
        let history = try Scratch().open()
        let usd = try #require(Currency("USD"))
        let ids = try await history.write { transaction in
            let account = try transaction.upsertAccount(name: "a", was: nil, network: "n", title: "A", at: at(1))
            return try (0..<50).map {
                try transaction.openWallet(account: account.id, key: "\($0)", title: nil, currency: usd, at: at(10), opening: .zero).id
            }
        }
        try await history.write { transaction in
            for id in ids { try transaction.append(Reading(at: at(20), balance: money(-1), spent: money(1), credited: .zero), to: id) }
            try transaction.recordSweep(at: at(20))
        }
        #expect(
            try await history.read { try $0.windows(Window(from: at(10), until: at(20))) }.map(\.spend.micros)
                == Array(repeating: 1, count: 50))
    }
}
