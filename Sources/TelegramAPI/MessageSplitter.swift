/// Splits a text that is longer than a message can be into several that are each whole.
package struct MessageSplitter: Sendable {
    /// UTF-16 units that a person sees; Telegram counts them once the tags are gone.
    let visibleLimit: Int
    /// UTF-16 units with the tags.
    let rawLimit: Int
    /// Tags with a meaning; Telegram drops the formatting of what is beyond the hundredth.
    let entityLimit: Int

    /// A splitter for messages; `visibleLimit` is 4096 for a text, 1024 for a caption.
    package init(visibleLimit: Int = 4096, rawLimit: Int = 12_288, entityLimit: Int = 100) {
        self.visibleLimit = visibleLimit
        self.rawLimit = rawLimit
        self.entityLimit = entityLimit
    }

    /// Joins `blocks` (pieces of HTML, each with all its tags closed) by line ends into as few messages as they need, in order.
    ///
    /// A message ends between two blocks. Only a block that is too long by itself is split: between lines, else between words, else
    /// between characters; never inside a tag, an entity or a character. Tags open there are closed and opened again.
    /// What shows nothing makes no message.
    package func parts(of blocks: [String]) -> [String] {
        var parts: [String] = []
        var current: Draft?
        for block in blocks {
            let tokens = HTMLToken.scan(block)
            let addition = Size(tokens)
            if let draft = current, fits(draft.size + Size.lineEnd + addition) {
                current = Draft(text: draft.text + "\n" + block, size: draft.size + Size.lineEnd + addition)
                continue
            }
            if let draft = current { parts.append(draft.text) }
            if fits(addition) {
                current = Draft(text: block, size: addition)
            } else {
                var pieces = cut(tokens)
                current = pieces.popLast()
                parts += pieces.map(\.text)
            }
        }
        if let draft = current { parts.append(draft.text) }
        return parts.filter { part in !HTMLText.plain(from: part).allSatisfy(\.isWhitespace) }
    }

    private struct Draft {
        var text: String
        var size: Size
    }

    private func fits(_ size: Size) -> Bool {
        size.visible <= visibleLimit && size.raw <= rawLimit && size.entities <= entityLimit
    }

    /// Cuts one block that is too long.
    private func cut(_ tokens: [HTMLToken]) -> [Draft] {
        var drafts: [Draft] = []
        var open = OpenTags()
        var start = 0
        while start < tokens.count {
            let end = self.end(of: tokens, from: start, open)
            let reopened = open.opening
            for token in tokens[start..<end] { open.pass(token) }
            // The line end at which it was cut is the boundary of the messages now.
            let kept = end < tokens.count && tokens[end - 1].isLineEnd ? end - 1 : end
            let text = reopened + tokens[start..<kept].map(\.raw).joined() + open.closing
            drafts.append(Draft(text: text, size: Size(HTMLToken.scan(text))))
            start = end
        }
        return drafts
    }

    /// The index behind the last token of the message that begins at `start`; always at least one token on.
    private func end(of tokens: [HTMLToken], from start: Int, _ before: OpenTags) -> Int {
        var open = before
        var size = Size(HTMLToken.scan(before.opening))
        var afterLine: Int?
        var afterWord: Int?
        for index in start..<tokens.count {
            open.pass(tokens[index])
            size = size + Size([tokens[index]])
            guard fits(size + Size(raw: open.closingLength)) else { return afterLine ?? afterWord ?? max(index, start + 1) }
            guard size.visible > 1 else { continue }
            if tokens[index].isLineEnd { afterLine = index + 1 }
            if tokens[index] == .character(" ") { afterWord = index + 1 }
        }
        return tokens.count
    }
}

/// How much of a message's three limits a text uses.
private struct Size {
    var visible = 0
    var raw = 0
    var entities = 0

    static let lineEnd = Size(visible: 1, raw: 1)

    static func + (left: Size, right: Size) -> Size {
        Size(visible: left.visible + right.visible, raw: left.raw + right.raw, entities: left.entities + right.entities)
    }
}

extension Size {
    init(_ tokens: [HTMLToken]) {
        for token in tokens {
            visible += token.width
            raw += token.raw.utf16.count
            if case .open = token { entities += 1 }
        }
    }
}

/// The tags that are open at one place of a text.
private struct OpenTags {
    private var tags: [(name: String, raw: String)] = []
    /// UTF-16 units of `closing`.
    private(set) var closingLength = 0

    mutating func pass(_ token: HTMLToken) {
        switch token {
        case .open(let name, let raw):
            tags.append((name, raw))
            closingLength += name.utf16.count + 3
        case .close(let name, _) where tags.last?.name == name:
            tags.removeLast()
            closingLength -= name.utf16.count + 3
        case .close, .entity, .character: break
        }
    }

    var opening: String { tags.map(\.raw).joined() }
    var closing: String { tags.reversed().map { "</\($0.name)>" }.joined() }
}

extension HTMLToken {
    fileprivate var isLineEnd: Bool { self == .character("\n") || self == .character("\r\n") }
}
