package import Domain
import GRDB

/// A civil day of the report's time zone, as the view `spend_daily` needs it.
package struct ReportDay: Hashable, Sendable {
    /// `2026-11-22`.
    package let date: String
    package let startsAt: Instant
    /// When the next day begins.
    package let endsAt: Instant

    package init(date: String, startsAt: Instant, endsAt: Instant) {
        self.date = date
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}

extension Snapshot {
    /// The days that the table holds, in order.
    package func days() throws -> [ReportDay] {
        let cursor = try rows("SELECT date, starts_at, ends_at FROM day ORDER BY date")
        return try Array(cursor.map { ReportDay(date: $0[0], startsAt: Instant(seconds: $0[1]), endsAt: Instant(seconds: $0[2])) })
    }
}

extension Transaction {
    /// Deletes the days that an earlier time zone had before `first` and after `last`, dates as `2026-11-22`.
    package func deleteDays(before first: String, after last: String) throws {
        try run("DELETE FROM day WHERE date < ? OR date > ?", [first, last])
    }

    /// Stores days, new ones and those that a change of law or of the time zone has moved; what is stored already is not written.
    package func fillDays(_ days: [ReportDay]) throws {
        for day in days {
            try run(
                """
                INSERT INTO day (date, starts_at, ends_at)
                VALUES (?, ?, ?)
                ON CONFLICT (date) DO UPDATE
                SET starts_at = excluded.starts_at, ends_at = excluded.ends_at
                WHERE starts_at <> excluded.starts_at OR ends_at <> excluded.ends_at
                """, [day.date, day.startsAt.seconds, day.endsAt.seconds])
        }
    }
}
