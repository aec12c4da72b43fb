import Domain
import History

/// What the history was at one instant: which one it is, and how far it reached.
///
/// A copy takes no row beyond it. `reading`, `hour` and `frame` only grow behind their newest row and a changed row gets a higher revision,
/// so each batch may be read from a later state of its own, and still every row points to a wallet that was there at this instant.
struct SourceState: Hashable, Sendable {
    let site: String
    let generation: String
    let schemaVersion: Int
    let revision: Int64
    /// The newest instant of each table that only grows; `reading` also counts the hours, which outlive their readings. -1 for none.
    let newest: [String: Int64]
    /// Up to where readings were deleted and their hours left; -1 for nowhere.
    let thinnedUntil: Int64

    init(_ snapshot: Snapshot) throws {
        site = try snapshot.siteID()
        generation = try snapshot.generation()
        revision = try snapshot.revision()
        thinnedUntil = try snapshot.thinnedUntil()?.seconds ?? -1
        var version: Int64 = 0
        try snapshot.stream("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'schema_version'") { version = $0.number(0) }
        schemaVersion = Int(version)
        var newest: [String: Int64] = [:]
        for table in ExportedTable.all {
            guard case .atEnd(let column) = table.growth else { continue }
            try snapshot.stream("SELECT coalesce(max(\(column)), -1) FROM \(table.name)") { newest[table.name] = $0.number(0) }
        }
        newest[ExportedTable.reading.name] = max(newest["reading"] ?? -1, newest["hour"] ?? -1)
        self.newest = newest
    }

    /// The last cursor that a table can have had in this history; nil for one that is compared as a whole.
    func end(of table: ExportedTable) -> Int64? {
        switch table.growth {
        case .atEnd: newest[table.name]
        case .revised: revision
        case .whole: nil
        }
    }
}
