package import Domain

/// How a file is written: for programs, or for a spreadsheet on a Russian desk.
package enum FileFormat: Hashable, Sendable {
    /// Commas, a point, `2026-11-22T07:14:00Z`, lines that end in LF; a text is what it is.
    case csv
    /// What Excel opens by a double click: a byte order mark, semicolons, a decimal comma, `22.11.2026 10:14:00` of this zone, CRLF,
    /// headings in this language, the titles that people know, and no text that would run as a formula.
    case excel(Zone, Language)
    /// One JSON object a line; amounts are strings, so that no reader makes a float of them.
    case jsonLines
}
