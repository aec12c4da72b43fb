package import Domain

/// A way to the outside: straight, or through a proxy.
package enum Route: Hashable, Sendable {
    case direct
    /// A proxy URL, `http://` or `socks5h://`; secret, since it may hold a password.
    case proxy(Secret)
}
