/// Shows what happens in a simulated chat as lines for a terminal.
package enum ChatStyle: Hashable, Sendable {
    /// Text alone.
    case plain
    /// Bold, italics and underlines by ANSI's escape sequences.
    case ansi

    /// The lines for one event.
    package func lines(for event: ChatEvent) -> String {
        switch event {
        case .message(let message) where !message.isBots: dim("› ") + message.text.filtered
        case .message(let message): body(of: message)
        case .edited(let message): dim("(edited)") + "\n" + body(of: message)
        case .pressed(_, let button): dim("› [\(button.filtered)]")
        case .answered(_, let text?, _): dim("(i) \(text.filtered)")
        case .answered: ""
        }
    }

    private func body(of message: SimulatedMessage) -> String {
        var lines: [String] = []
        if let file = message.file { lines.append(dim(described(file))) }
        if !message.text.isEmpty { lines.append(formatted(message)) }
        for row in message.buttons { lines.append(row.map { dim("[\($0.text.filtered)]") }.joined(separator: " ")) }
        return lines.joined(separator: "\n")
    }

    /// «[картинка 1600×1000]» for what is one, since a terminal shows none.
    private func described(_ file: SentFile) -> String {
        guard let size = PictureSize(png: file.bytes) else { return "[\(file.name.filtered), \(file.bytes.count) bytes]" }
        return "[картинка \(size.width)×\(size.height)]"
    }

    private func dim(_ text: String) -> String { self == .ansi ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

    private func formatted(_ message: SimulatedMessage) -> String {
        guard self == .ansi, message.isHTML, let html = try? TelegramHTML(message.source) else { return message.text.filtered }
        let text = html.text.utf16
        let marks = Set(html.entities.flatMap { [$0.offset, $0.offset + $0.length] } + [0, text.count]).sorted()
        return zip(marks, marks.dropFirst()).map { from, to in
            let run = String(text.dropFirst(from).prefix(to - from)) ?? ""
            let active = html.entities.filter { $0.offset <= from && to <= $0.offset + $0.length }
            let codes = active.compactMap { Self.codes[$0.tag] }
            return codes.isEmpty ? run.filtered : "\u{1B}[\(codes.joined(separator: ";"))m\(run.filtered)\u{1B}[0m"
        }.joined()
    }

    private static let codes = [
        "b": "1", "strong": "1", "i": "3", "em": "3", "u": "4", "ins": "4", "a": "4", "s": "9", "strike": "9", "del": "9", "code": "36",
        "pre": "36", "blockquote": "2",
    ]
}

extension String {
    /// Without control characters: a hostile account name must not steer the terminal.
    fileprivate var filtered: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0 == "\n" || $0.properties.generalCategory != .control }))
    }
}
