package import Domain
import GRDB

extension Snapshot {
    /// The full UTC hour up to which readings were thinned and only closings are left; nil when none were.
    package func thinnedUntil() throws -> Instant? {
        try note("thinned_until").flatMap { Int64($0) }.map(Instant.init(seconds:))
    }
}

extension Transaction {
    /// Deletes the readings of the oldest hours, at most `hours` of them, that ended at or before `limit` and are closed; says how many rows went.
    ///
    /// No sum between full UTC hours changes by it. Called in small steps until it returns 0.
    package func thin(until limit: Instant, hours: Int) throws -> Int {
        var deleted = 0
        for _ in 0..<hours {
            let oldest = try snapshot.number(
                """
                SELECT min(at)
                FROM reading
                WHERE at <= (SELECT max(hour) FROM hour)
                """)
            guard let end = oldest.map({ Instant(seconds: Instant(seconds: $0).endOfHour) }), end <= limit else { break }
            deleted += try run("DELETE FROM reading WHERE at <= ?", [end.seconds])
            try setNote("thinned_until", to: String(end.seconds))
        }
        return deleted
    }
}
