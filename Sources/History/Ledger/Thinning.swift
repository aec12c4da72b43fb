package import Domain
import GRDB

extension History {
    /// Some three hundred pages; Debian's SQLite overwrites each page that it frees, and at a thousand in the log moves them into the
    /// database within a commit.
    private static let rowsPerCheckpoint = 20_000

    /// Thins all readings until `limit`, in steps for which nobody waits longer than `ThinningPace.longest`; says how many went.
    ///
    /// Before each step `mayGoOn` is asked, which may take its time; `held` hears how long each step took. What was thinned stays so
    /// wherever this ends. Throws `HistoryError`.
    package func thin(
        until limit: Instant, held: (Duration) -> Void = { _ in }, mayGoOn: () async -> Bool
    ) async throws -> Int {
        var (pace, deleted, unmoved) = (ThinningPace(), 0, 0)
        while await mayGoOn() {
            let rows = pace.rows
            let started = ContinuousClock.now
            let count = try await write { try $0.thin(until: limit, rows: rows) }
            guard count > 0 else { break }
            let time = started.duration(to: .now)
            pace.took(time)
            held(time)
            (deleted, unmoved) = (deleted + count, unmoved + count)
            // Before a commit does it by the way, and holds the writer for as long as that takes.
            guard unmoved >= Self.rowsPerCheckpoint else { continue }
            try await checkpoint()
            unmoved = 0
        }
        if unmoved > 0 { try await checkpoint() }
        return deleted
    }
}

extension Snapshot {
    /// The full UTC hour up to which readings were thinned and only closings are left for certain; nil when none were.
    package func thinnedUntil() throws -> Instant? {
        try note("thinned_until").flatMap { Int64($0) }.map(Instant.init(seconds:))
    }
}

extension Transaction {
    /// Deletes the oldest readings, at most `rows`, of hours that ended at or before `limit` and are closed; says how many went.
    ///
    /// No sum between full UTC hours changes by it. An hour of which only a part is gone counts as thinned whole. Called in small steps
    /// until it returns 0.
    package func thin(until limit: Instant, rows: Int) throws -> Int {
        // The last row of this step; one key and one range, however many rows.
        let last = try snapshot.row(
            """
            SELECT at, wallet_id
            FROM (
                SELECT at, wallet_id
                FROM reading
                WHERE at <= min(?, (SELECT max(hour) FROM hour))
                ORDER BY at, wallet_id
                LIMIT ?
            )
            ORDER BY at DESC, wallet_id DESC
            LIMIT 1
            """, [limit.seconds - limit.seconds % 3600, rows])
        guard let last else { return 0 }
        let (at, wallet): (Int64, Int64) = (last[0], last[1])
        let deleted = try run("DELETE FROM reading WHERE (at, wallet_id) <= (?, ?)", [at, wallet])
        try setNote("thinned_until", to: String(Instant(seconds: at).endOfHour))
        return deleted
    }
}
