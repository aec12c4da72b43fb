import Domain
import GRDB

extension Snapshot {
    /// When each of these wallets, known to have changed in the window, did so last: exactly, or the end of the hour where readings are gone.
    ///
    /// Goes backwards in time and stops as soon as every wallet is found, which for wallets in use is at once.
    func lastChanges(of closings: [WalletID: Reading], in window: Window) throws -> [WalletID: Instant] {
        var found = try lastReadings(of: Set(closings.keys), in: window)
        let hours = try lastChangedHours(of: closings.filter { found[$0.key] == nil }, in: window)
        for (wallet, hour) in hours {
            let exact = try number(
                """
                SELECT max(at)
                FROM reading
                WHERE at > ? AND at <= ? AND wallet_id = ?
                """, [hour - 3600, hour, wallet.rawValue])
            found[wallet] = Instant(seconds: exact ?? hour)
        }
        return found
    }

    /// From the readings after the newest closing inside the window.
    private func lastReadings(of wallets: Set<WalletID>, in window: Window) throws -> [WalletID: Instant] {
        var found: [WalletID: Instant] = [:]
        let cursor = try rows(
            """
            SELECT at, wallet_id
            FROM reading
            WHERE at > max(?1, (SELECT coalesce(max(hour), 0) FROM hour WHERE hour <= ?2)) AND at <= ?2
            ORDER BY at DESC
            """, [window.from.seconds, window.until.seconds])
        while found.count < wallets.count, let row = try cursor.next() {
            let wallet = WalletID(rawValue: row[1])
            if wallets.contains(wallet), found[wallet] == nil { found[wallet] = Instant(seconds: row[0]) }
        }
        return found
    }

    /// From the closings: the earliest hour that already closed with the counters of the window's end.
    private func lastChangedHours(of closings: [WalletID: Reading], in window: Window) throws -> [WalletID: Int64] {
        var (open, found) = (closings, [WalletID: Int64]())
        let cursor = try rows(
            """
            SELECT hour, wallet_id, balance_micros, spent_micros, credited_micros
            FROM hour
            WHERE hour > ? AND hour <= ?
            ORDER BY hour DESC
            """, [window.from.seconds, window.until.seconds])
        while !open.isEmpty, let row = try cursor.next() {
            let wallet = WalletID(rawValue: row[1])
            guard let closing = open[wallet] else { continue }
            let reading = Reading(row: row)
            if reading.spent == closing.spent, reading.credited == closing.credited {
                found[wallet] = row[0]
            } else {
                open[wallet] = nil
            }
        }
        return found
    }
}
