import Domain
import Reports
import Testing

@testable import BalanceMonitor

/// A report made up of wallets as a test wants them, read at 10:15 of Sunday, 2026-11-22, in Moscow.
struct ReportScene {
    /// The report's instant, and the one before it: 17:15 the day before.
    static let now = Instant(seconds: 1_795_331_700)
    static let from = now - 17 * 3600

    private(set) var accounts: [Account] = []
    private var current: [WalletWindow] = []
    private var dayBefore: [WalletWindow] = []
    private var forecasts: [WalletID: Forecast] = [:]
    private var present = ReportBuilder.Present(accounts: [])
    var window = Window(from: from, until: now)
    var isLate = false
    var skipped: (count: Int, since: CivilDate)?

    /// What one wallet did; amounts are decimal.
    struct Item {
        var currency = "USD"
        var opening: String?
        var spent = "0"
        /// Rises and classified falls: the amount, what it is, how many minutes before the report.
        var credits: [(amount: String, kind: Credit.Kind, ago: Int64)] = []
        var key = "main"
        var title: String?
        var dayBefore: String?
        /// The mean of a day, for the forecast.
        var pace: String?
        var gap: Gap?
        var doubt: Suspicion?
        var vanishedAt: Instant?
    }

    /// A moment so many minutes before the report.
    static func ago(_ minutes: Int64) -> Instant { now - minutes * 60 }

    /// Adds an account with its wallets; an `outage` is the failure that it is in.
    mutating func add(_ title: String, outage: (reason: String, ago: Int64)? = nil, _ items: Item...) throws {
        let account = Account(
            id: AccountID(rawValue: Int64(accounts.count + 1)), name: "a\(accounts.count)", network: "n", title: title,
            createdAt: Instant(seconds: 0))
        accounts.append(account)
        present.accounts = accounts
        if let outage { present.outages[account.id] = Gap(account: account.id, from: Self.ago(outage.ago), reason: outage.reason) }
        for item in items {
            let wallet = Wallet(
                id: WalletID(rawValue: Int64(current.count + 1)), account: account.id, key: item.key, title: item.title,
                currency: try #require(Currency(item.currency)), openedAt: item.opening == nil ? Self.ago(60) : Instant(seconds: 0),
                opening: .zero, vanishedAt: item.vanishedAt)
            current.append(try Self.window(item, wallet, account, spent: item.spent, credits: item.credits))
            if let earlier = item.dayBefore { dayBefore.append(try Self.window(item, wallet, account, spent: earlier, credits: [])) }
            if let pace = item.pace {
                forecasts[wallet.id] = Forecast(
                    now: Self.now, knownSince: Instant(seconds: 0), days: [], lastDay: try Money(decimal: pace))
            }
            present.doubts[wallet.id] = item.doubt
        }
    }

    private static func window(
        _ item: Item, _ wallet: Wallet, _ account: Account, spent: String, credits: [(amount: String, kind: Credit.Kind, ago: Int64)]
    ) throws -> WalletWindow {
        let rows = try credits.map { Credit(wallet: wallet.id, at: ago($0.ago), amount: try Money(decimal: $0.amount), kind: $0.kind) }
        let credited = try rows.reduce(Money.zero) { $1.amount.isNegative ? $0 : try $0 + $1.amount }
        let (opening, spent) = (try Money(decimal: item.opening ?? "0"), try Money(decimal: spent))
        return try WalletWindow(
            wallet: wallet, account: account,
            opening: item.opening == nil ? nil : Reading(at: from, balance: opening, spent: .zero, credited: .zero),
            closing: Reading(at: now, balance: opening + credited - spent, spent: spent, credited: credited), credits: rows,
            gaps: item.gap.map { [$0] } ?? [], glitches: 0, lastChangeAt: nil)
    }

    func report(_ zone: Zone) throws -> Report {
        try ReportBuilder(
            window: window, current: current, dayBefore: dayBefore, present: present, forecasts: forecasts, zone: zone
        ).report()
    }

    func wording(_ language: Language) throws -> ReportWording {
        let zone = try ZoneFiles().zone(named: "Europe/Moscow")
        let date = try #require(CivilDate("2026-11-22"))
        let heading = ReportHeading(
            occasion: .slot(date: date, time: try #require(CivilTime("10:15")), isLate: isLate), window: window, skipped: skipped)
        return ReportWording(try report(zone), heading: heading, wording: Wording(language: language, zone: zone, now: Self.now))
    }
}
