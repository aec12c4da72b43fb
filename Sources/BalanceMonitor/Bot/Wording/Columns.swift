/// Lays lines out for a phone: at most 40 columns, figures at the right edge.
struct Columns {
    static let width = 40

    /// `label` at the left and `figure` at the right of one line; of two, when they do not fit.
    static func line(_ label: String, _ figure: String) -> [String] {
        let room = width - TextTable.width(figure)
        guard TextTable.width(label) + 1 > room else {
            return [label + String(repeating: " ", count: room - TextTable.width(label)) + figure]
        }
        return wrapped(label) + [String(repeating: " ", count: max(0, room)) + figure]
    }

    /// `text` cut at its spaces; every line after the first, and with `indent` the first too, begins with two spaces.
    ///
    /// No-break spaces do not break, so that a figure stays whole; a word longer than a line is cut.
    static func wrapped(_ text: String, indent: Bool = false) -> [String] {
        var lines: [String] = []
        var line = indent ? "  " : ""
        var isEmpty = true
        for word in text.split(separator: " ") {
            var word = word[...]
            if !isEmpty, TextTable.width(line) + 1 + TextTable.width(String(word)) > width {
                lines.append(line)
                (line, isEmpty) = ("  ", true)
            }
            while TextTable.width(line) + TextTable.width(String(word)) > width {
                let head = fitting(word, in: width - TextTable.width(line))
                lines.append(line + head)
                word = word.dropFirst(head.count)
                line = "  "
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + (isEmpty ? [] : [line])
    }

    private static func fitting(_ word: Substring, in room: Int) -> String {
        var head = ""
        for character in word {
            guard TextTable.width(head) + TextTable.width(String(character)) <= room || head.isEmpty else { break }
            head.append(character)
        }
        return head
    }
}
