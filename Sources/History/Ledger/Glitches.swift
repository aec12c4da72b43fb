package import Domain
import GRDB

extension Snapshot {
    /// How many suspicious readings of each wallet were not confirmed inside the window; a wallet without one is not a key.
    package func glitches(in window: Window) throws -> [WalletID: Int] {
        let cursor = try rows(
            """
            SELECT wallet_id, count(*)
            FROM glitch
            WHERE at > ? AND at <= ?
            GROUP BY wallet_id
            """, [window.from.seconds, window.until.seconds])
        var counts: [WalletID: Int] = [:]
        while let row = try cursor.next() { counts[WalletID(rawValue: row[0])] = row[1] }
        return counts
    }
}

extension Snapshot {
    /// The suspicious readings of one wallet that were not confirmed inside the window, the newest first, at most `limit`.
    package func glitches(of wallet: WalletID, in window: Window, limit: Int) throws -> [Glitch] {
        let cursor = try rows(
            """
            SELECT at, balance_micros, reason
            FROM glitch
            WHERE wallet_id = ? AND at > ? AND at <= ?
            ORDER BY at DESC
            LIMIT ?
            """, [wallet.rawValue, window.from.seconds, window.until.seconds, limit])
        return try Array(
            cursor.map { row in
                guard let reason = Suspicion(rawValue: row[2]) else { throw HistoryError.corrupt(detail: "a glitch has no known reason") }
                return Glitch(wallet: wallet, at: Instant(seconds: row[0]), balance: Money(micros: row[1]), reason: reason)
            })
    }
}

extension Transaction {
    /// Records a suspicious reading that the next one did not confirm. The same one twice is one.
    package func record(_ glitch: Glitch) throws {
        try run(
            """
            INSERT INTO glitch (at, wallet_id, balance_micros, reason, revision)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (at, wallet_id) DO NOTHING
            """, [glitch.at.seconds, glitch.wallet.rawValue, glitch.balance.micros, glitch.reason.rawValue, nextRevision()])
    }
}
