/// A text that must never be printed: it shows as `••••` wherever a value can be shown.
package struct Secret: Hashable, Sendable {
    private let text: String

    /// Keeps `text` without the white space and line ends that a pasted key brings along.
    package init(_ text: String) {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        self.text = String(rest)
    }

    /// The secret itself, for the one place that sends it.
    package func reveal() -> String { text }

    package var isEmpty: Bool { text.isEmpty }

    /// Whether there is a line end within it, or what no line shows.
    package var hasControlCharacter: Bool { text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F } }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "••••" }
    package var debugDescription: String { "••••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
