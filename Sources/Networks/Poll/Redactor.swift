import Domain

/// Takes an account's secrets and tokens out of texts.
struct Redactor {
    private var mask = SecretMask()

    init(_ secrets: some Sequence<Secret>) {
        mask = SecretMask(secrets.map { $0.reveal() })
    }

    /// Knows one more value from now on.
    mutating func add(_ secret: Secret) {
        mask.add(secret.reveal())
    }

    /// Knows a value that a login brought; what is shorter than 4 bytes is no token.
    mutating func addToken(_ token: Secret) {
        let text = token.reveal()
        // Perhaps an account's number, which is also what its wallet is called.
        if text.utf8.count >= 4 { mask.add(text, mayBeName: text.utf8.count < 16) }
    }

    /// `text` with every known value masked, also one that was cut off and ends in `...`, as in jq's messages.
    func redact(_ text: String) -> String { mask.redact(text) }

    /// A wallet's key or title, where a short value from a login is a number of the account rather than a token.
    func redact(name: String) -> String { mask.redact(name: name) }

    /// The first `limit` bytes of a body, redacted before they are cut; line ends and control characters become spaces.
    func excerpt(_ body: [UInt8], limit: Int) -> String {
        // A body may be a megabyte.
        let (most, isCut) = (65_536, body.count > 65_536)
        let text = mask.redact(String(decoding: body.prefix(most), as: UTF8.self), isCut: isCut)
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { shown.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar) }
        let all = String(shown)
        return all.utf8.count > limit || isCut ? all.prefix(ofBytes: limit) + "…" : all
    }
}
