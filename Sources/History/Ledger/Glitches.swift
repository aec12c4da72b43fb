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
