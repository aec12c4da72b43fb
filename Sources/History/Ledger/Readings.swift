package import Domain
import GRDB

extension Snapshot {
    /// The earliest instant that a reading may have which is stored next: after every reading stored and every window reported.
    ///
    /// So the ledger only grows at its end: no window already reported changes, and a copy elsewhere that has all rows up to an instant
    /// misses none. A reading that was sent for earlier (a slow answer, a step back of the clock) is dated by this instant.
    package func earliestNextReading() throws -> Instant {
        let newest = try number(
            """
            SELECT max(
                coalesce((SELECT max(at) FROM reading), -1),
                coalesce((SELECT max(hour) FROM hour), -1),
                coalesce((SELECT max(until_at) FROM report_slot), -1))
            """)
        return Instant(seconds: (newest ?? -1) + 1)
    }
}

extension Transaction {
    /// The same as `Snapshot.earliestNextReading` at the beginning of this transaction: its own readings may come in any order.
    package func earliestReading() throws -> Instant {
        if let floor = progress.floor { return floor }
        let floor = try snapshot.earliestNextReading()
        progress.floor = floor
        return floor
    }

    /// Stores a changed balance with its counters, after closing the hours that have ended.
    ///
    /// Throws `HistoryError.refused`, and the whole transaction stores nothing, when the reading is before `earliestReading`, when its balance
    /// is not opening + credited − spent, or when the wallet already has one at that instant.
    package func append(_ reading: Reading, to wallet: WalletID) throws {
        let floor = try earliestReading()
        guard reading.at >= floor else {
            throw HistoryError.refused("a reading at \(reading.at.seconds) is before \(floor.seconds), where the ledger ends")
        }
        if !progress.hasClosedHours {
            progress.hasClosedHours = true
            try closeHours(before: floor)
        }
        guard let opening = try snapshot.number("SELECT opening_micros FROM wallet WHERE id = ?", [wallet.rawValue]) else {
            throw HistoryError.refused("there is no wallet \(wallet.rawValue)")
        }
        let (balance, spent, credited) = (reading.balance, reading.spent, reading.credited)
        guard try Money(micros: opening) + credited - spent == balance else {
            throw HistoryError.refused("the balance of wallet \(wallet.rawValue) is not what its counters add up to")
        }
        try run(
            """
            INSERT INTO reading (at, wallet_id, balance_micros, spent_micros, credited_micros)
            VALUES (?, ?, ?, ?, ?)
            """, [reading.at.seconds, wallet.rawValue, balance.micros, spent.micros, credited.micros])
        progress.appended[wallet, default: []].append(reading)
    }
}
