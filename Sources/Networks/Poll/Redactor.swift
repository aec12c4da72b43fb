import Domain

/// Takes secrets out of texts by their value, in every form in which a request or an answer may show them.
struct Redactor {
    private static let mask = Array("••••".utf8)

    private struct Form: Hashable {
        var bytes: [UInt8]
        /// Perhaps an account's number that a login gave, which is also what its wallet is called.
        var mayBeName: Bool
    }

    // Longest first, so that no shorter one leaves the rest of a longer one standing.
    private var forms: [Form] = []

    init(_ secrets: some Sequence<Secret>) {
        for secret in secrets { add(secret) }
    }

    /// Knows one more value from now on.
    mutating func add(_ secret: Secret) {
        add(secret, mayBeName: false)
    }

    /// Knows a value that a login brought; what is shorter than 4 bytes is no token.
    mutating func addToken(_ token: Secret) {
        let size = token.reveal().utf8.count
        if size >= 4 { add(token, mayBeName: size < 16) }
    }

    private mutating func add(_ secret: Secret, mayBeName: Bool) {
        let text = secret.reveal()
        guard !text.isEmpty else { return }
        let json = JSONValue.escaped(text)
        let new = [
            text, text.percentEncoded(), text.percentEncoded(hex: .lower), json, json.replacing("/", with: "\\/"),
            JSONValue.escaped(text, asciiOnly: true), JSONValue.escaped(text, asciiOnly: true).replacing("/", with: "\\/"),
            text.percentEncoded().replacing("%20", with: "+"), text.percentEncoded(hex: .lower).replacing("%20", with: "+"),
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;"),
            text.base64,
        ]
        for form in new.map({ Form(bytes: Array($0.utf8), mayBeName: mayBeName) }) where !forms.contains(form) { forms.append(form) }
        forms.sort { $0.bytes.count > $1.bytes.count }
    }

    /// `text` with every known value masked, also one that was cut off and ends in `...`, as jq's messages do.
    func redact(_ text: String) -> String {
        redact(text, with: forms)
    }

    /// A wallet's key or title, where a short value from a login is a number of the account rather than a token.
    func redact(name: String) -> String {
        redact(name, with: forms.filter { !$0.mayBeName })
    }

    private func redact(_ text: String, with forms: [Form]) -> String {
        guard !forms.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            if let length = Self.matchLength(bytes[position...], forms) {
                out += Self.mask
                position += length
            } else {
                out.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The first `limit` characters of a body, redacted before they are cut; line ends and control characters become spaces.
    func excerpt(_ body: [UInt8], limit: Int) -> String {
        // A body may be a megabyte; the tail of what is looked at is dropped, since a secret may be cut in two there.
        let looked = body.prefix(65536 + (forms.first?.bytes.count ?? 0))
        let text = redact(String(decoding: looked, as: UTF8.self))
        var shown = ""
        for scalar in text.unicodeScalars.prefix(limit) {
            shown.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        return text.unicodeScalars.count > limit ? shown + "…" : shown
    }

    private static func matchLength(_ rest: ArraySlice<UInt8>, _ forms: [Form]) -> Int? {
        let candidates = forms.lazy.map(\.bytes).filter { $0[0] == rest[rest.startIndex] }
        for bytes in candidates where rest.starts(with: bytes) { return bytes.count }
        for bytes in candidates {
            let common = zip(bytes, rest).prefix { $0 == $1 }.count
            if common >= 3, rest.dropFirst(common).starts(with: [0x2E, 0x2E, 0x2E]) { return common }
        }
        return nil
    }
}
