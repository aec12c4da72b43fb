/// Lays rows out in columns for a terminal; knows how wide a character is there.
package struct TextTable {
    /// One column: its heading, and the side to which its cells lean.
    package struct Column {
        package var heading: String
        package var leansRight: Bool

        package init(_ heading: String, leansRight: Bool = false) {
            self.heading = heading
            self.leansRight = leansRight
        }
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; missing cells are empty, control characters are shown as `·` so that a hostile name cannot move the cursor.
    package mutating func add(_ cells: [String]) {
        rows.append(columns.indices.map { $0 < cells.count ? Self.printable(cells[$0]) : "" })
    }

    /// The whole table, a line a row, headings first.
    package var text: String {
        let lines = [columns.map(\.heading)] + rows
        let widths = columns.indices.map { column in lines.map { Self.width($0[column]) }.max() ?? 0 }
        return lines.map { cells in
            let padded = columns.indices.map { column -> String in
                let padding = String(repeating: " ", count: widths[column] - Self.width(cells[column]))
                return columns[column].leansRight ? padding + cells[column] : cells[column] + padding
            }
            var line = padded.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// The whole table where it is no wider than `width`; else, as for a phone, some lines a row: its first cell, and the others beneath it
    /// by their headings.
    package func text(within width: Int?) -> String {
        guard let width, Self.width(ofLines: text) > width else { return text }
        return rows.flatMap { cells in
            let labelled = columns.indices.dropFirst().filter { !cells[$0].isEmpty }.map { column in
                columns[column].heading.isEmpty ? cells[column] : columns[column].heading + ": " + cells[column]
            }
            return Columns.wrapped(cells.first ?? "") + labelled.flatMap { Columns.wrapped($0, indent: true) }
        }.map { $0 + "\n" }.joined()
    }

    /// The width of the widest of its lines.
    package static func width(ofLines text: String) -> Int {
        text.split(separator: "\n").map { width(String($0)) }.max() ?? 0
    }

    /// `text` without what would move the cursor or turn the direction of writing: such characters are shown as `·`.
    package static func printable(_ text: String) -> String {
        String(
            text.map { character in
                character.unicodeScalars.contains { $0.value < 32 || $0.value == 127 || turning.contains($0.value) } ? "·" : character
            })
    }

    /// A name fit to stand in a line: what is written from right to left is kept apart, so that the figures behind it stay in their place.
    package static func name(_ text: String) -> String {
        let plain = printable(text).filter { $0 != isolate && $0 != endOfIsolate }
        return plain.unicodeScalars.contains { rightToLeft.contains($0.value) } ? "\(isolate)\(plain)\(endOfIsolate)" : plain
    }

    /// Embeddings and overrides; isolates are ours.
    private static let turning: Set<UInt32> = [0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067]
    private static let isolate: Character = "\u{2068}"
    private static let endOfIsolate: Character = "\u{2069}"
    /// Hebrew, Arabic and their neighbours.
    private static let rightToLeft: ClosedRange<UInt32> = 0x590...0x8FF

    /// Terminal cells: two for East Asian wide characters and emoji, one for all others.
    package static func width(_ text: String) -> Int {
        text.reduce(0) { sum, character in
            let first = character.unicodeScalars.first?.value ?? 0
            if character == isolate || character == endOfIsolate { return sum }
            let isWide =
                (0x1100...0x115F).contains(first) || (0x2E80...0xA4CF).contains(first) || (0xAC00...0xD7A3).contains(first)
                || (0xF900...0xFAFF).contains(first) || (0xFF00...0xFF60).contains(first) || (0x1F300...0x1FAFF).contains(first)
            return sum + (isWide ? 2 : 1)
        }
    }
}
