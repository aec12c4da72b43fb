import Domain

/// Finds the accounts that somebody means by a few words, in either script.
///
/// An exact title or name wins; then whole words; then beginnings of words of three letters and more; then one typing mistake. A single
/// letter, and a number, is only a whole word. What fits as it is written goes before what only sounds so.
struct AccountWords {
    /// What was found.
    enum Finding: Hashable {
        case filter(AccountFilter)
        /// One letter away from several.
        case ambiguous(word: String, [Candidate])
        case unknown(word: String)
    }

    /// All there are.
    let candidates: [Candidate]

    /// Accounts that match words which stand together; where the next word fits none of them, another account's words begin, as they do
    /// behind a comma. No words mean all accounts.
    func find(_ words: [String]) -> Finding {
        let typed = TypedWord.words(joiningNames(in: words), isName: isName)
        var known: [Match] = []
        for word in typed {
            let match = match(word)
            if match.closest != nil {
                known.append(match)
            } else if !word.isFiller, !word.isPunctuation || typed.allSatisfy(\.isPunctuation) {
                return .unknown(word: word.text)
            }
        }
        let groups: [[Match]]
        switch grouped(known) {
        case .success(let found): groups = found
        case .failure(let unknown): return .unknown(word: unknown.words)
        }
        for group in groups {
            for match in group {
                if let several = ambiguous(match, among: common(group)) { return .ambiguous(word: match.word.text, several) }
            }
        }
        return .filter(groups.isEmpty ? .all : AccountFilter(groups.flatMap(terms)))
    }

    /// The same words, those that are an account's whole name or title together as one; the longest wins.
    ///
    /// `isDate` says of the last of them, and of the word that follows, whether they rather are a date together.
    func joiningNames(in words: [String], isDate: (String, String) -> Bool = { _, _ in false }) -> [String] {
        let longest = candidates.map(\.longestName).max() ?? 0
        var joined: [String] = []
        var rest = words.flatMap(TypedWord.apart)[...]
        while !rest.isEmpty {
            let length = (0...min(rest.count, longest)).last { count in
                if let last = rest.prefix(count).last, let next = rest.dropFirst(count).first, isDate(last, next) { return false }
                return count > 1 && isName(TypedWord.together(rest.prefix(count)))
            }
            joined.append(TypedWord.together(rest.prefix(length ?? 1)))
            rest = rest.dropFirst(length ?? 1)
        }
        return joined
    }

    /// Whether `text` is an account's name or title. Commas, which part accounts, count for what they are.
    func isName(_ text: String) -> Bool {
        let word = TypedWord(text)
        let isList = text.contains { $0 == "," || $0 == ";" }
        return candidates.contains { isList ? $0.closeness(to: word) == .name : $0.isNamed(word) }
    }

    /// Whether one account fits all of `words`.
    func fit(_ words: [String]) -> Bool { !common(words.map { match(TypedWord($0)) }).isEmpty }

    /// The accounts that `filter` means.
    func accounts(of filter: AccountFilter) -> [Candidate] {
        candidates.filter { filter.matches(name: $0.name, network: $0.network, tags: $0.tags) }
    }

    /// The account whose name is most like `word`; nil where none is near.
    func nearest(to word: String) -> Candidate? {
        let word = FoldedWord.fold(word)
        guard word.count <= 40 else { return nil }
        let ranked = candidates.map { ($0, $0.distance(to: word)) }
        guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.count / 2) else { return nil }
        return best.0
    }
}

extension AccountWords {
    /// A word, and how each of the candidates fits it.
    private struct Match {
        let word: TypedWord
        /// Nil where it does not.
        let closeness: [Closeness?]

        var closest: Closeness? { closeness.compactMap { $0 }.min() }
    }

    /// Words that belong together, of which there is no account.
    private struct Nothing: Error {
        let words: String
    }

