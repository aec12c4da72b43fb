package import Domain

/// A proxy URL taken apart; it never shows its password.
package struct ProxyAddress: Sendable {
    /// How the proxy is spoken to.
    enum Kind: String {
        case http, https, socks5, socks5h
    }

    let kind: Kind
    let host: String
    let port: UInt16
    let user: Secret?
    /// As the proxy gets it, decoded.
    package let password: Secret?

    /// Takes `http://`, `https://`, `socks5://` and `socks5h://[user:password@]host[:port]` apart; throws what a person is to mend.
    ///
    /// Without a port: 80, 443, 1080 and 1080. `socks5h` leaves names to the proxy, `socks5` looks them up here.
    package init(_ url: Secret) throws(ProxyAddressError) {
        guard let parsed = ParsedURL(url.reveal(), anyScheme: true), let host = parsed.host, !host.isEmpty else { throw .malformed }
        guard let kind = Kind(rawValue: parsed.scheme?.lowercased() ?? "") else { throw .scheme }
        self.kind = kind
        self.host = host
        port = parsed.writtenPort ?? (kind == .http ? 80 : kind == .https ? 443 : 1080)
        user = parsed.user.map { Secret($0) }
        password = parsed.password.map { Secret($0) }
        // `Secret` trims, and what cannot be decoded reads as absent: neither may end in another password than the one written.
        guard user?.reveal() == parsed.user, parsed.hasUser == (user != nil) else { throw .malformed }
        guard password?.reveal() == parsed.password, parsed.hasPassword == (password != nil), port > 0 else { throw .malformed }
    }

    /// The address without its credentials, as libcurl takes it.
    var url: String { "\(kind.rawValue)://\(host):\(port)" }
}

/// What is wrong with a proxy URL, without repeating it.
package enum ProxyAddressError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not a URL, or not one that can be sent as written.
    case malformed
    /// A scheme that is no proxy's.
    case scheme

    /// What to write instead.
    package var description: String {
        switch self {
        case .malformed: "the proxy URL is malformed; it reads http://user:password@host:port or socks5h://host:port"
        case .scheme: "the proxy URL begins with none of http://, https://, socks5:// and socks5h://"
        }
    }
}
