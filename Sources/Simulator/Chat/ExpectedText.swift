/// What a message must hold: a text, or a regular expression between slashes. Every kind of space counts as a plain one.
package struct ExpectedText: Hashable, Sendable {
    private let pattern: String
    private let isRegex: Bool

    /// Nil for an empty text and for a regular expression that does not compile.
    package init?(_ text: String) {
        isRegex = text.count > 2 && text.hasPrefix("/") && text.hasSuffix("/")
        pattern = Self.spaced(isRegex ? String(text.dropFirst().dropLast()) : text)
        if pattern.isEmpty { return nil }
        if isRegex, (try? Regex(pattern)) == nil { return nil }
    }

    /// Whether `text` holds it.
    package func matches(_ text: String) -> Bool {
        let text = Self.spaced(text)
        guard isRegex else { return text.contains(pattern) }
        // Compiled each time: `Regex` cannot be sent between tasks.
        return (try? Regex(pattern)).map { text.contains($0) } ?? false
    }

    private static func spaced(_ text: String) -> String {
        String(text.map { $0 == "\u{A0}" || $0 == "\u{202F}" || $0 == "\u{2009}" ? " " : $0 })
    }
}
