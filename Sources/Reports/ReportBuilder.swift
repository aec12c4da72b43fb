package import Domain

/// Builds a report out of what history says; no I/O, no clock, no wording.
package struct ReportBuilder: Sendable {
    /// What is known of the present that history does not hold.
    package struct Present: Sendable {
        /// The accounts that ought to report, in the configuration's order; each appears.
        package var accounts: [Account]
        /// What waits for the next reading, by wallet.
        package var doubts: [WalletID: Suspicion]
        /// The failures that last, by account.
        package var outages: [AccountID: Gap]
        /// When the first wallet of an account was opened, which may be after the window.
        package var watchedSince: [AccountID: Instant]

        package init(
            accounts: [Account], doubts: [WalletID: Suspicion] = [:], outages: [AccountID: Gap] = [:],
            watchedSince: [AccountID: Instant] = [:]
        ) {
            self.accounts = accounts
            self.doubts = doubts
            self.outages = outages
            self.watchedSince = watchedSince
        }
    }

    /// How long a wallet that is gone stays in reports in which it did not live, in seconds.
    package static let vanishedStays: Int64 = 86400

    package var window: Window
    /// The windows of all wallets for the report's own stretch of time.
    package var current: [WalletWindow]
    /// The same stretch a day before and a week before.
    package var dayBefore: [WalletWindow]
    package var weekBefore: [WalletWindow]
    package var present: Present
    package var forecasts: [WalletID: Forecast]
    /// The reader's time zone.
    package var zone: Zone

    package init(
        window: Window, current: [WalletWindow], dayBefore: [WalletWindow] = [], weekBefore: [WalletWindow] = [], present: Present,
        forecasts: [WalletID: Forecast] = [:], zone: Zone
    ) {
        self.zone = zone
        self.window = window
        self.current = current
        self.dayBefore = dayBefore
        self.weekBefore = weekBefore
        self.present = present
        self.forecasts = forecasts
    }

    /// The report; throws `MoneyError.outOfRange` when one wallet's own figures do not fit, as none of a sound history can.
    ///
    /// A total that does not fit is left out of `totals` and named in `unsummed`; the rest stands.
    package func report() throws(MoneyError) -> Report {
        let earlier = try spends(dayBefore, days: 1)
        let weekEarlier = try spends(weekBefore, days: 7)
        let order = Dictionary(present.accounts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var lines: [ReportLine] = []
        for item in current where order[item.account.id] != nil && isShown(item.wallet) {
            lines.append(try line(item, dayBefore: earlier[item.wallet.id], weekBefore: weekEarlier[item.wallet.id]))
        }
        lines.sort { left, right in
            let (a, b) = (order[left.account.id] ?? .max, order[right.account.id] ?? .max)
            return a == b ? (left.wallet.key, left.wallet.currency.code) < (right.wallet.key, right.wallet.currency.code) : a < b
        }
        let seen = Set(current.map(\.account.id))
        let silent = present.accounts.filter { !seen.contains($0.id) && $0.retiredAt == nil }.map {
            SilentAccount(account: $0, outage: present.outages[$0.id], watchedSince: present.watchedSince[$0.id])
        }
        let (totals, unsummed) = totals(of: lines)
        return Report(window: window, lines: lines, silent: silent, totals: totals, unsummed: unsummed)
    }

    private func line(_ item: WalletWindow, dayBefore: PastSpend?, weekBefore: PastSpend?) throws(MoneyError) -> ReportLine {
        let forecast = forecasts[item.wallet.id]
        // What happened over such a gap is booked at its end, inside the window.
        let begins = item.gaps.first { gap in
            gap.from < window.from && gap.until.map { $0 > window.from && $0 <= window.until } ?? false
        }
        var (account, wallet) = (item.account, item.wallet)
        // What came later says nothing of this window.
        if let retiredAt = account.retiredAt, retiredAt > window.until { account.retiredAt = nil }
        if let vanishedAt = wallet.vanishedAt, vanishedAt > window.until { wallet.vanishedAt = nil }
        return ReportLine(
            account: account, wallet: wallet, figures: try Figures(item),
            openedAt: item.opening == nil ? item.wallet.openedAt : nil,
            hiding: item.gaps.filter { $0.hidesSpend(of: item.credits) }, credits: item.credits,
            outage: present.outages[item.account.id], knownFrom: begins?.from, isUnknown: isUnknown(item),
            doubt: present.doubts[item.wallet.id],
            dayBefore: dayBefore, weekBefore: weekBefore, pace: forecast?.pace, paceBasis: forecast?.basis,
            recentDays: forecast?.recentDays ?? [],
            runway: forecast?.runway(balance: item.closing.balance, zone: zone) ?? .tooLittleData)
    }

    /// Whether one gap covers the whole window; a window of no length has nothing to know.
    private func isUnknown(_ item: WalletWindow) -> Bool {
        guard window.seconds > 0 else { return false }
        if let vanishedAt = item.wallet.vanishedAt, vanishedAt <= window.from { return true }
        let gaps = item.gaps + [present.outages[item.account.id]].compactMap { $0 }
        return gaps.contains { $0.from <= window.from && $0.until.map { $0 >= window.until } ?? true }
    }

    /// A total for each currency, and the currencies whose total does not fit.
    private func totals(of lines: [ReportLine]) -> (totals: [CurrencyTotal], unsummed: [Currency]) {
        var totals: [CurrencyTotal] = []
        var unsummed: [Currency] = []
        for (currency, members) in Dictionary(grouping: lines, by: \.wallet.currency).sorted(by: { $0.key < $1.key }) {
            do throws(MoneyError) {
                totals.append(try total(of: members, in: currency))
            } catch {
                unsummed.append(currency)
            }
        }
        return (totals, unsummed)
    }

    private func total(of lines: [ReportLine], in currency: Currency) throws(MoneyError) -> CurrencyTotal {
        var total = CurrencyTotal(currency: currency, figures: .zero)
        for line in lines {
            total.dayBefore = PastSpend.sum(total.dayBefore, line.dayBefore)
            total.weekBefore = PastSpend.sum(total.weekBefore, line.weekBefore)
            total.figures = try total.figures + line.figures
            total.hasUnknown = total.hasUnknown || line.isUnknown
            total.isUnknown = total.isUnknown && line.isUnknown
            total.hiding += line.hiding.filter { gap in !total.hiding.contains { $0.from == gap.from && $0.until == gap.until } }
            if let asOf = [line.outage?.from, line.goneSince].compactMap({ $0 }).min() {
                let others = total.old?.asOf ?? asOf...asOf
                total.old = CurrencyTotal.OldMoney(
                    amount: try (total.old?.amount ?? .zero) + line.figures.closing,
                    asOf: min(others.lowerBound, asOf)...max(others.upperBound, asOf))
            }
        }
        total.hiding.sort { $0.from < $1.from }
        return total
    }

    /// A wallet that was gone before the window began is shown for a day more, then no longer: nobody has that money.
    private func isShown(_ wallet: Wallet) -> Bool {
        guard let vanishedAt = wallet.vanishedAt else { return true }
        return vanishedAt > window.from || window.until - vanishedAt < Self.vanishedStays
    }

    /// What was spent in the same stretch `days` before; not of a wallet that was opened later, nor across a gap at an edge, which would
    /// move spend from one window into another.
    private func spends(_ windows: [WalletWindow], days: Int64) throws(MoneyError) -> [WalletID: PastSpend] {
        let edges = [window.from - days * 86400, window.until - days * 86400]
        var spends: [WalletID: PastSpend] = [:]
        for item in windows where item.opening != nil {
            // The change of clocks moves an edge by an hour, which decides nothing here.
            let isCut = item.gaps.contains { gap in edges.contains { edge in edge > gap.from && gap.until.map { edge < $0 } ?? true } }
            guard !isCut else { continue }
            spends[item.wallet.id] = PastSpend(
                amount: try Figures(item).spend, isLowerBound: item.gaps.contains { $0.hidesSpend(of: item.credits) })
        }
        return spends
    }
}
