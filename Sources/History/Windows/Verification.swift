import Domain
import GRDB

extension Snapshot {
    /// What SQLite finds damaged in the file, at most 20 lines; empty for a sound one. Reads the whole database.
    ///
    /// `isThorough` compares each index with its table too, which takes longer.
    package func damage(isThorough: Bool = false) throws -> [String] {
        let lines = try String.fetchAll(database, sql: "PRAGMA \(isThorough ? "integrity_check" : "quick_check")(20)").filter { $0 != "ok" }
        let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
            "a row of \(row[0] as String) points to none of \(row[2] as String)"
        }
        return lines + orphans
    }

    /// Where the ledger breaks its own laws, a sentence each, at most 20; empty for a sound one. Reads every reading once.
    package func ledgerFaults() throws -> [String] {
        try Array(faultsOfReadings().prefix(20)) + faultsOfClosings() + faultsOfCredits() + faultsOfFrames() + faultsOfKinds()
    }

    /// The identity and the growth of the counters, over closings and then readings, each in order of time.
    private func faultsOfReadings() throws -> [String] {
        let openings = Dictionary(uniqueKeysWithValues: try wallets().map { ($0.id, $0.opening) })
        var faults: [String] = []
        for table in ["hour", "reading"] {
            var last: [WalletID: Reading] = [:]
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \(table == "hour" ? "hour" : "at"), wallet_id, balance_micros, spent_micros, credited_micros
                    FROM \(table)
                    ORDER BY 1
                    """)
            while faults.count < 20, let row = try cursor.next() {
                let (wallet, reading) = (WalletID(rawValue: row[1]), Reading(row: row))
                let place = "\(table) of wallet \(wallet.rawValue) at \(reading.at.seconds)"
                let sum = try (openings[wallet] ?? .zero) + reading.credited - reading.spent
                if sum != reading.balance { faults.append("\(place): opening + credited - spent is not the balance") }
                if let before = last[wallet], before.spent > reading.spent || before.credited > reading.credited {
                    faults.append("\(place): a counter fell")
                }
                last[wallet] = reading
            }
        }
        return faults
    }

    /// Each closing must be what the last reading of its hour says, where readings are still there.
    private func faultsOfClosings() throws -> [String] {
        let thinned = try thinnedUntil() ?? Instant(seconds: -1)
        let cursor = try rows(
            """
            SELECT r.wallet_id, r.at
            FROM (
                SELECT wallet_id, spent_micros, credited_micros, max(at) AS at
                FROM reading
                WHERE at > ? AND at <= (SELECT max(hour) FROM hour)
                GROUP BY wallet_id, (at + 3599) / 3600
            ) AS r
            LEFT JOIN hour AS h ON h.wallet_id = r.wallet_id AND h.hour = (r.at + 3599) / 3600 * 3600
            WHERE h.spent_micros IS NOT r.spent_micros OR h.credited_micros IS NOT r.credited_micros
            LIMIT 20
            """, [thinned.seconds])
        return try Array(cursor.map { "wallet \($0[0] as Int64): the hour of \($0[1] as Int64) closed with another value" })
    }

    /// The rises that are listed one by one must make the counter that sums are taken from.
    private func faultsOfCredits() throws -> [String] {
        let cursor = try rows(
            """
            SELECT w.id, coalesce(c.credited, 0), coalesce(k.risen, 0)
            FROM wallet AS w
            LEFT JOIN (
                SELECT wallet_id, max(credited_micros) AS credited
                FROM (SELECT wallet_id, credited_micros FROM reading UNION ALL SELECT wallet_id, credited_micros FROM hour)
                GROUP BY wallet_id
            ) AS c ON c.wallet_id = w.id
            LEFT JOIN (
                SELECT wallet_id, sum(amount_micros) AS risen FROM credit WHERE amount_micros > 0 GROUP BY wallet_id
            ) AS k ON k.wallet_id = w.id
            WHERE coalesce(c.credited, 0) <> coalesce(k.risen, 0)
            LIMIT 20
            """)
        return try Array(
            cursor.map { row in
                let (counted, listed) = (Money(micros: row[1]), Money(micros: row[2]))
                return "wallet \(row[0] as Int64): its rises make \(listed.decimalText), its counter says \(counted.decimalText)"
            })
    }
}
