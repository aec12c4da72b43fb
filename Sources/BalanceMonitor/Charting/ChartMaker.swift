import Charts
import Domain
import History
import Reports
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
    /// What the collector knows beside the history; nil where only the history tells.
    var view: CollectorState.View?

    /// A sheet for each currency in which something is known of the window, in order of their codes.
    ///
    /// What is drawn is looked up here; the sums in words, and what is known of which wallet, are those of the report over the same window.
    /// A currency whose sums do not fit has no sheet, and the first caption says so. Throws `HistoryError`, and `MoneyError` where no currency
    /// fits.
    func sheets(_ order: ChartOrder, in snapshot: Snapshot) throws -> [ChartSheet] {
        let window = order.window
        guard window.seconds > 0 else { return [] }
        let calendar = ChartCalendar(window, wording: wording)
        let settings = installation.configuration.collector
        let maker = ReportMaker(
            installation: installation, view: try view ?? StoredView(snapshot).collectorView(at: wording.now, settings: settings),
            zone: wording.zone)
        let filter = try AccountWords(installation, snapshot.accounts()).stored(order.filter)
        let report = try maker.report(over: window, filter: filter, in: snapshot)
        let found = wallets(of: report)
        let gaps = try snapshot.gaps(in: window) + [maker.silence(until: window.until, in: snapshot)].compactMap { $0 }
        let credits = try snapshot.credits(in: window)
        let wanted = Set(found.map(\.wallet.id))
        let instants = instants(window, gaps: gaps, credits: credits.filter { wanted.contains($0.wallet) })
        let balances = try instants.map { try snapshot.balances(at: $0) }
        let begun = calendar.stretches.prefix { $0.window.from < window.until }
        let edges = begun.map { max($0.window.from, window.from) } + [min(begun.last?.window.until ?? window.until, window.until)]
        let spends = try snapshot.spend(between: edges)
        var sheets: [ChartSheet] = []
        var unsummed = report.unsummed
        for total in report.totals {
            let members = found.filter { $0.wallet.currency == total.currency }
            let drawn = members.compactMap { member -> ChartWallet? in
                guard !member.line.isUnknown else { return nil }
                let course = WalletCourse(
                    wallet: member.wallet, window: window, instants: instants, balances: balances.map { $0[member.wallet.id]?.balance },
                    stretches: calendar.stretches, spends: spends[member.wallet.id] ?? [],
                    gaps: gaps.filter { $0.concerns(member.wallet) },
                    credits: credits.filter { $0.wallet == member.wallet.id })
                return course.drawn(name: member.name, plainName: member.line.account.name)
            }
            guard !drawn.isEmpty else { continue }
            let unknown = members.filter(\.line.isUnknown)
            let chart = Chart(currency: total.currency, stretches: calendar.stretches, instants: instants, wallets: drawn)
            let words = ChartWording(
                wording: wording, chart: chart, unit: calendar.unit, window: window, isFiltered: !order.filter.isEmpty,
                accounts: members.map(\.line.account), total: total,
                unknown: unknown.map { .init(name: $0.name, balance: $0.line.figures.closing) }, isExact: report.window == window)
            do throws(MoneyError) {
                sheets.append(
                    ChartSheet(chart: try chart.ranked(rest: words.rest), words: words.chartWords(), caption: words.caption))
            } catch {
                unsummed.append(total.currency)
            }
        }
        guard !unsummed.isEmpty else { return sheets }
        guard !sheets.isEmpty else { throw MoneyError.outOfRange }
        sheets[0].caption += unsummed.map { "\n⚠️ " + HTMLText.escape(wording.unsummed($0)) }.joined()
        return sheets
    }

    /// A wallet of the report, and what it is called among the others of its currency.
    private struct NamedWallet {
        let line: ReportLine
        let name: String

        /// Gone with its account, too.
        var wallet: Wallet {
            var wallet = line.wallet
            wallet.vanishedAt = line.goneSince
            return wallet
        }
    }

    private func wallets(of report: Report) -> [NamedWallet] {
        report.lines.map { line in
            let isAlone = report.lines.filter { $0.account.id == line.account.id && $0.wallet.currency == line.wallet.currency }.count == 1
            let title = line.account.title
            return NamedWallet(line: line, name: isAlone ? title : title + " · " + (line.wallet.title ?? line.wallet.key))
        }
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
