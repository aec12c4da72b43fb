import Domain
import Reports
import Testing

@Suite("A report's builder") struct ReportBuilderTests {
    private let from = Instant(seconds: 1_000_000)
    private let until = Instant(seconds: 1_061_200)

    private func account(_ id: Int64) -> Account {
        Account(id: AccountID(rawValue: id), name: "a\(id)", network: "n", title: "A\(id)", createdAt: Instant(seconds: 0))
    }

    private func window(
        _ id: Int64, account owner: Int64, currency: String = "USD", opening: Int64? = 100, spent: Int64 = 0,
        credits: [(Int64, Int64)] = [],
        gaps: [Gap] = [], vanishedAt: Instant? = nil
    ) throws -> WalletWindow {
        let wallet = Wallet(
            id: WalletID(rawValue: id), account: AccountID(rawValue: owner), key: "k\(id)", currency: try #require(Currency(currency)),
            openedAt: opening == nil ? from + 60 : Instant(seconds: 0), opening: .zero, vanishedAt: vanishedAt)
        let credited = credits.reduce(0) { $0 + $1.0 }
        return try WalletWindow(
            wallet: wallet, account: account(owner),
            opening: opening.map { Reading(at: from, balance: Money(micros: $0), spent: .zero, credited: .zero) },
            closing: Reading(
                at: until, balance: Money(micros: (opening ?? 0) + credited - spent), spent: Money(micros: spent),
                credited: Money(micros: credited)),
            credits: credits.map { Credit(wallet: wallet.id, at: from + $0.1, amount: Money(micros: $0.0), kind: .topUp) }, gaps: gaps,
            glitches: 0)
    }

    private func report(
        _ current: [WalletWindow], accounts: [Int64], outages: [Int64: Gap] = [:], dayBefore: [WalletWindow] = [],
        watchedSince: [AccountID: Instant] = [:]
    ) throws -> Report {
        let outages = Dictionary(uniqueKeysWithValues: outages.map { (AccountID(rawValue: $0), $1) })
        let present = ReportBuilder.Present(accounts: accounts.map(account), outages: outages, watchedSince: watchedSince)
        return try ReportBuilder(
            window: Window(from: from, until: until), current: current, dayBefore: dayBefore, present: present, zone: try utc()
        ).report()
    }

