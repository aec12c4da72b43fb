/// The name of a schema in PostgreSQL: letters, digits and underscores, which need no care in SQL, in `psql` or in a shell.
package struct SchemaName: Hashable, Sendable, CustomStringConvertible {
    /// The name without quotes.
    package let text: String

    /// `public`, where a new database expects tables.
    package static let `public` = SchemaName(known: "public")

    /// The name `text`; nil when it is empty, longer than 63, begins with a digit or with `pg_`, or holds anything else.
    package init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: byte == UInt8(ascii: "_")
            }
        }
        guard isPlain, let first = text.first, !first.isNumber, text.utf8.count <= 63, !text.hasPrefix("pg_") else { return nil }
        self.init(known: text)
    }

    package var description: String { text }

    init(known text: String) {
        self.text = text
    }

    /// As it stands in SQL, upper case kept.
    var quoted: String { "\"\(text)\"" }
}
