import Domain
import GRDB

extension Transaction {
    /// Writes the closings of every hour that ended before `floor` and has none yet, those of a crashed process too.
    ///
    /// The open hours are those after the newest closing: nothing about them is kept in memory, so nothing can be lost with it.
    func closeHours(before floor: Instant) throws {
        let closed = try snapshot.number("SELECT max(hour) FROM hour") ?? -1
        let limit = floor.seconds <= 0 ? 0 : (floor.seconds - 1) / 3600 * 3600
        var open: [Int64: [WalletID: Reading]] = [:]
        let cursor = try snapshot.rows(
            """
            SELECT at, wallet_id, balance_micros, spent_micros, credited_micros
            FROM reading
            WHERE at > ? AND at <= ?
            ORDER BY at
            """, [closed, limit])
        while let row = try cursor.next() {
            let reading = Reading(row: row)
            open[reading.at.endOfHour, default: [:]][WalletID(rawValue: row[1])] = reading
        }
        for (hour, changed) in open.sorted(by: { $0.key < $1.key }) {
            try close(hour, changed)
        }
    }

    /// One closing; the first that is written in a UTC day holds every wallet.
    private func close(_ hour: Int64, _ changed: [WalletID: Reading]) throws {
        var closing = changed
        let frame = try snapshot.number("SELECT max(hour) FROM frame")
        if frame.map({ ($0 - 1) / 86400 }) != (hour - 1) / 86400 {
            closing = try snapshot.balances(at: Instant(seconds: hour))
            try run("INSERT INTO frame (hour) VALUES (?)", [hour])
        }
        for (wallet, reading) in closing.sorted(by: { $0.key < $1.key }) {
            try run(
                """
                INSERT INTO hour (hour, wallet_id, balance_micros, spent_micros, credited_micros)
                VALUES (?, ?, ?, ?, ?)
                """, [hour, wallet.rawValue, reading.balance.micros, reading.spent.micros, reading.credited.micros])
        }
    }
}

extension Instant {
    /// The first full UTC hour at or after this instant: the end of the hour that it belongs to.
    var endOfHour: Int64 {
        let past = seconds % 3600
        return past == 0 ? seconds : seconds - past + 3600
    }
}

extension Reading {
    /// From the columns at, wallet_id, balance_micros, spent_micros, credited_micros.
    init(row: Row) {
        self.init(
            at: Instant(seconds: row[0]), balance: Money(micros: row[2]), spent: Money(micros: row[3]), credited: Money(micros: row[4]))
    }
}
