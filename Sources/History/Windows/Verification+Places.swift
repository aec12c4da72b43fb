import Domain
import GRDB

/// What sums and views rely on besides the readings: where a search backwards may stop, the days, and names of kinds.
extension Snapshot {
    /// The first closing of each UTC day is a frame, and holds every wallet that had a closing before it.
    func faultsOfFrames() throws -> [String] {
        let days = try rows(
            """
            WITH first AS (
                SELECT min(hour) AS hour
                FROM hour
                GROUP BY (hour - 1) / 86400
            )
            SELECT hour, 1 FROM first WHERE hour NOT IN (SELECT hour FROM frame)
            UNION ALL
            SELECT hour, 0 FROM frame WHERE hour NOT IN (SELECT hour FROM first)
            ORDER BY 1
            LIMIT 20
            """)
        let misplaced = try Array(
            days.map { row in
                row[1] == 1
                    ? "the first closing of a day, at \(row[0] as Int64), is not marked in frame"
                    : "frame marks \(row[0] as Int64), which is no first closing of a day"
            })
        let gaps = try rows(
            """
            SELECT f.hour, w.wallet_id
            FROM frame AS f
            JOIN (SELECT wallet_id, min(hour) AS hour FROM hour GROUP BY wallet_id) AS w ON w.hour < f.hour
            LEFT JOIN hour AS h ON h.hour = f.hour AND h.wallet_id = w.wallet_id
            WHERE h.hour IS NULL
            LIMIT 20
            """)
        return try misplaced + Array(gaps.map { "the closing at \($0[0] as Int64) is a frame and lacks wallet \($0[1] as Int64)" })
    }

    /// Each day ends when the next begins, and the days reach from the first closing to the last sweep.
    ///
    /// A database without any day is one whose daemon has not written them yet.
    func faultsOfDays() throws -> [String] {
        let days = try days()
        guard let first = days.first, let last = days.last else { return try faultsOfMissingDays() }
        var faults = zip(days, days.dropFirst()).compactMap { day, next -> String? in
            day.endsAt == next.startsAt
                ? nil : "the day \(day.date) ends at \(day.endsAt.seconds), and \(next.date) begins at \(next.startsAt.seconds)"
        }
        // A day has 22 to 26 hours in every zone, or, where a date was skipped, up to two days.
        faults += days.filter { !(72_000...180_000).contains($0.endsAt - $0.startsAt) }.map {
            "the day \($0.date) lasts \($0.endsAt - $0.startsAt) seconds"
        }
        if let closing = try number("SELECT min(hour) FROM hour"), closing <= first.startsAt.seconds {
            faults.append("the days begin with \(first.date), after the first closing of an hour")
        }
        if let swept = try lastSweep(), swept >= last.endsAt { faults.append("the days end with \(last.date), before the last sweep") }
        return Array(faults.prefix(20))
    }

    /// The days are filled at each start, hours at the latest after a new zone or wallet: their absence beside closings is a loss.
    private func faultsOfMissingDays() throws -> [String] {
        try number("SELECT count(*) FROM frame").map { $0 > 2 } == true ? ["the table day is empty, so spend_daily shows nothing"] : []
    }

    /// Every kind and reason is one that this program knows.
    func faultsOfKinds() throws -> [String] {
        let reasons = FailureClass.allCases.map(\.rawValue) + Gap.Silence.allCases.map(\.rawValue) + [Gap.vanished]
        let checks: [(table: String, column: String, known: [String])] = [
            ("credit", "kind", Credit.Kind.allCases.map(\.rawValue)), ("gap", "reason", reasons),
            ("glitch", "reason", Suspicion.allCases.map(\.rawValue)),
        ]
        return try checks.flatMap { table, column, known in
            let cursor = try rows("SELECT DISTINCT \(column) FROM \(table)")
            return try Array(cursor.map { $0[0] as String }).filter { !known.contains($0) }.prefix(20).map {
                "\(table) has a row whose \(column) is \"\($0.prefix(40))\", which this program does not know"
            }
        }
    }
}
