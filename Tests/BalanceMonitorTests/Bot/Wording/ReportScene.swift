import Domain
import Reports
import TelegramAPI
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
    private var weekBefore: [WalletWindow] = []
    private var forecasts: [WalletID: Forecast] = [:]
    private var present = ReportBuilder.Present(accounts: [])
    var window = Window(from: from, until: now)
    var late: Lateness?
    /// Instead of the scheduled report of 10:15.
    var occasion: ReportOccasion?
    var filter: String?
    var zone = "Europe/Moscow"
    /// From when on readings are exact, where they are not all.
    var answerable: Window?
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
        var weekBefore: String?
        /// A gap in the window of the day before.
        var gapBefore: Gap?
        /// How many minutes ago somebody said what the credits are.
        var saidAgo: Int64?
        /// The spend of the last complete days, for the forecast; nil for seven like the window's.
        var days: [String]?
        /// Since how many minutes the wallet is known.
        var knownAgo: Int64 = 1_000_000
        /// The spend of the last 24 hours where no day is complete, for the forecast.
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
                currency: try #require(Currency(item.currency)), openedAt: item.opening == nil ? Self.ago(60) : Self.ago(item.knownAgo),
                opening: .zero, vanishedAt: item.vanishedAt)
            current.append(try Self.window(item, wallet, account, spent: item.spent, credits: item.credits))
            var earlier = item
            (earlier.gap, earlier.vanishedAt) = (item.gapBefore, nil)
            if let spent = item.dayBefore {
                let credits: [(String, Credit.Kind, Int64)] = item.gapBefore?.rose == true ? [("1", .topUp, 1440)] : []
                dayBefore.append(try Self.window(earlier, wallet, account, spent: spent, credits: credits))
            }
            earlier.gap = nil
            if let spent = item.weekBefore { weekBefore.append(try Self.window(earlier, wallet, account, spent: spent, credits: [])) }
            forecasts[wallet.id] = try Self.forecast(item)
            present.doubts[wallet.id] = item.doubt
        }
    }

    private static func forecast(_ item: Item) throws -> Forecast {
        let spends = item.pace == nil ? item.days ?? Array(repeating: item.spent, count: 7) : []
        // Midnight of the report's day in Moscow.
        let today = now - 10 * 3600 - 900
        let days = try spends.enumerated().map { index, spend in
            let end = today - Int64(spends.count - 1 - index) * 86400
            let date = CivilDate(dayNumber: Int((end.seconds + 3 * 3600) / 86400) - 1)
            return DaySpend(date: date, start: end - 86400, end: end, netSpend: try Money(decimal: spend), hasGap: false)
        }
        return Forecast(
            now: now, knownSince: item.opening == nil ? ago(60) : ago(item.knownAgo), days: days,
            lastDay: try Money(decimal: item.pace ?? "0"))
    }

    private static func window(
        _ item: Item, _ wallet: Wallet, _ account: Account, spent: String, credits: [(amount: String, kind: Credit.Kind, ago: Int64)]
    ) throws -> WalletWindow {
        let rows = try credits.map {
            Credit(
                wallet: wallet.id, at: ago($0.ago), amount: try Money(decimal: $0.amount), kind: $0.kind,
                classifiedAt: item.saidAgo.map(ago))
        }
        let credited = try rows.reduce(Money.zero) { $1.amount.isNegative ? $0 : try $0 + $1.amount }
        let (opening, spent) = (try Money(decimal: item.opening ?? "0"), try Money(decimal: spent))
        return try WalletWindow(
            wallet: wallet, account: account,
            opening: item.opening == nil ? nil : Reading(at: from, balance: opening, spent: .zero, credited: .zero),
            closing: Reading(at: now, balance: opening + credited - spent, spent: spent, credited: credited), credits: rows,
            gaps: item.gap.map { [$0] } ?? [], glitches: 0)
    }

    func report(_ zone: Zone) throws -> Report {
        try ReportBuilder(
            window: answerable ?? window, current: current, dayBefore: dayBefore, weekBefore: weekBefore, present: present,
            forecasts: forecasts, zone: zone
        ).report()
    }

    /// The balances of the same wallets.
    func balances(_ language: Language) throws -> [String] {
        let zone = try ZoneFiles().zone(named: zone)
        let words = BalanceWording(
            report: try report(zone), wording: Wording(language: language, zone: zone, now: Self.now), polledAt: Self.now, filter: filter)
        return MessageSplitter.product.numbered(words.blocks, language)
    }

    func wording(_ language: Language) throws -> ReportWording {
        let zone = try ZoneFiles().zone(named: zone)
        let date = try #require(CivilDate("2026-11-22"))
        let heading = ReportHeading(
            occasion: occasion ?? .slot(date: date, time: try #require(CivilTime("10:15")), late: late), window: window, skipped: skipped,
            filter: filter)
        return ReportWording(try report(zone), heading: heading, wording: Wording(language: language, zone: zone, now: Self.now))
    }
}
