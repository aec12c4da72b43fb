/// Reads a message's HTML as strictly as Telegram documents it: every tag known and closed, every `<`, `>` and `&` written as an entity.
package struct TelegramHTML: Hashable, Sendable {
    /// A formatted stretch of the text, in UTF-16 units.
    package struct Entity: Hashable, Sendable {
        package let tag: String
        package let offset: Int
        package let length: Int
        /// The address of a link.
        package let url: String?
    }

    /// Why the server refuses a text.
    package struct Fault: Error, Hashable, Sendable {
        /// As in Telegram's `description`, after `Bad Request: can't parse entities: `.
        package let description: String
    }

    /// What a person reads.
    package private(set) var text = ""
    package private(set) var entities: [Entity] = []

    /// Throws `Fault` for what the server would refuse.
    package init(_ html: String) throws(Fault) {
        var open: [(tag: String, offset: Int, url: String?)] = []
        var reader = Reader(html)
        while let scalar = reader.next() {
            switch scalar {
            case "<":
                let tag = try reader.tag()
                let here = text.utf16.count
                if !tag.isClosing {
                    open.append((tag.name, here, tag.attributes["href"]))
                } else if let last = open.popLast(), last.tag == tag.name {
                    if here > last.offset {
                        entities.append(Entity(tag: last.tag, offset: last.offset, length: here - last.offset, url: last.url))
                    }
                } else {
                    throw Fault(description: "Unmatched end tag at byte offset \(reader.offset), found \"</\(tag.name)>\"")
                }
            case ">": throw Fault(description: "Unescaped > at byte offset \(reader.offset)")
            case "&": text.unicodeScalars.append(try reader.entity())
            default: text.unicodeScalars.append(scalar)
            }
        }
        if let last = open.last { throw Fault(description: "Can't find end tag corresponding to start tag \"\(last.tag)\"") }
    }
}

private struct Tag {
    var name: String
    var isClosing: Bool
    var attributes: [String: String] = [:]
}

private struct Reader {
    private var rest: Substring.UnicodeScalarView
    /// Bytes read so far.
    private(set) var offset = 0

    init(_ html: String) {
        rest = html[...].unicodeScalars
    }

    mutating func next() -> Unicode.Scalar? {
        guard let scalar = rest.popFirst() else { return nil }
        offset += UTF8.width(scalar)
        return scalar
    }

    /// What follows a `<`, up to its `>`.
    mutating func tag() throws(TelegramHTML.Fault) -> Tag {
        let start = offset - 1
        var inside = ""
        while let scalar = next(), scalar != ">" {
            guard scalar != "<" else { throw fault("Unclosed start tag", start) }
            inside.unicodeScalars.append(scalar)
            if rest.isEmpty { throw fault("Unclosed start tag", start) }
        }
        if inside.hasPrefix("/") { return Tag(name: String(inside.dropFirst()).lowercased(), isClosing: true) }
        let name = inside.prefix { $0 != " " }
        let attributes = try attributes(inside.dropFirst(name.count), start)
        let tag = Tag(name: name.lowercased(), isClosing: false, attributes: attributes)
        guard let allowed = Self.attributes[tag.name] else { throw fault("Unsupported start tag \"\(tag.name)\"", start) }
        guard Set(attributes.keys).isSubset(of: allowed), tag.name != "span" || attributes["class"] == "tg-spoiler" else {
            throw fault("Unsupported attribute of \"\(tag.name)\"", start)
        }
        return tag
    }

    /// What follows an `&`, up to its `;`.
    mutating func entity() throws(TelegramHTML.Fault) -> Unicode.Scalar {
        let start = offset - 1
        var name = ""
        while let scalar = next(), scalar != ";" {
            name.unicodeScalars.append(scalar)
            if rest.isEmpty || name.utf8.count > 10 { throw fault("Unescaped &", start) }
        }
        if let known = ["lt": "<", "gt": ">", "amp": "&", "quot": "\""][name] as Unicode.Scalar? { return known }
        let isHex = name.hasPrefix("#x")
        guard name.hasPrefix("#"), let code = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10),
            let scalar = Unicode.Scalar(code)
        else { throw fault("Unsupported entity \"&\(name);\"", start) }
        return scalar
    }

    private func attributes(_ text: Substring, _ start: Int) throws(TelegramHTML.Fault) -> [String: String] {
        var found: [String: String] = [:]
        var text = text.drop { $0 == " " }
        while !text.isEmpty {
            let name = text.prefix { $0 != "=" && $0 != " " }
            text = text.dropFirst(name.count)
            var value = ""
            if text.first == "=" {
                text.removeFirst()
                guard text.popFirst() == "\"", let end = text.firstIndex(of: "\"") else {
                    throw fault("Unquoted attribute \"\(name)\"", start)
                }
                value = String(text[..<end])
                text = text[end...].dropFirst()
            }
            found[name.lowercased()] = value
            text = text.drop { $0 == " " }
        }
        return found
    }

    private func fault(_ words: String, _ start: Int) -> TelegramHTML.Fault {
        TelegramHTML.Fault(description: "\(words) at byte offset \(start)")
    }

    private static let attributes: [String: Set<String>] = [
        "a": ["href"], "b": [], "blockquote": ["expandable"], "code": ["class"], "del": [], "em": [], "i": [], "ins": [], "pre": [],
        "s": [],
        "span": ["class"], "strike": [], "strong": [], "tg-emoji": ["emoji-id"], "tg-spoiler": [], "u": [],
    ]
}
