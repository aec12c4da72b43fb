/// One column of an exported table: where it comes from in SQLite, and what it is in PostgreSQL.
package struct ExportedColumn: Hashable, Sendable {
    /// How a value is stored in SQLite, and what becomes of it.
    package enum Kind: Hashable, Sendable {
        /// A whole number that names a row: `bigint`.
        case id
        /// A whole number that counts: `bigint`.
        case number
        /// 0 or 1: `boolean`.
        case flag
        /// UTC epoch seconds: `timestamptz`.
        case instant
        /// Micros: `numeric(20,6)` of the currency's unit.
        case money
        /// `2026-11-22`: `date`.
        case date
        /// Text, UTF-8 without NUL: `text`.
        case text

        /// The type in PostgreSQL.
        package var type: String {
            switch self {
            case .id, .number: "bigint"
            case .flag: "boolean"
            case .instant: "timestamptz"
            case .money: "numeric(20,6)"
            case .date: "date"
            case .text: "text"
            }
        }
    }

    /// Its name in PostgreSQL.
    package let name: String
    /// Its name in SQLite.
    package let source: String
    package let kind: Kind
    package let isNullable: Bool
    /// What it means, for `\d+`.
    package let comment: String

    /// A column of this name at both ends; money loses its `_micros`, since it is no count of micros any more.
    package init(_ source: String, _ kind: Kind, nullable isNullable: Bool = false, _ comment: String = "") {
        name = kind == .money && source.hasSuffix("_micros") ? String(source.dropLast("_micros".count)) : source
        self.source = source
        self.kind = kind
        self.isNullable = isNullable
        self.comment = comment
    }
}