    /// A TZif file of the first version with nothing but UTC in it (RFC 9636, section 3).
    private func utc() throws -> Zone {
        let head = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        func counts() -> [UInt8] { [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 1] + [0, 0, 0, 4] }
        let body: [UInt8] = [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
        return try Zone(name: "UTC", bytes: head + counts() + body + head + counts() + body + Array("\nUTC0\n".utf8))
    }

    @Test("keeps the configuration's order, and shows no account that is not in it")
    func order() throws {
        let current = try [window(1, account: 1), window(2, account: 2), window(3, account: 3)]
        #expect(try report(current, accounts: [3, 1]).lines.map(\.account.title) == ["A3", "A1"])
    }

    @Test("gives no total of a currency whose sum does not fit, names it, and keeps all the rest")
    func unsummed() throws {
        let most: Int64 = 99_999_999_999_000_000
        let rich = try (1...93).map { try window($0, account: 1, opening: most) }
        let report = try report(rich + [window(100, account: 2, currency: "EUR", spent: 5)], accounts: [1, 2])
        #expect(report.lines.count == 94)
        #expect(report.totals.map(\.currency.code) == ["EUR"])
        #expect(report.totals.map(\.figures.spend) == [Money(micros: 5)])
        #expect(report.unsummed.map(\.code) == ["USD"])
        #expect(try self.report(Array(rich.prefix(92)), accounts: [1]).unsummed.isEmpty)
    }

    @Test("compares with no earlier spend that does not fit, and keeps the total")
    func unsummedPast() throws {
        let past = try (1...2).map { try window($0, account: 1, opening: .max, spent: .max) }
        let report = try report([window(1, account: 1), window(2, account: 1)], accounts: [1], dayBefore: past)
        #expect(report.totals.map(\.dayBefore) == [nil])
        #expect(report.unsummed.isEmpty)
    }

    @Test("adds up each currency by itself")
    func currencies() throws {
        let current = try [
            window(1, account: 1, spent: 7), window(2, account: 1, currency: "EUR", spent: 5), window(3, account: 2, spent: 1),
        ]
        let totals = try report(current, accounts: [1, 2]).totals
        #expect(totals.map(\.currency.code) == ["EUR", "USD"])
        #expect(totals.map(\.figures.spend.micros) == [5, 8])
        #expect(totals.allSatisfy { $0.figures.isBalanced })
    }

    @Test("says how much of a total is old, and as of when its oldest and its newest part are known")
    func old() throws {
        let current = try [window(1, account: 1), window(2, account: 2, opening: 30), window(3, account: 3, opening: 5)]
        let outages: [Int64: Gap] = [
            2: Gap(account: nil, from: until - 60, reason: "temporary"), 3: Gap(account: nil, from: until - 600, reason: "temporary"),
        ]
        let total = try #require(try report(current, accounts: [1, 2, 3], outages: outages).totals.first)
        #expect(total.old?.amount.micros == 35)
        #expect(total.old?.asOf == until - 600...until - 60)
        #expect(total.figures.closing.micros == 135)
    }

    @Test(
        "leaves out a wallet that had been gone for a day, unless it lived in the window, and says how old its money is",
        arguments: [(0, 150), (61_199, 150), (61_200, 150), (86_399, 150), (86_400, 100)] as [(Int64, Int64)])
    func vanished(ago: Int64, closing: Int64) throws {
        let gone = until - ago
        let current = try [window(1, account: 1), window(2, account: 1, opening: 50, vanishedAt: gone)]
        let report = try report(current, accounts: [1])
        #expect(report.lines.count == (closing == 150 ? 2 : 1))
        #expect(report.totals.first?.figures.closing.micros == closing)
        #expect(report.totals.first?.old?.asOf == (closing == 150 ? gone...gone : nil))
        #expect(report.lines.last?.isUnknown == (closing == 150 && gone <= from), "nothing is known of a window in which it was not there")
    }

    @Test("counts a wallet that vanished within a long window with what it spent until then")
    func vanishedWithin() throws {
        let item = try window(1, account: 1, opening: 50, spent: 20, vanishedAt: until - 60_000)
        let builder = ReportBuilder(
            window: Window(from: from, until: until + 30 * 86_400), current: [item], present: .init(accounts: [account(1)]), zone: try utc()
        )
        let total = try #require(try builder.report().totals.first)
        #expect([total.figures.spend.micros, total.figures.closing.micros, total.old?.amount.micros] == [20, 30, 30])
    }

    @Test("says nothing in a window of the past of what vanished, or was retired, after it")
    func later() throws {
        var item = try window(1, account: 1, vanishedAt: until + 1)
        #expect(try report([item], accounts: [1]).lines.map(\.goneSince) == [nil])
        var owner = account(1)
        for (retiredAt, seen) in [(until + 1, nil), (until, until)] as [(Instant, Instant?)] {
            owner.retiredAt = retiredAt
            item = try WalletWindow(
                wallet: window(1, account: 1).wallet, account: owner, opening: item.opening, closing: item.closing, credits: [], gaps: [],
                glitches: 0)
            #expect(try report([item], accounts: [1]).lines.map(\.goneSince) == [seen])
        }
    }

    @Test(
        "calls spend a lower bound only where this wallet rose over a gap",
        arguments: [
            (100, true, true), (200, true, true), (201, true, false), (99, true, false), (150, false, false),
        ] as [(Int64, Bool, Bool)])
    func lowerBound(creditAt: Int64, rose: Bool, isBound: Bool) throws {
        let gap = Gap(account: nil, from: from + 99, until: from + 200, reason: "off", rose: rose)
        let current = try [window(1, account: 1, credits: [(10, creditAt)], gaps: [gap]), window(2, account: 1, gaps: [gap])]
        let report = try report(current, accounts: [1])
        #expect(report.lines.map(\.isLowerBound) == [isBound, false])
        #expect(report.totals.map(\.isLowerBound) == [isBound])
        #expect(report.totals.map(\.hiding) == [isBound ? [gap] : []])
    }

    @Test(
        "says since when the figures count if the window begins in a gap",
        arguments: [
            (-100, 50, -100), (-100, 0, nil), (0, 50, nil), (-100, 100_000, nil),
        ] as [(Int64, Int64, Int64?)])
    func knownFrom(gapFrom: Int64, gapUntil: Int64, expected: Int64?) throws {
        let gap = Gap(account: nil, from: from + gapFrom, until: from + gapUntil, reason: "off")
        let line = try #require(try report([window(1, account: 1, gaps: [gap])], accounts: [1]).lines.first)
        #expect(line.knownFrom == expected.map { from + $0 })
    }

    @Test("compares with the day before only what was watched then")
    func compared() throws {
        let current = try [window(1, account: 1), window(2, account: 1)]
        let dayBefore = try [window(1, account: 1, spent: 9), window(2, account: 1, opening: nil, spent: 9)]
        let lines = try report(current, accounts: [1], dayBefore: dayBefore).lines
        #expect(lines.map(\.dayBefore) == [PastSpend(amount: Money(micros: 9)), nil])
    }

    @Test("names accounts without a reading, and since when one was watched later")
    func silent() throws {
        let later = until + 500
        let report = try report([window(1, account: 1)], accounts: [1, 2, 3], watchedSince: [AccountID(rawValue: 3): later])
        #expect(report.silent.map(\.account.title) == ["A2", "A3"])
        #expect(report.silent.map(\.watchedSince) == [nil, later])
    }

    @Test("takes a refund that made up for the spend for a movement")
    func moved() throws {
        let wallet = try window(1, account: 1).wallet
        let item = try WalletWindow(
            wallet: wallet, account: account(1), opening: Reading(at: from, balance: Money(micros: 100), spent: .zero, credited: .zero),
            closing: Reading(at: until, balance: Money(micros: 100), spent: Money(micros: 25), credited: Money(micros: 25)),
            credits: [Credit(wallet: wallet.id, at: until - 5, amount: Money(micros: 25), kind: .refund)], gaps: [], glitches: 0)
        #expect(try report([item, window(2, account: 1)], accounts: [1]).lines.map(\.moved) == [true, false])
    }
}
