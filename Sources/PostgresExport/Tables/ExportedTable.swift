/// A table as it is in both databases: what the script, the files and a continuous copy are made from.
package struct ExportedTable: Hashable, Sendable {
    /// How a table changes, and so what tells a copy which rows are new.
    package enum Growth: Hashable, Sendable {
        /// Rows are only appended; this instant grows from each transaction to the next.
        case atEnd(of: String)
        /// Rows change; each change gives the row a higher `revision`.
        case revised
        /// Small, and best compared as a whole.
        case whole
    }

    /// A column that points to a row of another table.
    package struct Reference: Hashable, Sendable {
        package let column: String
        package let table: String
        package let target: String
    }

    /// The same name at both ends.
    package let name: String
    package let columns: [ExportedColumn]
    /// The columns of the primary key, in its order: the order in which rows are exported.
    package let key: [String]
    /// Further columns whose values no two rows share.
    package let unique: [[String]]
    package let references: [Reference]
    /// Rules in PostgreSQL's words, over the columns' names there.
    package let checks: [String]
    /// Indexes beside the keys: their columns.
    package let indexes: [[String]]
    package let growth: Growth
    /// Which rows are exported, in SQLite's words; nil for all.
    package let filter: String?
    /// What the table holds, for `\d+`.
    package let comment: String

    init(
        _ name: String, _ comment: String, key: [String], growth: Growth, columns: [ExportedColumn], unique: [[String]] = [],
        references: [Reference] = [], checks: [String] = [], indexes: [[String]] = [], filter: String? = nil
    ) {
        self.name = name
        self.comment = comment
        self.key = key
        self.growth = growth
        self.columns = columns
        self.unique = unique
        self.references = references
        self.checks = checks
        self.indexes = indexes
        self.filter = filter
    }

    /// Whether a new row gets its own number.
    package var hasOwnID: Bool { key == ["id"] }

    /// The statement that reads its rows from SQLite, in the order of the key; `condition` is further SQL, over SQLite's names.
    package func select(where condition: String? = nil) -> String {
        let conditions = [filter, condition].compactMap { $0 }
        let order = key.map { name in columns.first { $0.name == name }?.source ?? name }
        return """
            SELECT \(columns.map(\.source).joined(separator: ", "))
            FROM \(name)\(conditions.isEmpty ? "" : "\nWHERE " + conditions.joined(separator: " AND "))
            ORDER BY \(order.joined(separator: ", "))
            """
    }
}
