package import Domain
import GRDB

extension Snapshot {
    /// What every wallet held at `instant`, with its counters; a wallet that was not open then is not a key.
    ///
    /// `Reading.at` is when the balance came to be, or, for one that has stood since an earlier hour, the end of an hour in which it stood.
    /// One range scan backwards to the last closing that holds all wallets, however long the history is.
    package func balances(at instant: Instant) throws -> [WalletID: Reading] {
        var values: [WalletID: Reading] = [:]
        try collect(
            """
            SELECT hour, wallet_id, balance_micros, spent_micros, credited_micros
            FROM hour
            WHERE hour >= (SELECT max(hour) FROM frame WHERE hour <= ?1) AND hour <= ?1
            ORDER BY hour
            """, [instant.seconds], into: &values)
        try collect(
            """
            SELECT at, wallet_id, balance_micros, spent_micros, credited_micros
            FROM reading
            WHERE at > (SELECT coalesce(max(hour), -1) FROM hour WHERE hour <= ?1) AND at <= ?1
            ORDER BY at
            """, [instant.seconds], into: &values)
        return values
    }

    /// What each wallet spent after `instant`, by its counters: refunds and classified falls are not taken off.
    package func spent(since instant: Instant) throws -> [WalletID: Money] {
        let before = try balances(at: instant)
        return try balances(at: .farFuture).reduce(into: [:]) { spent, value in
            spent[value.key] = try value.value.spent - (before[value.key]?.spent ?? .zero)
        }
    }

    /// Every wallet with its newest reading, in order of id: what a ledger starts from.
    ///
    /// `Reading.at` is never before the reading itself, and always before `earliestNextReading`.
    package func latest() throws -> [WalletBalance] {
        let values = try balances(at: .farFuture)
        return try wallets().compactMap { wallet in
            values[wallet.id].map { WalletBalance(wallet: wallet, reading: $0) }
        }
    }

    /// The last row of each wallet wins, so rows come in order of time.
    private func collect(_ sql: String, _ arguments: StatementArguments, into values: inout [WalletID: Reading]) throws {
        let cursor = try rows(sql, arguments)
        while let row = try cursor.next() { values[WalletID(rawValue: row[1])] = Reading(row: row) }
    }
}

/// A wallet and what it holds now.
package struct WalletBalance: Hashable, Sendable {
    package let wallet: Wallet
    package let reading: Reading

    /// A wallet with one of its readings.
    package init(wallet: Wallet, reading: Reading) {
        self.wallet = wallet
        self.reading = reading
    }
}

extension Instant {
    /// The last second that the schema accepts: the end of the year 9999.
    static let farFuture = Instant(seconds: 253_402_300_799)
}
