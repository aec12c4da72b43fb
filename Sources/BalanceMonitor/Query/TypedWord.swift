/// A word of a filter as somebody typed it, or several that are an account's whole title.
struct TypedWord {
    let text: String
    /// As it is compared.
    let folded: String
    /// Its runs of letters and digits; none in an emoji or a dash.
    let parts: [String]
    /// Whether a comma or «и» parts it from the words before.
    let isApart: Bool
    /// Whether it is a word such as «по», which means nothing where no name holds it.
    let isFiller: Bool

    init(_ text: String, isApart: Bool = false, isFiller: Bool = false) {
        self.text = text
        folded = FoldedWord.fold(text)
        // Nobody types a control character, and no name holds one.
        let isTyped = !folded.unicodeScalars.contains { $0.properties.generalCategory == .control }
        parts = isTyped ? FoldedWord.parts(folded) : []
        self.isApart = isApart
        self.isFiller = isFiller
    }

    /// A number or a letter: it tells one account from another of the same name, and names none by itself.
    var isShort: Bool { parts.count == 1 && parts.allSatisfy { $0.count == 1 || $0.allSatisfy(\.isNumber) } }

    /// A dash, a quotation mark or the like, which says nothing.
    var isPunctuation: Bool { folded.allSatisfy(\.isPunctuation) }

    /// A word and the commas behind it: `kadam,` is two.
    static func apart(_ word: String) -> [String] {
        let name = word[..<(word.lastIndex { !commas.contains($0) }.map { word.index(after: $0) } ?? word.startIndex)]
        return (name.isEmpty ? [] : [String(name)]) + word[name.endIndex...].map { String($0) }
    }

    /// What `apart` took apart, as it was.
    static func together(_ words: ArraySlice<String>) -> String {
        words.reduce(into: "") { text, word in
            text += (text.isEmpty || word.allSatisfy(commas.contains) ? "" : " ") + word
        }
    }

    private static let commas: Set<Character> = [",", ";"]

    /// The words that `typed` consists of. `isName` says which of them are titles, that must not be cut at a comma.
    static func words(_ typed: [String], isName: (String) -> Bool) -> [TypedWord] {
        let isLoud = typed.joined().allSatisfy { !$0.isLowercase }
        var words: [TypedWord] = []
        var isApart = false
        for (index, text) in typed.enumerated() {
            // «и» is no account between two others, though one is called so.
            if isName(text), text.count > 1 || !fillers.contains(FoldedWord.fold(text)) {
                words.append(TypedWord(text, isApart: isApart))
                isApart = false
                continue
            }
            let pieces = text.split(omittingEmptySubsequences: false, whereSeparator: commas.contains).map { String($0) }
            for (number, piece) in pieces.enumerated() {
                isApart = isApart || number > 0
                guard !piece.isEmpty else { continue }
                let isLast = index == typed.count - 1 && number == pieces.count - 1
                let isFiller = Self.isFiller(piece, isFirst: words.isEmpty, isLast: isLast, isLoud: isLoud)
                words.append(TypedWord(piece, isApart: isApart, isFiller: isFiller))
                isApart = isFiller && conjunctions.contains(FoldedWord.fold(piece))
            }
        }
        return words
    }

    /// Whether a single letter is typed as a name and not as a preposition: «клиент В», where the rest is not in capitals.
    static func isNameLike(_ word: String, isFirst: Bool, isLoud: Bool) -> Bool {
        word.count == 1 && !isFirst && !isLoud && word.allSatisfy(\.isUppercase)
    }

    /// A preposition stands before something, and is written small unless the text begins with it.
    private static func isFiller(_ word: String, isFirst: Bool, isLast: Bool, isLoud: Bool) -> Bool {
        guard fillers.contains(FoldedWord.fold(word)) else { return false }
        return word.count > 1 || !(isLast || isNameLike(word, isFirst: isFirst, isLoud: isLoud))
    }

    private static let conjunctions: Set<String> = ["и", "and"]

    /// Words that mean nothing where no name holds them.
    static let fillers: Set<String> = [
        "и", "по", "для", "за", "в", "с", "только", "аккаунт", "аккаунта", "аккаунты", "сеть", "and", "for", "in", "only", "account",
        "accounts", "network",
    ]
}
