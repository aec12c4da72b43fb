package import Domain
import GRDB

extension Snapshot {
    /// The changes of every wallet after `since`, with those that were undone: what its ledger goes on from after a restart.
    ///
    /// `reach` bounds how long a change took to come together, in seconds, as it does in `RecentChanges`.
    package func recentChanges(since: Instant, reach: Int64) throws -> [WalletID: RecentChanges] {
        let window = Window(from: since, until: .farFuture)
        var last = try balances(at: since)
        for wallet in try wallets() where last[wallet.id] == nil {
            last[wallet.id] = Reading(at: wallet.openedAt, balance: wallet.opening, spent: .zero, credited: .zero)
        }
        let undone = try credits(in: window).reduce(into: [WalletID: Set<Instant>]()) { undone, credit in
            if let reverses = credit.reverses { undone[credit.wallet, default: []].insert(reverses) }
        }
        var changes: [WalletID: [BookedChange]] = [:]
        let cursor = try rows(
            """
            SELECT at, wallet_id, balance_micros, spent_micros, credited_micros
            FROM reading
            WHERE at > ?
            ORDER BY at
            """, [since.seconds])
        while let row = try cursor.next() {
            let (wallet, reading) = (WalletID(rawValue: row[1]), Reading(row: row))
            defer { last[wallet] = reading }
            guard let before = last[wallet], before.balance != reading.balance else { continue }
            changes[wallet, default: []].append(
                BookedChange(
                    at: reading.at, amount: try reading.balance - before.balance, accrual: min(reach, reading.at - before.at),
                    isUndone: undone[wallet]?.contains(reading.at) ?? false))
        }
        return changes.mapValues { RecentChanges($0) }
    }

    /// What `wallet` spent in the mean in the 24 hours before `instant`, or since it is known; its change at that instant is not part of it.
    package func meanSpend(of wallet: Wallet, before instant: Instant) throws -> MeanSpend {
        let (from, until) = (max(instant - 86400, wallet.openedAt), instant - 1)
        guard until > from else { return MeanSpend(spent: .zero, seconds: 0) }
        return MeanSpend(spent: try spend(between: [from, until])[wallet.id]?.first ?? .zero, seconds: until - from)
    }
}
