package import Domain

extension Snapshot {
    /// What every wallet did after `window.from`, up to and including its end, in order of wallet id.
    ///
    /// Wallets opened later are left out; those of retired accounts, and vanished ones, are not. Where readings were thinned the edges are those
    /// of `answerable(window)`.
    package func windows(_ window: Window) throws -> [WalletWindow] {
        let window = try answerable(window)
        let openings = try balances(at: window.from)
        let closings = try balances(at: window.until)
        let accounts = Dictionary(uniqueKeysWithValues: try accounts().map { ($0.id, $0) })
        let credits = Dictionary(grouping: try listedCredits(in: window), by: \.wallet)
        let (gaps, glitches) = (try gaps(in: window), try glitches(in: window))
        return try wallets().compactMap { wallet in
            guard let closing = closings[wallet.id], let account = accounts[wallet.account] else { return nil }
            return try WalletWindow(
                wallet: wallet, account: account, opening: openings[wallet.id], closing: closing, credits: credits[wallet.id] ?? [],
                gaps: gaps.filter { $0.concerns(wallet) }, glitches: glitches[wallet.id] ?? 0)
        }
    }

    /// The window that can be answered: an edge whose readings were thinned moves to the full UTC hour before it («с точностью до часа»).
    package func answerable(_ window: Window) throws -> Window {
        guard let thinned = try thinnedUntil() else { return window }
        func moved(_ edge: Instant) -> Instant {
            edge < thinned ? edge - edge.seconds % 3600 : edge
        }
        return Window(from: moved(window.from), until: moved(window.until))
    }
}
