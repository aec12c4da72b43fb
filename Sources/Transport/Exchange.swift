import Domain

/// A request that has passed every check, and how far its redirects have come.
struct Exchange: Sendable {
    /// The largest number of redirects that one request follows.
    static let maximumHops = 5

    private(set) var request: HTTPRequest
    let origin: Origin
    let proxy: ProxyAddress?
    /// How many redirects were followed so far.
    private(set) var hops = 0
    /// How much of the deadline they took.
    private(set) var spent = Duration.zero

    /// Checks everything that can be checked without the network; throws `.badURL` or `.proxy`, which repeat nothing of the request but the host.
    init(_ request: HTTPRequest) throws(TransportError) {
        self.request = request
        guard let origin = Origin(url: request.url) else {
            throw .unsent(.badURL("not an http(s) URL without user name and password"))
        }
        self.origin = origin
        guard origin.scheme == "https" || request.allowsHTTP else { throw .unsent(.badURL("plain http is not allowed here"), origin) }
        guard Self.isToken(request.method), request.method != "CONNECT" else { throw .unsent(.badURL("not an HTTP method"), origin) }
        for header in request.headers {
            guard Self.isToken(header.name) else { throw .unsent(.badURL("a header's name is malformed"), origin) }
            guard Self.isPrintable(header.value) else {
                throw .unsent(.badURL("the value of header \(header.name) holds a control character"), origin)
            }
            guard !Self.framing.contains(header.name.lowercased()) else {
                throw .unsent(.badURL("header \(header.name) is not the caller's to set"), origin)
            }
        }
        guard Self.contentTypes(of: request.body).allSatisfy(Self.isPrintable) else {
            throw .unsent(.badURL("a content type holds a control character"), origin)
        }
        switch request.route {
        case .direct: proxy = nil
        case .proxy(let url):
            do { proxy = try ProxyAddress(url) } catch { throw .unsent(.proxy(error.description), origin) }
        }
    }

    /// The error of this exchange for `reason`; what was redirected has been sent.
    func error(_ reason: TransportError.Reason, isSent: Bool = false) -> TransportError {
        TransportError(host: origin.host, reason: reason, requestMayHaveBeenSent: isSent || hops > 0)
    }

    /// What is left of the deadline.
    var remaining: Duration { request.timeout - spent }

    /// What an answer means for where the request goes next.
    enum Step {
        /// It is the answer.
        case done
        /// It points to another place of the same origin.
        case follow(Exchange)
        case refuse(TransportError.Reason)
    }

    /// Decides about a redirect: never to another origin, at most five, and with the body only after 307 and 308.
    func step(status: Int, location: String?, elapsed: Duration) -> Step {
        guard [301, 302, 303, 307, 308].contains(status), let location else { return .done }
        guard var url = ParsedURL(request.url), url.move(to: location), let text = url.text, let host = url.host else {
            return .refuse(.protocolViolation("a redirect to what is no URL"))
        }
        guard Origin(url) == origin else { return .refuse(.redirect(toHost: host.lowercased().bounded(toBytes: 255))) }
        guard hops < Self.maximumHops else { return .refuse(.protocolViolation("more than \(Self.maximumHops) redirects")) }
        var next = self
        next.hops += 1
        next.spent += elapsed
        next.request.url = text
        if status < 307, request.method != "GET", request.method != "HEAD" {
            next.request.method = "GET"
            next.request.body = .none
            next.request.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
        }
        guard next.remaining > .zero else { return .refuse(.timedOut) }
        return .follow(next)
    }

    /// Headers that frame the message: a second opinion on them would let one request be read as two.
    private static let framing: Set<String> = ["connection", "content-length", "expect", "transfer-encoding", "upgrade"]

    private static func contentTypes(of body: HTTPRequest.Body) -> [String] {
        switch body {
        case .none: []
        case .bytes(_, let contentType): [contentType]
        case .multipart(let parts): parts.compactMap(\.contentType)
        }
    }

    /// Whether `text` stays on its line.
    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }

    /// Whether `text` is a token of RFC 9110, as methods and header names are.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}

extension TransportError {
    /// A failure before the network was touched.
    static func unsent(_ reason: Reason, _ origin: Origin? = nil) -> TransportError {
        TransportError(host: origin?.host ?? "", reason: reason, requestMayHaveBeenSent: false)
    }
}
