import GRDB

extension Schema {
    /// Where the tables, indexes and views differ from what this program makes, at most 20 sentences.
    ///
    /// A table, index or view that somebody added is no fault; a trigger is one, since it can change what is written.
    static func faults(of database: Database) throws -> [String] {
        let version = try version(of: database)
        guard (1...Self.version).contains(version) else { return [] }
        let own = try DatabaseQueue()
        defer { try? own.close() }
        let expected = try own.inDatabase { own in
            try migrate(own, to: version)
            return try objects(of: own)
        }
        let found = Dictionary(try objects(of: database).map { ($0.name, $0) }) { first, _ in first }
        let altered = expected.compactMap { object -> String? in
            guard let there = found[object.name] else { return "the \(object.type) \(object.name) is missing" }
            return there == object ? nil : "the \(object.type) \(object.name) is not as this program makes it"
        }
        let triggers = found.values.filter { $0.type == "trigger" }.map { "the trigger \($0.name) is not of this program" }
        return Array((altered + triggers.sorted()).prefix(20))
    }

    private struct Object: Hashable {
        let type: String
        let name: String
        let sql: String?
    }

    private static func objects(of database: Database) throws -> [Object] {
        try Row.fetchAll(
            database, sql: "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
        .map { Object(type: $0[0], name: $0[1], sql: $0[2]) }
    }
}
