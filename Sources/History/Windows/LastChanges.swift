import Domain
import GRDB

extension Snapshot {
    /// When each of these wallets, known to have changed in the window, did so last: exactly, or the end of the hour where readings are gone.
    ///
    /// Goes back through the newest day, which finds wallets in use, and looks for the others in the closings that hold all wallets.
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
        guard !closings.isEmpty else { return [:] }
        let newestFrame = try number(
            "SELECT max(hour) FROM frame WHERE hour > ? AND hour <= ?", [window.from.seconds, window.until.seconds])
        var (open, found) = (closings, [WalletID: Int64]())
        let cursor = try rows(
            """
            SELECT hour, wallet_id, balance_micros, spent_micros, credited_micros
            FROM hour
            WHERE hour > ? AND hour <= ?
            ORDER BY hour DESC
            """, [newestFrame.map { $0 - 1 } ?? window.from.seconds, window.until.seconds])
        while !open.isEmpty, let row = try cursor.next() {
            let wallet = WalletID(rawValue: row[1])
            guard let closing = open[wallet] else { continue }
            if Reading(row: row).hasCounters(of: closing) {
                found[wallet] = row[0]
            } else {
                open[wallet] = nil
            }
        }
        for (wallet, closing) in open {
            guard let newestFrame, found[wallet] == newestFrame else { continue }
            found[wallet] = try earliestHour(of: wallet, with: closing, after: window.from.seconds, until: newestFrame)
        }
        return found
    }

    /// For a wallet that has stood still since the frame at `end` or longer: counters only grow, so halving finds the day of its change, in as
    /// few steps for years as for weeks.
    private func earliestHour(of wallet: WalletID, with closing: Reading, after start: Int64, until end: Int64) throws -> Int64? {
        // It changed after `lower`, and not after the frame at `upper`.
        var (lower, upper) = (start, end)
        while let frame = try frame(near: (lower + upper) / 2, after: lower, before: upper) {
            let row = try row(
                """
                SELECT hour, wallet_id, balance_micros, spent_micros, credited_micros
                FROM hour
                WHERE hour = ? AND wallet_id = ?
                """, [frame, wallet.rawValue])
            if let row, Reading(row: row).hasCounters(of: closing) { upper = frame } else { lower = frame }
        }
        return try number(
            """
            SELECT min(hour)
            FROM hour
            WHERE hour > ? AND hour <= ? AND wallet_id = ? AND spent_micros = ? AND credited_micros = ?
            """, [lower, upper, wallet.rawValue, closing.spent.micros, closing.credited.micros])
    }

    /// The frame next to `middle` between two others, or nil when there is none between them.
    private func frame(near middle: Int64, after lower: Int64, before upper: Int64) throws -> Int64? {
        try number(
            """
            SELECT coalesce((SELECT max(hour) FROM frame WHERE hour > ?1 AND hour <= ?2 AND hour < ?3),
                            (SELECT min(hour) FROM frame WHERE hour > ?2 AND hour < ?3))
            """, [lower, middle, upper])
    }
}

extension Reading {
    /// Whether nothing moved between this and `other`.
    fileprivate func hasCounters(of other: Reading) -> Bool { spent == other.spent && credited == other.credited }
}
