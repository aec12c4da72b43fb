/// The smallest pieces of a message's HTML that must not be cut in two.
enum HTMLToken: Equatable {
    /// `<b>`, with its name in lower case and all of it as it stands.
    case open(name: String, raw: String)
    case close(name: String, raw: String)
    /// `&amp;`, or a numeric one, which can be two UTF-16 units wide.
    case entity(raw: String, width: Int)
    /// One character as a person sees it.
    case character(String)

    /// As it stands in the text.
    var raw: String {
        switch self {
        case .open(_, let raw), .close(_, let raw), .entity(let raw, _), .character(let raw): raw
        }
    }

    /// How many UTF-16 units of a message it takes.
    var width: Int {
        switch self {
        case .open, .close: 0
        case .entity(_, let width): width
        case .character(let text): text.utf16.count
        }
    }

    /// Reads `html`; what only looks like a tag or an entity is text. The tokens put together are `html` again.
    static func scan(_ html: String) -> [HTMLToken] {
        var tokens: [HTMLToken] = []
        var rest = html.unicodeScalars[...]
        // By scalars, not characters: a combining mark behind a `>` is one character with it.
        while let first = rest.first {
            if let token = first == "<" ? tag(at: rest) : first == "&" ? entity(at: rest) : nil {
                tokens.append(token)
                rest = rest.dropFirst(token.raw.unicodeScalars.count)
            } else {
                let end = rest.dropFirst().firstIndex { $0 == "<" || $0 == "&" } ?? rest.endIndex
                tokens += characters(of: String(rest[..<end]))
                rest = rest[end...]
            }
        }
        return tokens
    }

    private static func tag(at text: Substring.UnicodeScalarView) -> HTMLToken? {
        guard let end = text.firstIndex(of: ">") else { return nil }
        let raw = String(text[...end])
        let inside = text[..<end].dropFirst()
        let isClosing = inside.first == "/"
        let name = (isClosing ? inside.dropFirst() : inside).prefix { $0.isASCII && ($0.properties.isAlphabetic || $0 == "-") }
        guard !name.isEmpty, !inside.contains("<") else { return nil }
        return isClosing ? .close(name: String(name).lowercased(), raw: raw) : .open(name: String(name).lowercased(), raw: raw)
    }

    private static func entity(at text: Substring.UnicodeScalarView) -> HTMLToken? {
        let name = text.dropFirst().prefix(10).prefix {
            $0.isASCII && ($0 == "#" || $0.properties.isAlphabetic || $0.properties.numericType != nil)
        }
        let after = text.dropFirst(1 + name.count)
        guard !name.isEmpty, after.first == ";" else { return nil }
        return .entity(raw: "&" + String(name) + ";", width: HTMLText.character(ofEntity: String(name))?.utf16.count ?? name.count + 2)
    }

    private static func characters(of run: String) -> [HTMLToken] {
        run.flatMap { character -> [HTMLToken] in
            // No limit to the marks on one letter: past any honest length each stands alone, or it would never fit.
            guard character.utf16.count > 64 else { return [.character(String(character))] }
            return character.unicodeScalars.map { .character(String($0)) }
        }
    }
}
