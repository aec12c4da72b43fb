package import Domain
import GRDB

extension Snapshot {
    /// A note of the table `meta`.
    func note(_ name: String) throws -> String? {
        try row("SELECT value FROM meta WHERE name = ?", [name])?[0]
    }

    /// When the last sweep was stored; nil before the first.
    package func lastSweep() throws -> Instant? {
        try note("last_sweep").flatMap { Int64($0) }.map(Instant.init(seconds:))
    }

    /// The interval by which the next sweep was planned when the last one was stored, in seconds; nil before the first.
    package func plannedInterval() throws -> Int64? {
        try note("sweep_interval").flatMap { Int64($0) }
    }

    /// The name of this installation, 32 hexadecimal digits, made when the database was created.
    package func siteID() throws -> String {
        guard let name = try note("site_id") else { throw HistoryError.corrupt(detail: "meta holds no site_id") }
        return name
    }

    /// Changes when a backup is restored, so that a copy elsewhere notices.
    package func generation() throws -> String {
        guard let name = try note("generation") else { throw HistoryError.corrupt(detail: "meta holds no generation") }
        return name
    }

    /// The counter that every change of a row with a `revision` raises.
    package func revision() throws -> Int64 {
        guard let count = try note("revision").flatMap({ Int64($0) }) else { throw HistoryError.corrupt(detail: "meta holds no revision") }
        return count
    }
}

extension Transaction {
    /// Notes that a sweep was made at `at`, whether or not a balance had changed; one dated before the last changes nothing.
    ///
    /// After a step back of the clock, an earlier note would make the next start believe that the daemon was off in a time of which all is known.
    package func recordSweep(at: Instant) throws {
        if let last = try snapshot.lastSweep(), last >= at { return }
        try setNote("last_sweep", to: String(at.seconds))
    }

    /// Notes the interval, in seconds, by which the next sweep is planned, for a start after another one was configured; unchanged, it writes nothing.
    package func recordInterval(seconds: Int64) throws {
        guard try snapshot.plannedInterval() != seconds else { return }
        try setNote("sweep_interval", to: String(seconds))
    }

    /// Marks the database as restored from a copy.
    package func renewGeneration() throws {
        try setNote("generation", to: Schema.randomName())
    }

    /// Writes a note of the table `meta`.
    func setNote(_ name: String, to value: String) throws {
        try run(
            """
            INSERT INTO meta (name, value)
            VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [name, value])
    }

    /// The next number of the revision counter, for one changed row.
    func nextRevision() throws -> Int64 {
        let next = try snapshot.revision() + 1
        try setNote("revision", to: String(next))
        return next
    }
}
