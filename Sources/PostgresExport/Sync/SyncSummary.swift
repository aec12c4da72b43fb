/// What a copy moved, by table.
package struct SyncSummary: Hashable, Sendable {
    /// Rows that the server did not have, or had otherwise, and the time that it took to send them.
    package struct Table: Hashable, Sendable {
        package let name: String
        package var rows = 0
        package var duration: Duration = .zero
    }

    /// The site's id.
    package let site: String
    /// Which database where.
    package let place: String
    /// Each table of the export, in its order.
    package private(set) var tables: [Table] = ExportedTable.all.map { Table(name: $0.name) }
    /// From the beginning to the end.
    package var duration: Duration = .zero
    /// Where the server was made to agree: how many rows were taken away there, since the history does not have them; nil otherwise.
    package internal(set) var removed: Int?

    init(site: String, place: String) {
        self.site = site
        self.place = place
    }

    /// All rows.
    package var rows: Int { tables.reduce(0) { $0 + $1.rows } }

    /// Adds what a batch moved, and says what its table has moved by now.
    @discardableResult
    mutating func add(_ moved: Table) -> Table {
        guard let index = tables.firstIndex(where: { $0.name == moved.name }) else { return moved }
        tables[index].rows += moved.rows
        tables[index].duration += moved.duration
        return tables[index]
    }
}
