/// What brings the rows of a batch, once they are at the server in a table of their own, into the table of all sites.
struct MergeStatements {
    private let table: ExportedTable
    private let columns: [String]

    init(_ table: ExportedTable) {
        self.table = table
        columns = table.columns.map(\.name)
    }

    /// The connection's own table into which batches go.
    var incoming: String { "incoming_\(table.name)" }

    /// Makes it, once a connection; it is empty at the end of each transaction.
    var create: String {
        """
        CREATE TEMPORARY TABLE IF NOT EXISTS \(incoming) ON COMMIT DELETE ROWS AS
        SELECT \(list(columns)) FROM \(table.name) WITH NO DATA
        """
    }

    /// Adds what is new; a row that is there is changed only by a higher revision, or, where rows have none, when it differs.
    /// With `byContent` neither revisions are believed nor that a row which is there is the same. `$1` is the site.
    func merge(byContent: Bool = false) -> String {
        let others = columns.filter { !table.key.contains($0) }
        let update = others.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let mine = list(columns.map { "\(table.name).\($0)" })
        let theirs = list(columns.map { "excluded.\($0)" })
        let action =
            switch table.growth {
            case .atEnd where !byContent || others.isEmpty: "DO NOTHING"
            case .revised where !byContent: "DO UPDATE SET \(update) WHERE \(table.name).revision < excluded.revision"
            case .atEnd, .revised, .whole: "DO UPDATE SET \(update) WHERE (\(mine)) IS DISTINCT FROM (\(theirs))"
            }
        return """
            INSERT INTO \(table.name) (site, \(list(columns)))
            SELECT $1, \(list(columns)) FROM \(incoming)
            ON CONFLICT (site, \(list(table.key))) \(action)
            """
    }

    /// Takes away what the batch, which is the whole table, does not hold. `$1` is the site.
    var prune: String {
        let same = table.key.map { "i.\($0) = t.\($0)" }.joined(separator: " AND ")
        return "DELETE FROM \(table.name) AS t WHERE site = $1 AND NOT EXISTS (SELECT 1 FROM \(incoming) AS i WHERE \(same))"
    }

    /// Takes away the rows behind `$2` up to `$3`, epoch seconds, that the batch does not hold. `$1` is the site.
    var removeMissing: String {
        """
        \(prune) AND t.\(table.cursor) > to_timestamp($2::double precision) AND t.\(table.cursor) <= to_timestamp($3::double precision)
        """
    }

    /// Counts the rows of the batch that are there with other values. `$1` is the site.
    var conflicts: String {
        let same = table.key.map { "i.\($0) = t.\($0)" }.joined(separator: " AND ")
        return """
            SELECT count(*) FROM \(incoming) AS i JOIN \(table.name) AS t ON t.site = $1 AND \(same)
            WHERE (\(list(columns.map { "i.\($0)" }))) IS DISTINCT FROM (\(list(columns.map { "t.\($0)" })))
            """
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
