import Charts
import Domain
import History
import TelegramAPI

/// A chart with the words around it, and the caption under it.
struct ChartSheet: Sendable {
    let chart: Chart
    let words: ChartWords
    /// Telegram's HTML.
    var caption: String
}

/// Asks the history for what a chart shows; the same for bot and terminal.
struct ChartMaker: Sendable {
    /// At how many instants balances are looked up; a phone shows no more.
    private static let samples: Int64 = 300
    /// How many edges of gaps, and how many top-ups, are looked up exactly beside them.
    private static let exact = 60

    let installation: Installation
    let wording: Wording

    /// A sheet for each currency in which something is known of the window, in order of their codes.
    ///
    /// A currency whose sums do not fit has none, and the first caption says so. Throws `HistoryError`, and `MoneyError` where no currency fits.
    func sheets(_ order: ChartOrder, in snapshot: Snapshot) throws -> [ChartSheet] {
        let window = order.window
        guard window.seconds > 0 else { return [] }
        let calendar = ChartCalendar(window, wording: wording)
        let found = try wallets(order, in: snapshot)
        let gaps = try gaps(in: window, snapshot)
        let credits = try snapshot.credits(in: window)
        let wanted = Set(found.map(\.wallet.id))
        let instants = instants(window, gaps: gaps, credits: credits.filter { wanted.contains($0.wallet) })
        let balances = try instants.map { try snapshot.balances(at: $0) }
        let begun = calendar.stretches.prefix { $0.window.from < window.until }
        let edges = begun.map { max($0.window.from, window.from) } + [min(begun.last?.window.until ?? window.until, window.until)]
        let spends = try snapshot.spend(between: edges)
        let isExact = try snapshot.answerable(window) == window
        var sheets: [ChartSheet] = []
        var unsummed: [Currency] = []
        for (currency, members) in Dictionary(grouping: found, by: \.wallet.currency).sorted(by: { $0.key < $1.key }) {
            let drawn = members.compactMap { member -> (NamedWallet, ChartWallet)? in
                let course = WalletCourse(
                    wallet: member.wallet, window: window, instants: instants, balances: balances.map { $0[member.wallet.id]?.balance },
                    stretches: calendar.stretches, spends: spends[member.wallet.id] ?? [],
                    gaps: gaps.filter { $0.concerns(member.wallet) },
                    credits: credits.filter { $0.wallet == member.wallet.id })
                return course.drawn(name: member.name, plainName: member.account.name).map { (member, $0) }
            }
            guard !drawn.isEmpty else { continue }
            let shown = Set(drawn.map(\.0.wallet.id))
            let unknown = members.filter { !shown.contains($0.wallet.id) && $0.wallet.vanishedAt == nil }
            let chart = Chart(currency: currency, stretches: calendar.stretches, instants: instants, wallets: drawn.map(\.1))
            let words = ChartWording(
                wording: wording, chart: chart, unit: calendar.unit, window: window, isFiltered: !order.filter.isEmpty,
                accounts: members.map(\.account),
                unknown: unknown.map { .init(name: $0.name, balance: balances.last?[$0.wallet.id]?.balance) }, isExact: isExact)
            do throws(MoneyError) {
                sheets.append(
                    ChartSheet(chart: try chart.ranked(rest: words.rest), words: try words.chartWords(), caption: try words.caption()))
            } catch {
                unsummed.append(currency)
            }
        }
        guard !unsummed.isEmpty else { return sheets }
        guard !sheets.isEmpty else { throw MoneyError.outOfRange }
        sheets[0].caption += unsummed.map { "\n⚠️ " + HTMLText.escape(wording.unsummed($0)) }.joined()
        return sheets
    }

    private struct NamedWallet {
        var wallet: Wallet
        var account: Account
        var name: String
    }

    /// The wallets of the filter's accounts that lived in the window, as long as a wallet is not gone for more than a day.
    private func wallets(_ order: ChartOrder, in snapshot: Snapshot) throws -> [NamedWallet] {
        let filter = try AccountWords(installation, snapshot.accounts()).stored(order.filter)
        let settings = Dictionary(installation.configuration.accounts.map { ($0.name, $0) }) { first, _ in first }
        let accounts = installation.ordered(try snapshot.accounts()).filter { filter.matches($0, settings: settings[$0.name]) }
        let all = Dictionary(grouping: try snapshot.wallets(), by: \.account)
        return accounts.flatMap { account -> [NamedWallet] in
            let own = all[account.id] ?? []
            let live = own.filter { $0.openedAt < order.window.until && $0.vanishedAt.map { $0 > order.window.from } ?? true }
            let siblings = Dictionary(grouping: live, by: \.currency)
            return live.map { wallet in
                let isAlone = siblings[wallet.currency]?.count == 1
                return NamedWallet(
                    wallet: wallet, account: account, name: isAlone ? account.title : account.title + " · " + (wallet.title ?? wallet.key))
            }
        }
    }

    /// The stored gaps, and the time since the last sweep where the daemon seems to be off or to store nothing.
    private func gaps(in window: Window, _ snapshot: Snapshot) throws -> [Gap] {
        let gaps = try snapshot.gaps(in: window)
        let settings = installation.configuration.collector
        let patience = max(600, (settings.interval * 3 + settings.timeout).components.seconds)
        guard let last = try snapshot.lastSweep(), window.until - last > patience else { return gaps }
        return gaps + [Gap(account: nil, from: last, silence: .notRunning)]
    }

    /// Evenly over the window, and exactly where a line breaks or jumps.
    private func instants(_ window: Window, gaps: [Gap], credits: [Credit]) -> [Instant] {
        var instants: Set<Instant> = [window.from, window.until]
        for step in 0...Self.samples { instants.insert(window.from + window.seconds * step / Self.samples) }
        let longest = gaps.sorted { ($0.until ?? window.until) - $0.from > ($1.until ?? window.until) - $1.from }
        for gap in longest.prefix(Self.exact) { instants.formUnion([gap.from, gap.until ?? window.until]) }
        let largest = credits.sorted { $0.amount.magnitude > $1.amount.magnitude }
        for credit in largest.prefix(Self.exact) { instants.formUnion([credit.at - 1, credit.at]) }
        return instants.filter { $0 >= window.from && $0 <= window.until }.sorted()
    }
}
