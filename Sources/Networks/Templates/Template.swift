/// A text of a definition with placeholders, parsed before any value is known.
///
/// Because values come in after the parsing and are encoded for their place, no quote, `&` or line end in one can change the request.
/// `{{` writes a brace; braces around what cannot be a name, as in `fields{…, …}`, are text.
struct Template: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case placeholder(Placeholder)
    }

    let pieces: [Piece]

    init(_ source: String) throws(TemplateError) {
        var pieces: [Piece] = []
        var text = ""
        var rest = source[...]
        while let brace = rest.firstIndex(of: "{") {
            text += rest[..<brace]
            rest = rest[rest.index(after: brace)...]
            if rest.first == "{" {
                text += "{"
                rest.removeFirst()
            } else if let end = rest.firstIndex(of: "}"), let placeholder = try Placeholder(rest[..<end]) {
                if !text.isEmpty { pieces.append(.text(text)) }
                text = ""
                pieces.append(.placeholder(placeholder))
                rest = rest[rest.index(after: end)...]
            } else {
                text += "{"
            }
        }
        text += rest
        if !text.isEmpty { pieces.append(.text(text)) }
        self.pieces = pieces
    }

    var placeholders: [Placeholder] {
        pieces.compactMap { if case .placeholder(let placeholder) = $0 { placeholder } else { nil } }
    }

    /// The placeholder that is the whole text, if one is.
    var lonePlaceholder: Placeholder? {
        guard pieces.count == 1, case .placeholder(let placeholder) = pieces[0] else { return nil }
        return placeholder
    }

    /// The text with every value put in, after `encode` has fitted it to its place; the template's own text is left as it is.
    func text(_ values: TemplateValues, encode: (String) throws(TemplateError) -> String = { $0 }) throws(TemplateError) -> String {
        var out = ""
        for piece in pieces {
            switch piece {
            case .text(let text): out += text
            case .placeholder(let placeholder): out += try encode(try values.value(of: placeholder))
            }
        }
        return out
    }
}
