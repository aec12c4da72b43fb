/// A URL's parts as far as the configuration judges them; it is never printed whole, since it may hold a password.
struct WebAddress {
    let scheme: String
    /// In lower case, an IPv6 address without its brackets.
    let host: String
    let port: UInt16?
    /// What stands before the `@`.
    let userInfo: String?
    /// From the first `/`, `?` or `#` on; may be empty.
    let rest: String

    /// Takes `scheme://[user:password@]host[:port][/…]` apart; nil where it is not of this shape.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ (33...126).contains($0) }), let colon = text.firstRange(of: "://") else { return nil }
        scheme = text[..<colon.lowerBound].lowercased()
        guard !scheme.isEmpty, scheme.utf8.allSatisfy(Self.isSchemeByte) else { return nil }
        let authority = text[colon.upperBound...].prefix { !"/?#\\".contains($0) }
        rest = String(text[authority.endIndex...])
        var server = authority
        if let at = authority.lastIndex(of: "@") {
            userInfo = String(authority[..<at])
            server = authority[authority.index(after: at)...]
        } else {
            userInfo = nil
        }
        guard let address = ListenAddress.split(server) else { return nil }
        host = address.host
        port = address.port
    }

    /// Whether two readers of `text` would take different parts of it for its user, password and host.
    ///
    /// A user or password has an `@`, `/`, `?` or `#` of its own, or a `%` that begins no byte (RFC 3986, 2.1 and 3.2.1).
    static func isMiswritten(_ text: String) -> Bool {
        guard let colon = text.firstRange(of: "://") else { return false }
        let rest = text[colon.upperBound...]
        guard let at = rest.lastIndex(of: "@") else { return false }
        let info = rest[..<at]
        if info.contains(where: { "@/?#\\".contains($0) }) { return true }
        return info.split(separator: "%", omittingEmptySubsequences: false).dropFirst().contains { part in
            part.utf8.prefix(2).count < 2 || !part.prefix(2).allSatisfy { $0.isASCII && $0.isHexDigit }
        }
    }

    /// The part of the user info behind its first colon.
    var password: String? {
        userInfo.flatMap { info in info.firstIndex(of: ":").map { String(info[info.index(after: $0)...]) } }
    }

    /// `scheme://host:port`, fit to be shown.
    var shown: String {
        "\(scheme)://" + (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
    }

    /// Whether the host is this machine itself: `localhost`, `127.…`, `[::1]`.
    var isLoopback: Bool { ListenAddress.isLoopback(host) }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
