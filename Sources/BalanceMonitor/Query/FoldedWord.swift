/// Words as they are compared: without case, `ё` as `е`, and by their sound where one is written in Cyrillic and the other in Latin letters.
enum FoldedWord {
    /// Without case and `ё`, with one space between words.
    static func fold(_ text: String) -> String {
        let words = text.split { $0.isWhitespace }.joined(separator: " ")
        return String(words.lowercased().map { $0 == "ё" ? "е" : $0 })
    }

    /// The runs of letters and digits in a folded text: `client-a` has two.
    static func parts(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map { String($0) }
    }

    /// The parts of a text written together; only two numbers stay apart, since `1 2` is not 12.
    static func letters(_ parts: [String]) -> String {
        parts.reduce(into: "") { letters, part in
            if let last = letters.last, let first = part.first, last.isNumber, first.isNumber { letters.append(" ") }
            letters += part
        }
    }

    /// How `word` fits the word `part` of a name, both folded; nil where it does not.
    static func closeness(of word: String, to part: String) -> Closeness? {
        if word == part { return .whole }
        if begins(part, with: word) { return .beginning }
        guard isCyrillic(word) != isCyrillic(part) else { return nil }
        if word.count < 3 || part.count < 3 { return looksSame(word, part) ? .wholeBySound : nil }
        let (heard, known) = (sound(word), sound(part))
        // A letter many times sounds like too much.
        guard heard.count >= 3 else { return nil }
        if heard == known { return .wholeBySound }
        return begins(known, with: heard) ? .beginningBySound : nil
    }

    /// Whether `word`, of three letters or more, begins `part` without cutting a number in two: `kadam1` does not begin `kadam10`.
    private static func begins(_ part: String, with word: String) -> Bool {
        guard word.count >= 3, word.contains(where: \.isLetter), part.hasPrefix(word) else { return false }
        let next = part.dropFirst(word.count).first
        return !(word.last?.isNumber ?? false) || !(next?.isNumber ?? false)
    }

    /// «экзоклик» and `exoclick` are `eksoklik` both.
    static func sound(_ word: String) -> String {
        var text = ""
        for scalar in word.unicodeScalars where scalar.properties.generalCategory != .nonspacingMark {
            text += letters[scalar] ?? String(scalar)
        }
        for (written, heard) in [("ck", "k"), ("ph", "f"), ("x", "ks"), ("c", "k"), ("z", "s"), ("w", "v"), ("y", "i"), ("j", "i")] {
            text = text.replacing(written, with: heard)
        }
        return String(text.reduce(into: "") { if $0.last != $1 || $1.isNumber { $0.append($1) } })
    }

    /// Whether two short words differ in nothing that can be seen: a Cyrillic «А» and a Latin `A`.
    ///
    /// Not with «В», «Н», «Р» and «У», whose Latin twins stand for «Б», «Х», «П» and «И» as well.
    private static func looksSame(_ word: String, _ part: String) -> Bool {
        func seen(_ text: String) -> String { String(text.map { twins[$0] ?? $0 }) }
        return seen(word) == seen(part)
    }

    private static let twins: [Character: Character] = ["а": "a", "е": "e", "к": "k", "м": "m", "о": "o", "т": "t", "с": "c", "х": "x"]

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

/// How well words fit what an account is known by; the closest comes first.
enum Closeness: Comparable {
    /// The title or name as it is written; word by word; letter by letter; by its sound in the other script.
    case name, nameByWords, nameByLetters, nameBySound
    /// A tag or the network as it is written.
    case label
    /// A whole word of any of them, the beginning of one, and the same by their sound in the other script.
    case whole, beginning, wholeBySound, beginningBySound
    /// One typing mistake away from a whole word or its beginning.
    case mistyped
}
