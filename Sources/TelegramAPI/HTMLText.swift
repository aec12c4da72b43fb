/// Text on its way into Telegram's HTML, and back out of it.
package enum HTMLText {
    /// `text` so that it reads as itself in Telegram's HTML, between tags and inside a quoted attribute.
    package static func escape(_ text: some StringProtocol) -> String {
        var html = ""
        html.reserveCapacity(text.utf8.count)
        // By scalars: `<` with a combining mark behind it is another character, but still begins a tag.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            default: html.unicodeScalars.append(scalar)
            }
        }
        return html
    }

    /// What a person reads of `html`: without Telegram's tags, with its entities as characters.
    ///
    /// Never fails and loses nothing else: it is the way out when Telegram refused the HTML, so an unknown tag stays as text.
    package static func plain(from html: String) -> String {
        HTMLToken.scan(html).map { token in
            switch token {
            case .open(let name, let raw), .close(let name, let raw): tags.contains(name) ? "" : raw
            case .entity(let raw, _): character(ofEntity: String(raw.dropFirst().dropLast())) ?? raw
            case .character(let text): text
            }
        }.joined()
    }

    /// The character of the entity between `&` and `;`; nil for one that Telegram does not know.
    static func character(ofEntity name: String) -> String? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        default:
            guard name.first == "#" else { return nil }
            let isHex = name.dropFirst().first == "x"
            guard let code = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10), code > 0 else { return nil }
            return Unicode.Scalar(code).map { String($0) }
        }
    }

    private static let tags: Set = [
        "a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike", "strong", "tg-emoji", "tg-spoiler", "u",
    ]
}
