import GRDB

/// The versions of the schema, and the way from one to the next. A version that was shipped is never edited.
enum Schema {
    /// Marks our databases for `file(1)` and for us: "BALM".
    static let applicationID: Int32 = 0x4241_4C4D

    /// What each version adds to the one before it.
    private static let versions: [[String]] = [
        Version1.ledger + Version1.people + Version1.delivery + Version1.views,
        Version2.ledger + Version2.views,
        Version3.statements,
    ]

    /// The version that this program writes.
    static var version: Int { versions.count }

    /// The version that a database says it has; 0 for an empty one.
    static func version(of database: Database) throws -> Int {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version >= 0 else { throw HistoryError.corrupt(detail: "user_version is \(version)") }
        return version
    }

    /// Takes a database from its version to ours, each step in a transaction of its own.
    static func migrate(_ database: Database) throws { try migrate(database, to: version) }

    static func migrate(_ database: Database, to version: Int) throws {
        for next in stride(from: try self.version(of: database), to: version, by: 1) {
            try database.inTransaction(.immediate) {
                for statement in versions[next] { try database.execute(sql: statement) }
                if next == 0 { try begin(database) }
                try database.execute(sql: "PRAGMA user_version = \(next + 1)")
                try database.execute(
                    sql: """
                        UPDATE meta
                        SET value = ?
                        WHERE name = 'schema_version'
                        """, arguments: [String(next + 1)])
                return .commit
            }
        }
    }

    /// Refuses a database whose two notes of its version disagree: somebody else has been at it.
    static func expectLedger(_ database: Database) throws {
        let noted = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'schema_version'")
        guard noted == String(version) else { throw HistoryError.corrupt(detail: "meta.schema_version and user_version disagree") }
    }

    private static func begin(_ database: Database) throws {
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        for (name, value) in [("site_id", randomName()), ("generation", randomName()), ("schema_version", "0"), ("revision", "0")] {
            try database.execute(sql: "INSERT INTO meta (name, value) VALUES (?, ?)", arguments: [name, value])
        }
    }

    /// 128 random bits as hexadecimal digits: the name of a site or of a generation, not a secret.
    static func randomName() -> String {
        (0..<4).map { _ in
            let digits = String(UInt32.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }
}
