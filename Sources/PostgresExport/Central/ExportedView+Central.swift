extension ExportedView {
    /// The same view over the tables that many installations share, with `site` as its first column.
    ///
    /// Each site's rows alone are put under the names that the query knows, so that there is one query, and no join of it can mix sites.
    /// `NOT MATERIALIZED` lets PostgreSQL look into the tables by their keys, which `site` leads.
    var centralStatements: [String] {
        let shadows = ExportedTable.all.filter { query.contains($0.name) }.map { table in
            "    \(table.name) AS NOT MATERIALIZED (SELECT * FROM \(table.name) WHERE site = s.id)"
        }
        return [
            """
            CREATE VIEW \(name) AS
            SELECT s.id AS site, v.*
            FROM site AS s
            CROSS JOIN LATERAL (
            WITH
            \(shadows.joined(separator: ",\n"))
            SELECT * FROM (
            \(query)
            ) AS q
            ) AS v;
            """,
            "COMMENT ON VIEW \(name) IS \(TableStatements.literal(comment));",
        ]
    }
}
