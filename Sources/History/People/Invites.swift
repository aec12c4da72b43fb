package import Domain
import GRDB

extension Transaction {
    /// Stores an invitation by the digest of its code (SHA-256, 64 hexadecimal digits): the code itself is only in the link.
    package func addInvite(hash: String, role: Role, by owner: Int64, at: Instant, expires: Instant) throws {
        try run(
            """
            INSERT INTO invite (hash, role, created_by, created_at, expires_at, used_by, used_at)
            VALUES (?, ?, ?, ?, ?, NULL, NULL)
            """, [hash, role.rawValue, owner, at.seconds, expires.seconds])
    }

    /// Lets a person in by an invitation that is not used and not expired, and uses it up; nil when there is no such one.
    ///
    /// A person who is in already keeps the greater role, and the invitation stays unused when it would change nothing.
    package func redeemInvite(hash: String, by id: Int64, name: String, language: String?, at: Instant) throws -> Person? {
        let row = try snapshot.row(
            """
            SELECT role
            FROM invite
            WHERE hash = ? AND used_at IS NULL AND expires_at > ?
            """, [hash, at.seconds])
        guard let row, let role = Role(rawValue: row[0]) else { return nil }
        let known = try snapshot.person(id)
        if let known, known.revokedAt == nil, known.role >= role { return known }
        let person = Person(id: id, role: role, name: name, language: known?.language ?? language, addedAt: at)
        try save(person)
        try run("UPDATE invite SET used_by = ?, used_at = ? WHERE hash = ?", [id, at.seconds, hash])
        return person
    }
}
