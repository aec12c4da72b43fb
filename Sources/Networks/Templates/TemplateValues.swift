import Domain

/// What placeholders stand for in one request.
struct TemplateValues {
    var secrets: [String: Secret]
    var variables: [String: String]
    var login: [String: Secret] = [:]
    var now: Instant
    /// Drawn anew for each request.
    let nonce: String
    let uuid: String

    /// The values of a request made at `now`, with a nonce and a UUID of its own.
    init(secrets: [String: Secret], variables: [String: String], login: [String: Secret] = [:], now: Instant) {
        self.secrets = secrets
        self.variables = variables
        self.login = login
        self.now = now
        var random = SystemRandomNumberGenerator()
        nonce = Self.hex(random.next()) + Self.hex(random.next())
        let (high, low) = (random.next() & ~0xF000 | 0x4000, random.next() & ~(0b11 << 62) | 0b10 << 62)
        let digits = Array(Self.hex(high) + Self.hex(low))
        uuid = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }

    /// The value of the first alternative that exists; throws the name of what is missing.
    func value(of placeholder: Placeholder) throws(TemplateError) -> String {
        for alternative in placeholder.alternatives {
            if let value = value(of: alternative) { return value }
        }
        throw TemplateError("there is no value for \(placeholder.source)")
    }

    private func value(of source: Placeholder.Source) -> String? {
        switch source {
        case .secret(let name): secrets[name]?.reveal()
        case .variable(let name): variables[name]
        case .login(let name): login[name]?.reveal()
        case .nowSeconds: String(now.seconds)
        case .nowMilliseconds: String(now.seconds) + "000"
        case .nowDate: String(now.rfc3339.prefix(10))
        case .nowRFC3339: now.rfc3339
        case .nonce: nonce
        case .uuid: uuid
        }
    }

    private static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
