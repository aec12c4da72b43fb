import Domain
import TelegramAPI

/// Packs entries of lines into blocks of Telegram's HTML, so that a long message is split between entries and never inside one.
enum Boxes {
    /// How many UTF-16 units one box may fill: room is left in a message for its heading and its marks.
    private static let size = 3600

    /// A block `<pre>…</pre>` for as many whole entries as fit.
    static func blocks(of entries: [[String]]) -> [String] {
        var blocks: [String] = []
        var box: [String] = []
        var filled = 0
        func close() {
            if !box.isEmpty { blocks.append("<pre>" + HTMLText.escape(box.joined(separator: "\n")) + "</pre>") }
            (box, filled) = ([], 0)
        }
        for entry in entries {
            let length = entry.reduce(0) { $0 + $1.utf16.count + 1 }
            if filled + length > size { close() }
            box += entry
            filled += length
        }
        close()
        return blocks
    }
}

extension MessageSplitter {
    /// The messages for `blocks`; where they are several, each says which of them it is.
    func numbered(_ blocks: [String], _ language: Language) -> [String] {
        let parts = self.parts(of: blocks)
        guard parts.count > 1 else { return parts }
        return parts.enumerated().map { index, part in
            let mark = language == .ru ? "часть \(index + 1) из \(parts.count)" : "part \(index + 1) of \(parts.count)"
            // The first begins with its title, which is what a notification shows.
            return index == 0 ? part + "\n" + mark : mark + "\n" + part
        }
    }
}
