extension TransportError: CustomStringConvertible {
    /// One line for people: the host, then what went wrong.
    package var description: String {
        host.isEmpty ? reason.description : "\(host): \(reason.description)"
    }
}

extension TransportError.Reason: CustomStringConvertible {
    /// What went wrong, without the host.
    package var description: String {
        switch self {
        case .badURL(let text): "the request is not sent: \(text)"
        case .nameResolution: "the name has no address; is DNS reachable?"
        case .connection(let text): text
        case .proxy(let text): "proxy: \(text)"
        case .tls(let text): "TLS: \(text)"
        case .timedOut: "no whole answer within the deadline"
        case .bodyTooLarge(let limit): "the answer is larger than \(limit) bytes"
        case .protocolViolation(let text): text
        case .redirect(let host): "it redirects to another origin (\(host)), which is never followed"
        case .cancelled: "cancelled"
        }
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// Method and host: everything else of a request may hold a secret.
    package var description: String { "\(method) \(Origin(url: url)?.host ?? "?")" }
    /// Nothing, for the same reason.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
    /// Status and size: headers and body may hold a secret.
    package var description: String { "status \(status), \(body.count) bytes" }
    /// Nothing, for the same reason.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
