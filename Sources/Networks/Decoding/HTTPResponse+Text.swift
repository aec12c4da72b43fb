import Domain
import Transport

extension HTTPResponse {
    /// The same answer with its body in UTF-8 without a byte-order mark; a body that cannot be decoded stays as it is.
    ///
    /// A byte-order mark decides before `Content-Type` does (https://encoding.spec.whatwg.org/#decode).
    func inUTF8() -> HTTPResponse {
        var copy = self
        let text: String?
        switch (body.starts(with: [0xEF, 0xBB, 0xBF]), body.prefix(2)) {
        case (true, _):
            copy.body.removeFirst(3)
            return copy
        case (_, [0xFF, 0xFE]): text = CharacterSet.utf16LittleEndian.text(of: body.dropFirst(2))
        case (_, [0xFE, 0xFF]): text = CharacterSet.utf16.text(of: body.dropFirst(2))
        default:
            guard let set = charset.flatMap(CharacterSet.init(name:)), set != .utf8 else { return self }
            text = set.text(of: body[...])
        }
        if let text { copy.body = Array(text.utf8) }
        return copy
    }

    /// What `Content-Type` says of the character set, at most 40 bytes; nil where it says nothing.
    var charset: String? {
        for parameter in (header("content-type") ?? "").split(separator: ";").dropFirst() {
            let halves = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" } }
            if halves.count == 2, halves[0].lowercased() == "charset", !halves[1].isEmpty { return halves[1].prefix(ofBytes: 40) }
        }
        return nil
    }
}
