package import Domain
import GRDB

/// Somebody whom the bot answers.
package struct Person: Hashable, Sendable {
    /// Telegram's user id.
    package var id: Int64
    package var role: Role
    package var name: String
    /// `ru`, `en`; nil for the default.
    package var language: String?
    package var addedAt: Instant
    /// Since when he is a stranger again.
    package var revokedAt: Instant?

    package init(id: Int64, role: Role, name: String, language: String? = nil, addedAt: Instant, revokedAt: Instant? = nil) {
        self.id = id
        self.role = role
        self.name = name
        self.language = language
        self.addedAt = addedAt
        self.revokedAt = revokedAt
    }
}

extension Snapshot {
    /// Everybody who was ever let in, in order of id, the revoked too.
    package func people() throws -> [Person] {
        let cursor = try rows("SELECT id, role, name, language, added_at, revoked_at FROM person ORDER BY id")
        return try Array(cursor.map(Person.init(row:)))
    }

    /// The person of this Telegram id; nil for a stranger. A revoked one is found, and is no better than a stranger.
    package func person(_ id: Int64) throws -> Person? {
        try row("SELECT id, role, name, language, added_at, revoked_at FROM person WHERE id = ?", [id]).map(Person.init(row:))
    }
}

extension Transaction {
    /// Stores a person, new or changed.
    package func save(_ person: Person) throws {
        guard try snapshot.person(person.id) != person else { return }
        try run(
            """
            INSERT INTO person (id, role, name, language, added_at, revoked_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE
            SET role = excluded.role, name = excluded.name, language = excluded.language, added_at = excluded.added_at,
                revoked_at = excluded.revoked_at
            """,
            [person.id, person.role.rawValue, person.name, person.language, person.addedAt.seconds, person.revokedAt?.seconds])
    }

    /// Makes a person a stranger; false when he is none of ours or was revoked before.
    package func revoke(_ id: Int64, at: Instant) throws -> Bool {
        try run("UPDATE person SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", [at.seconds, id]) == 1
    }
}

extension Person {
    /// From the columns id, role, name, language, added_at, revoked_at.
    init(row: Row) throws {
        guard let role = Role(rawValue: row[1]) else { throw HistoryError.corrupt(detail: "a person has no known role") }
        self.init(
            id: row[0], role: role, name: row[2], language: row[3], addedAt: Instant(seconds: row[4]),
            revokedAt: (row[5] as Int64?).map(Instant.init(seconds:)))
    }
}