    /// Only where a word fits nobody, those that it fits but for one letter.
    private func match(_ word: TypedWord) -> Match {
        let match = Match(word: word, closeness: candidates.map { $0.closeness(to: word) })
        guard match.closest == nil else { return match }
        return Match(word: word, closeness: candidates.map { $0.near(word).isEmpty ? nil : .mistyped })
    }

    /// The accounts that fit all of `words` most closely; an account is as close as its worst word.
    private func common(_ words: [Match]) -> [Candidate] {
        let fits = candidates.indices.map { index in
            words.contains { $0.closeness[index] == nil } ? nil : words.compactMap { $0.closeness[index] }.max()
        }
        guard let closest = fits.compactMap({ $0 }).min() else { return [] }
        return zip(candidates, fits).filter { $0.1 == closest }.map(\.0)
    }

    /// Words that one account fits stand in one group.
    private func grouped(_ words: [Match]) -> Result<[[Match]], Nothing> {
        // «по» alone is a name where an account has it.
        let areNames = words.allSatisfy(\.word.isFiller)
        var groups: [[Match]] = []
        for match in words {
            let (word, last) = (match.word, groups.last ?? [])
            if !last.isEmpty, !word.isApart, !common(last + [match]).isEmpty {
                groups[groups.count - 1].append(match)
                continue
            }
            if word.isFiller, !areNames { continue }
            guard word.isShort, !last.isEmpty else {
                groups.append([match])
                continue
            }
            if let other = sibling(of: last, with: word) {
                groups.append(other)
            } else if let begin = last.indices.dropFirst().first(where: { !common(last[$0...] + [match]).isEmpty }) {
                // «exoclick клиента Б»
                groups[groups.count - 1] = Array(last[..<begin])
                groups.append(last[begin...] + [match])
            } else if word.isApart || last.allSatisfy(\.word.isShort) {
                groups.append([match])
            } else {
                return .failure(Nothing(words: (last + [match]).map(\.word.text).joined(separator: " ")))
            }
        }
        return .success(groups)
    }

    /// «клиента А, Б» and «Kadam 1 2»: the same name with another letter or number; nil where there is no such account.
    private func sibling(of group: [Match], with word: TypedWord) -> [Match]? {
        let parts = group.flatMap { $0.word.parts.map { TypedWord($0) } }
        guard let last = parts.last, last.isShort, let end = parts.lastIndex(where: { !$0.isShort }) else { return nil }
        let words = parts[...end].map(\.text) + [word.folded]
        let sibling = (isName(words.joined(separator: " ")) ? [words.joined(separator: " ")] : words).map { match(TypedWord($0)) }
        return common(sibling).isEmpty ? nil : sibling
    }

    /// The accounts among `found` of which a mistyped word may mean one or another; nil where it means all of them, or is not mistyped.
    private func ambiguous(_ match: Match, among found: [Candidate]) -> [Candidate]? {
        guard match.closest == .mistyped else { return nil }
        let meant = Set(found.compactMap { $0.near(match.word).first })
        // `propeller` and `propellerads` are one word for this.
        guard let shortest = meant.min(by: { $0.count < $1.count }) else { return nil }
        return meant.allSatisfy { $0.hasPrefix(shortest) } ? nil : found
    }

    /// What a group of words means later, too: a tag or a network where it names one, else these accounts.
    private func terms(_ group: [Match]) -> [AccountFilter.Term] {
        let found = common(group)
        if group.count == 1, let match = group.first, match.closest == .label, let first = found.first {
            func isMeant(_ label: String) -> Bool { FoldedWord.fold(label) == match.word.folded }
            if let tag = first.tags.first(where: isMeant), found.allSatisfy({ $0.tags.contains(tag) }) { return [.tag(tag)] }
            if isMeant(first.network), found.allSatisfy({ $0.network == first.network }) { return [.network(first.network)] }
        }
        return found.map { .account($0.name) }
    }
}
