import Charts
import Domain
import Reports

/// What the history knows of one wallet in a window, on its way to becoming a line and bars.
struct WalletCourse {
    let wallet: Wallet
    let window: Window
    let instants: [Instant]
    /// At each instant; nil before the wallet was opened.
    let balances: [Money?]
    let stretches: [Chart.Stretch]
    /// Of the stretches that have begun.
    let spends: [Money]
    /// Of its account and of the whole daemon.
    let gaps: [Gap]
    let credits: [Credit]

    /// Nil where nothing at all is known of the wallet in the window.
    func drawn(name: String, plainName: String) -> ChartWallet? {
        let unknown = self.unknown
        let isCovered = unknown.contains { $0.from <= window.from && $0.until >= window.until }
        guard !isCovered, balances.contains(where: { $0 != nil }) else { return nil }
        let gone = wallet.vanishedAt.map { $0 + ReportBuilder.vanishedStays }
        return ChartWallet(
            name: name, plainName: plainName,
            balances: zip(instants, balances).map { instant, balance in gone.map { instant > $0 } ?? false ? nil : balance },
            spends: stretches.enumerated().map { spend(at: $0, in: $1.window, unknown: unknown) },
            topUps: topUps,
            gaps: unknown)
    }

    /// Where one was taken back within the window, what is left of it stands at its own place; what rose before the window is taken off where
    /// it fell, so that the sum is that of the reports.
    private var topUps: [ChartWallet.TopUp] {
        var amounts = credits.filter { $0.kind == .topUp && $0.amount > .zero }.map { ChartWallet.TopUp(at: $0.at, amount: $0.amount) }
        for credit in credits where credit.kind == .reversal && credit.amount.isNegative {
            if let index = amounts.firstIndex(where: { $0.at == credit.reverses }) {
                amounts[index].amount = Money(micros: amounts[index].amount.micros &+ credit.amount.micros)
            } else {
                amounts.append(ChartWallet.TopUp(at: credit.at, amount: credit.amount))
            }
        }
        return amounts.filter { $0.amount != .zero }
    }

    /// Failures, and the time before the wallet was opened and after it was gone.
    private var unknown: [Window] {
        var windows = gaps.map { Window(from: max($0.from, window.from), until: min($0.until ?? window.until, window.until)) }
        if wallet.openedAt > window.from { windows.append(Window(from: window.from, until: wallet.openedAt)) }
        if let vanishedAt = wallet.vanishedAt { windows.append(Window(from: max(vanishedAt, window.from), until: window.until)) }
        return windows.filter { $0.seconds > 0 }
    }

    /// Nil where a gap covers all of it that is over, which is not the same as 0.
    private func spend(at index: Int, in stretch: Window, unknown: [Window]) -> ChartWallet.Spend? {
        guard spends.indices.contains(index) else { return nil }
        let (from, until) = (max(stretch.from, window.from), min(stretch.until, window.until))
        let isUnknown = unknown.contains { $0.from <= from && $0.until >= until }
        let isLowerBound = gaps.contains { rises(in: $0, from, until) }
        // What was booked all the same, by a gap that ended with the stretch, is known.
        guard !isUnknown || isLowerBound || spends[index] != .zero else { return nil }
        return ChartWallet.Spend(amount: spends[index], isLowerBound: isLowerBound)
    }

    /// Whether money came in over a gap, so that spend within it is hidden: both are booked at its end.
    private func rises(in gap: Gap, _ from: Instant, _ until: Instant) -> Bool {
        guard gap.rose, let end = gap.until else { return false }
        return credits.contains { $0.amount > .zero && $0.at > gap.from && $0.at <= end && $0.at > from && $0.at <= until }
    }
}
