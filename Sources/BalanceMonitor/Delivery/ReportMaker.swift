package import Domain
package import History
package import Reports

/// Asks the history for what a report needs and has it built; the same for bot, terminal and schedule.
package struct ReportMaker: Sendable {
    /// How many local days the forecast looks back.
    private static let daysBack = 56

    private let installation: Installation
    private let view: CollectorState.View
    private let zone: Zone

    /// A maker for a reader in `zone`; `view` is what the collector knows beside the history.
    package init(installation: Installation, view: CollectorState.View, zone: Zone) {
        self.installation = installation
        self.view = view
        self.zone = zone
    }

    /// The report over `window`; throws `HistoryError` or `MoneyError`.
    package func report(over window: Window, filter: AccountFilter, in snapshot: Snapshot) throws -> Report {
        // Those of retired accounts, too, which have tags.
        let settings = Dictionary(installation.configuration.accounts.map { ($0.name, $0) }) { first, _ in first }
        let accounts = installation.ordered(try snapshot.accounts(), in: window).filter { filter.matches($0, settings: settings[$0.name]) }
        let outages = try Self.outages(of: accounts, at: window, in: snapshot).merging(
            try unwritten(accounts, until: window.until, in: snapshot)
        ) { known, _ in known }
        let current = try snapshot.windows(window)
        return try ReportBuilder(
            window: snapshot.answerable(window), current: current, dayBefore: earlier(window, days: -1, in: snapshot),
            weekBefore: earlier(window, days: -7, in: snapshot),
            present: ReportBuilder.Present(
                accounts: accounts, doubts: doubts(at: window.until), outages: outages, watchedSince: watchedSince(in: snapshot)),
            forecasts: forecasts(at: window.until, for: current, outages: outages, in: snapshot), zone: zone
        ).report()
    }

    /// As things stood at the window's end: a failure of today says nothing of last month. A gap for all is one of each account.
    private static func outages(of accounts: [Account], at window: Window, in snapshot: Snapshot) throws -> [AccountID: Gap] {
        let lasting = try snapshot.gaps(in: window).filter { !$0.isAbsence && $0.until.map { $0 > window.until } ?? true }
        return accounts.reduce(into: [:]) { outages, account in
            outages[account.id] = lasting.first { $0.account == account.id } ?? lasting.first { $0.account == nil }
        }
    }

    /// The windows of the same stretch some days before; none where nobody collected any more.
    private func earlier(_ window: Window, days: Int, in snapshot: Snapshot) throws -> [WalletWindow] {
        let earlier = shifted(window, days: days)
        return view.offSince.map { $0 < earlier.until } ?? false ? [] : try snapshot.windows(earlier)
    }

    /// While nothing can be stored, or nobody collects, every account is as of the last sweep that was: that is missing data, not a lack of movement.
    private func unwritten(_ accounts: [Account], until: Instant, in snapshot: Snapshot) throws -> [AccountID: Gap] {
        guard var silence = try silence(until: until, in: snapshot) else { return [:] }
        return Dictionary(
            accounts.map { account in
                silence.account = account.id
                return (account.id, silence)
            }
        ) { first, _ in first }
    }

    /// The time until `until` in which nothing was stored of any account, and of which the history does not tell yet; nil for none.
    func silence(until: Instant, in snapshot: Snapshot) throws -> Gap? {
        let since = try view.offSince ?? (view.storageTrouble == nil ? nil : snapshot.lastSweep())
        guard let since, since < until else { return nil }
        return Gap(account: nil, from: since, silence: view.offSince == nil ? .notWritten : .notRunning)
    }

    /// What waits for the next reading says nothing of the past.
    private func doubts(at instant: Instant) -> [WalletID: Suspicion] {
        view.lastSweep.map { instant < $0 } ?? false ? [:] : view.doubts
    }

    private func watchedSince(in snapshot: Snapshot) throws -> [AccountID: Instant] {
        try Dictionary(snapshot.wallets().map { ($0.account, $0.openedAt) }, uniquingKeysWith: min)
    }

    /// The same local times some days away.
    private func shifted(_ window: Window, days: Int) -> Window {
        func moved(_ instant: Instant) -> Instant {
            let civil = zone.civil(at: instant)
            return zone.firstInstant(of: CivilDateTime(date: civil.date + days, time: civil.time, second: civil.second))
        }
        return Window(from: moved(window.from), until: moved(window.until))
    }

    /// `outages` are the failures that last at `now`, the silence of a daemon that does not run among them, which no gap in the history tells yet.
    private func forecasts(
        at now: Instant, for current: [WalletWindow], outages: [AccountID: Gap], in snapshot: Snapshot
    ) throws -> [WalletID: Forecast] {
        let today = zone.date(at: now)
        let dates = (1...Self.daysBack).map { today - $0 }.reversed().filter { zone.start(of: $0) != nil }
        let boundaries = (dates + [today]).map { zone.firstInstant(of: CivilDateTime(date: $0, time: .midnight)) }
        let spends = try snapshot.spend(between: boundaries)
        let lastDay = try Dictionary(snapshot.windows(Window(from: now - 86400, until: now)).map { ($0.wallet.id, $0.spend) }) { $1 }
        let gaps = try snapshot.gaps(in: Window(from: boundaries[0], until: now))
        var forecasts: [WalletID: Forecast] = [:]
        for item in current {
            let own = gaps.filter { $0.concerns(item.wallet) } + [outages[item.account.id]].compactMap { $0 }
            let days = zip(dates.indices, spends[item.wallet.id] ?? []).map { index, spend in
                let (start, end) = (boundaries[index], boundaries[index + 1])
                let hasGap = own.contains { $0.from < end && $0.until.map { $0 > start } ?? true }
                return DaySpend(date: dates[index], start: start, end: end, netSpend: spend, hasGap: hasGap)
            }
            forecasts[item.wallet.id] = Forecast(
                now: now, knownSince: item.wallet.openedAt, days: days, lastDay: lastDay[item.wallet.id] ?? .zero)
        }
        return forecasts
    }
}
