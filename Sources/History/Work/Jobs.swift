package import Domain
import GRDB

/// A piece of work that outlives a restart: a poll, a chart, an export.
package struct Job: Hashable, Sendable {
    package let id: Int64
    package let kind: String
    /// JSON that the worker of this kind reads.
    package let payload: String
    /// How often it was begun, this time included.
    package let attempts: Int
    package let createdAt: Instant
}

extension Snapshot {
    /// When the next job may begin; nil when none waits.
    package func nextJobDue() throws -> Instant? {
        try number("SELECT min(not_before) FROM job WHERE state = 'queued'").map(Instant.init(seconds:))
    }
}

extension Transaction {
    /// Adds a job, in the transaction of the update that asked for it.
    @discardableResult
    package func addJob(kind: String, payload: String, at: Instant) throws -> Int64 {
        try run(
            """
            INSERT INTO job (kind, payload, state, attempts, created_at, not_before, finished_at, last_error)
            VALUES (?, ?, 'queued', 0, ?, ?, NULL, NULL)
            """, [kind, payload, at.seconds, at.seconds])
        return database.lastInsertedRowID
    }

    /// Takes the oldest job that may begin at `now` and marks it running; nil when there is none.
    package func takeJob(at now: Instant) throws -> Job? {
        let row = try snapshot.row(
            """
            SELECT id, kind, payload, attempts + 1, created_at
            FROM job
            WHERE state = 'queued' AND not_before <= ?
            ORDER BY id
            LIMIT 1
            """, [now.seconds])
        guard let row else { return nil }
        let job = Job(id: row[0], kind: row[1], payload: row[2], attempts: row[3], createdAt: Instant(seconds: row[4]))
        try run("UPDATE job SET state = 'running', attempts = attempts + 1 WHERE id = ?", [job.id])
        return job
    }

    /// The job is done.
    package func finishJob(_ id: Int64, at: Instant) throws {
        try run("UPDATE job SET state = 'done', finished_at = ? WHERE id = ?", [at.seconds, id])
    }

    /// The job failed: it waits until `retryAt`, or is given up when there is none.
    package func failJob(_ id: Int64, error: String, at: Instant, retryAt: Instant?) throws {
        try run(
            """
            UPDATE job
            SET state = iif(?1 IS NULL, 'failed', 'queued'), not_before = coalesce(?1, not_before), last_error = ?2,
                finished_at = iif(?1 IS NULL, ?3, NULL)
            WHERE id = ?4
            """, [retryAt?.seconds, error, at.seconds, id])
    }

    /// After a start: what was running waits again, unless it was begun `attempts` times already, for a job that ends the program must not do so for ever.
    package func recoverJobs(attempts: Int, at: Instant) throws {
        try run(
            """
            UPDATE job
            SET state = iif(attempts < ?1, 'queued', 'failed'), last_error = 'the program ended while it ran',
                finished_at = iif(attempts < ?1, NULL, ?2)
            WHERE state = 'running'
            """, [attempts, at.seconds])
    }

    /// Deletes jobs that were finished or given up at or before `limit`; says how many.
    package func pruneJobs(finishedBy limit: Instant) throws -> Int {
        try run("DELETE FROM job WHERE finished_at <= ? AND state IN ('done', 'failed')", [limit.seconds])
    }
}
