import BalanceMonitor
import Domain
import Reports
import Testing

/// What stands beneath a wallet's figure, and what does not. Read at noon of Sunday, 2026-11-22, Moscow time.
@Suite struct LineWordingTests {
    private static let now = Instant(seconds: 1_795_338_000)
    private static let day: Int64 = 86_400

    private let account = Account(
        id: AccountID(rawValue: 1), name: "a", network: "n", title: "Сеть клиента А", createdAt: Instant(seconds: 0))

    /// A report of one wallet that went from 1000 to 900 and spent 90 in the same window a day before.
    private func text(of window: Window, outage: Gap? = nil, spent: Int64 = 100, topUp: Int64 = 0, at: Instant? = nil, unlisted: Int64 = 0)
        throws -> String
    {
        let zone = try ZoneFiles().zone(named: "Europe/Moscow")
        let wallet = Wallet(
            id: WalletID(rawValue: 1), account: account.id, key: "main", currency: try #require(Currency("USD")),
            openedAt: Instant(seconds: 0), opening: money(1000))
        func item(spent: Int64, topUp: Int64) throws -> WalletWindow {
            let credits =
                topUp == 0 ? [] : [Credit(wallet: wallet.id, at: at ?? window.until, amount: money(topUp), kind: .topUp)]
            return try WalletWindow(
                wallet: wallet, account: account,
                opening: Reading(at: window.from, balance: money(1000), spent: .zero, credited: .zero),
                closing: Reading(
                    at: window.until, balance: money(1000 - spent + topUp + unlisted), spent: money(spent),
                    credited: money(topUp + unlisted)),
                credits: credits, gaps: [], glitches: 0)
        }
        let report = try ReportBuilder(
            window: window, current: [item(spent: spent, topUp: topUp)], dayBefore: [item(spent: 90, topUp: 0)],
            present: ReportBuilder.Present(accounts: [account], outages: outage.map { [account.id: $0] } ?? [:]),
            forecasts: [wallet.id: Forecast(now: window.until, knownSince: Instant(seconds: 0), days: [], lastDay: money(100))],
            zone: zone
        ).report()
        return ReportWording(
            report, heading: ReportHeading(occasion: .now, window: window), wording: Wording(language: .ru, zone: zone, now: Self.now)
        ).text
    }

    private func money(_ units: Int64) -> Money { Money(micros: units * 1_000_000) }

    @Test("says until when a balance lasts, unless it is an old one or that of a day gone by")
    func runway() throws {
        let today = Window(from: Self.now - Self.day, until: Self.now)
        let broken = Gap(account: account.id, from: Self.now - 3600, reason: "credentials")
        #expect(try text(of: today).contains("остаток 900,00\u{A0}$ · до 1 декабря"))
        #expect(try text(of: today, outage: broken).contains("остаток 900,00\u{A0}$\n"))
        #expect(try text(of: Window(from: today.from - Self.day, until: today.from)).contains("остаток 900,00\u{A0}$\n"))
    }

    @Test("compares up to a day with the day before, and nothing longer", arguments: [(1, true), (2, false), (30, false)])
    func comparison(days: Int64, isCompared: Bool) throws {
        let text = try text(of: Window(from: Self.now - days * Self.day, until: Self.now))
        #expect(text.contains("вчера к этому часу 90,00\u{A0}$") == isCompared)
    }

    @Test(
        "says «yesterday» of a window that reaches to the present alone", arguments: [(0, true), (60, true), (61, false), (86_400, false)])
    func yesterday(ago: Int64, isNow: Bool) throws {
        let until = Self.now - ago
        let text = try text(of: Window(from: until - Self.day, until: until))
        #expect(text.contains(isNow ? "  вчера к этому часу 90,00\u{A0}$" : "  днём раньше 90,00\u{A0}$"))
        #expect(text.contains("днём раньше") != text.contains("вчера к этому часу"))
    }

    @Test("keeps names and moments whole at the end of a line")
    func wrapping() throws {
        let month = Window(from: Self.now - 30 * Self.day, until: Self.now)
        let moved = try text(of: month, topUp: 1_234_567, at: Self.now - 8 * Self.day)
        #expect(moved.contains("  пополнение 1\u{202F}234\u{202F}567,00\u{A0}$\n  в\u{A0}12:00\u{A0}14\u{A0}ноября\n"))
        #expect(try text(of: month, spent: 0).contains("Без движения: Сеть\u{A0}клиента\u{A0}А\n"))
    }

    @Test("says how much was topped up before what it lists, so that the lines add up to the sum")
    func unlisted() throws {
        let year = Window(from: Self.now - 365 * Self.day, until: Self.now)
        let text = try text(of: year, topUp: 40, at: Self.now - Self.day, unlisted: 260)
        #expect(text.contains("  пополнение 40,00\u{A0}$ в\u{A0}12:00\u{A0}вчера\n  раньше пополнено 260,00\u{A0}$\n"))
        #expect(text.contains("пополнено   300,00"))
        #expect(try !self.text(of: year, topUp: 40).contains("раньше"))
    }
}
