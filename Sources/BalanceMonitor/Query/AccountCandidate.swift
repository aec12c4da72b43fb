import StrictTOML

extension AccountWords {
    /// An account by everything that it is known by.
    struct Candidate: Hashable, Sendable {
        let name: String
        let title: String
        let network: String
        let tags: [String]
        /// Name and title, by which an exact match goes before all others, then network and tags.
        private let texts: [KnownText]

        init(name: String, title: String, network: String, tags: [String] = []) {
            self.name = name
            self.title = title
            self.network = network
            self.tags = tags
            texts = ([name, title, network] + tags).map(KnownText.init)
        }

        private struct KnownText: Hashable {
            let folded: String
            let parts: [String]

            init(_ text: String) {
                folded = FoldedWord.fold(text)
                parts = FoldedWord.parts(folded)
            }
        }
    }
}

extension AccountWords.Candidate {
    /// Whether `word` is its name or title as it is written, word by word or letter by letter.
    func isNamed(_ word: TypedWord) -> Bool { nameCloseness(to: word).map { $0 <= .nameByLetters } ?? false }

    /// Of how many words its name or title is at most, each comma counted as one.
    var longestName: Int {
        texts.prefix(2).map { max($0.parts.count, $0.folded.split { $0 == " " }.flatMap { TypedWord.apart(String($0)) }.count) }.max() ?? 0
    }

    /// How `word` fits; nil where it does not.
    ///
    /// Several parts, as in `client-a`, must stand beside each other. What has none, such as an emoji, may stand anywhere.
    func closeness(to word: TypedWord) -> Closeness? {
        if let closeness = nameCloseness(to: word) { return closeness }
        guard !word.parts.isEmpty else {
            return !word.isPunctuation && texts.contains { $0.folded.contains(word.folded) } ? .whole : nil
        }
        if texts.dropFirst(2).contains(where: { $0.folded == word.folded }) { return .label }
        return best(word.parts)
    }

    /// The words of its names and labels that a part of `word` would be but for one letter; the shortest first.
    func near(_ word: TypedWord) -> [String] {
        var found: Set<String> = []
        for (index, typed) in word.parts.enumerated() {
            for known in Set(texts.flatMap(\.parts)) where Self.isNear(typed, known) {
                var mended = word.parts
                mended[index] = known
                if best(mended) != nil { found.insert(known) }
            }
        }
        return found.sorted { ($0.count, $0) < ($1.count, $1) }
    }

    /// How many letters lie between the folded `text` and the nearest of its names and labels.
    func distance(to text: String) -> Int { texts.map { NearestKey.distance($0.folded, text) }.min() ?? .max }

    private func nameCloseness(to word: TypedWord) -> Closeness? {
        let names = texts.prefix(2)
        if names.contains(where: { $0.folded == word.folded }) { return .name }
        guard !word.parts.isEmpty else { return nil }
        if names.contains(where: { $0.parts == word.parts }) { return .nameByWords }
        let letters = FoldedWord.letters(word.parts)
        if names.contains(where: { FoldedWord.letters($0.parts) == letters }) { return .nameByLetters }
        let isHeard = names.contains { name in
            name.parts.count == word.parts.count
                && zip(word.parts, name.parts).allSatisfy { [.whole, .wholeBySound].contains(FoldedWord.closeness(of: $0, to: $1)) }
        }
        return isHeard ? .nameBySound : nil
    }

    /// Of all places where `words` stand beside each other the closest; a place is as close as its worst word.
    private func best(_ words: [String]) -> Closeness? {
        texts.flatMap { text -> [Closeness] in
            guard text.parts.count >= words.count else { return [] }
            return (0...text.parts.count - words.count).compactMap { start in
                let found = zip(words, text.parts[start...]).map { FoldedWord.closeness(of: $0, to: $1) }
                return found.contains(nil) ? nil : found.compactMap { $0 }.max()
            }
        }.min()
    }

    private static func isNear(_ word: String, _ known: String) -> Bool {
        guard (4...40).contains(word.count), known.count >= 4 else { return false }
        let beginnings =
            word.count < 5 ? [] : (word.count - 1...word.count + 1).filter { $0 < known.count }.map { String(known.prefix($0)) }
        return ([known] + beginnings).contains { meant in
            // Another digit is another account, not a slip.
            NearestKey.distance(word, meant) <= 1 && word.filter(\.isNumber) == meant.filter(\.isNumber)
        }
    }
}
