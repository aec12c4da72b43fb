/// The parser's sentence on a syntax error without what it quotes from the file, since that may be a secret.
struct SyntaxMessage: CustomStringConvertible {
    let description: String

    init(_ text: String) {
        if text.contains("cannot redefine") {
            description = "a key or table of this name was given already"
            return
        }
        let sentence = text.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? text
        description = Self.withoutQuotes(sentence)
    }

    /// Single characters stay ("expected '=', saw 'x'"), anything longer goes, to the sentence's last quote.
    private static func withoutQuotes(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let quote = rest.firstIndex(of: "'") {
            result += rest[..<quote]
            let inner = rest[rest.index(after: quote)...]
            guard let character = inner.first else { return result }
            let behind = inner.dropFirst()
            if character != "'", behind.first == "'" {
                result += "'\(character)'"
                rest = behind.dropFirst()
            } else if let last = inner.lastIndex(of: "'") {
                return result + "'…'" + inner[inner.index(after: last)...]
            } else {
                return result + "'…'"
            }
        }
        return result + rest
    }
}
