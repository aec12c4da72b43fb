import Domain

/// Takes secrets out of texts by their value, in every form in which a request or an answer may show them.
struct Redactor {
    private static let mask = Array("••••".utf8)

    private struct Known {
        var value: SecretPattern
        /// Perhaps an account's number that a login gave, which is also what its wallet is called.
        var mayBeName: Bool
    }

    // Longest first, so that no shorter one leaves the rest of a longer one standing.
    private var known: [Known] = []

    init(_ secrets: some Sequence<Secret>) {
        for secret in secrets { add(secret) }
    }

    /// Knows one more value from now on.
    mutating func add(_ secret: Secret) {
        add(secret.reveal(), mayBeName: false)
    }

    /// Knows a value that a login brought; what is shorter than 4 bytes is no token.
    mutating func addToken(_ token: Secret) {
        let text = token.reveal()
        if text.utf8.count >= 4 { add(text, mayBeName: text.utf8.count < 16) }
    }

    private mutating func add(_ text: String, mayBeName: Bool) {
        guard !text.isEmpty else { return }
        for value in [text, text.base64].map(SecretPattern.init) where !known.contains(where: { $0.value == value }) {
            known.append(Known(value: value, mayBeName: mayBeName))
        }
        known.sort { $0.value.bytes.count > $1.value.bytes.count }
    }

    /// `text` with every known value masked, also one that was cut off and ends in `...`, as in jq's messages.
    func redact(_ text: String) -> String {
        redact(text, known.map(\.value))
    }

    /// A wallet's key or title, where a short value from a login is a number of the account rather than a token.
    func redact(name: String) -> String {
        redact(name, known.filter { !$0.mayBeName }.map(\.value))
    }

    /// The first `limit` characters of a body, redacted before they are cut; line ends and control characters become spaces.
    func excerpt(_ body: [UInt8], limit: Int) -> String {
        // A body may be a megabyte; what is looked at reaches so far beyond the limit that a secret cut in two there is not shown.
        let text = redact(String(decoding: body.prefix(65536), as: UTF8.self))
        var shown = ""
        for scalar in text.unicodeScalars.prefix(limit) {
            shown.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        return text.unicodeScalars.count > limit ? shown + "…" : shown
    }

    private func redact(_ text: String, _ patterns: [SecretPattern]) -> String {
        guard !patterns.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            if let end = patterns.lazy.compactMap({ $0.match(in: bytes, at: position) }).first {
                out += Self.mask
                position = end
            } else {
                out.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
