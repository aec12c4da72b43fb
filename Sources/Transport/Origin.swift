/// The scheme, host and port of an http or https URL: the bounds within which credentials may travel.
package struct Origin: Hashable, Sendable {
    /// `http` or `https`.
    package let scheme: String
    /// The host in lower case; an IPv6 address keeps its brackets.
    package let host: String
    /// The port, also where the URL leaves it to the scheme.
    package let port: UInt16

    /// The origin of an absolute URL; nil when it is malformed, of another scheme, or holds a user name or password.
    package init?(url: String) {
        guard let parsed = ParsedURL(url) else { return nil }
        self.init(parsed)
    }

    init?(_ url: borrowing ParsedURL) {
        guard let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http", let host = url.host?.lowercased(),
            !host.isEmpty, let port = url.port, port > 0, url.zone == nil, !url.hasUser, !url.hasPassword
        else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// The absolute URL that `reference` means to a page at `url`: a relative or absolute one, as in a `Location` or a next-page link.
    ///
    /// Nil when either is malformed; the result may be of another origin, and is to be checked.
    package static func resolve(_ reference: String, from url: String) -> String? {
        guard var parsed = ParsedURL(url), parsed.move(to: reference) else { return nil }
        return parsed.text
    }
}
