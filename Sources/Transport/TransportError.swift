/// Why no answer came; names the host, never the URL.
package struct TransportError: Error, Hashable, Sendable {
    /// What went wrong, in the order in which it can.
    package enum Reason: Hashable, Sendable {
        /// The URL is malformed, or not https where it must be.
        case badURL(String)
        /// The name has no address.
        case nameResolution
        /// Nobody answers at the address.
        case connection(String)
        /// The proxy refused, wants another password, or cannot be reached.
        case proxy(String)
        /// The certificate or the handshake failed.
        case tls(String)
        /// The deadline passed.
        case timedOut
        /// The body is larger than the limit.
        case bodyTooLarge(limit: Int)
        /// The answer was broken off or is not HTTP.
        case protocolViolation(String)
        /// A redirect to another origin, which is never followed with credentials.
        case redirect(toHost: String)
        /// The caller cancelled, or the client was shut down.
        case cancelled
    }

    package var host: String
    package var reason: Reason
    /// Whether any byte of the request may have reached the server: only then can it have had an effect.
    package var requestMayHaveBeenSent: Bool

    package init(host: String, reason: Reason, requestMayHaveBeenSent: Bool) {
        self.host = host
        self.reason = reason
        self.requestMayHaveBeenSent = requestMayHaveBeenSent
    }
}
