/// Words as they are compared: without case, `ё` as `е`, and by their sound where one is written in Cyrillic and the other in Latin letters.
enum FoldedWord {
    /// Without case and `ё`.
    static func fold(_ text: String) -> String {
        String(text.lowercased().map { $0 == "ё" ? "е" : $0 })
    }

    /// Whether the folded `word` is a part of `text`, or sounds like one.
    static func matches(_ word: String, _ text: String) -> Bool {
        let text = fold(text)
        if text.contains(word) { return true }
        // A word of two letters sounds like too much.
        guard word.count >= 3, isCyrillic(word) != isCyrillic(text) else { return false }
        // Nor does one that is a letter many times.
        let heard = sound(word)
        return heard.count >= 3 && sound(text).contains(heard)
    }

    /// «экзоклик» and `exoclick` are `eksoklik` both.
    static func sound(_ word: String) -> String {
        var text = ""
        for scalar in word.unicodeScalars { text += letters[scalar] ?? String(scalar) }
        for (written, heard) in [("ck", "k"), ("ph", "f"), ("x", "ks"), ("c", "k"), ("z", "s"), ("w", "v"), ("y", "i"), ("j", "i")] {
            text = text.replacing(written, with: heard)
        }
        return String(text.reduce(into: "") { if $0.last != $1 { $0.append($1) } })
    }

    private static func isCyrillic(_ text: String) -> Bool { text.unicodeScalars.contains { letters[$0] != nil } }

    private static let letters: [Unicode.Scalar: String] = {
        let cyrillic = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
        let latin = [
            "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "ts", "ch", "sh",
            "sch", "", "i", "", "e", "iu", "ia",
        ]
        return Dictionary(uniqueKeysWithValues: zip(cyrillic.unicodeScalars, latin))
    }()
}
