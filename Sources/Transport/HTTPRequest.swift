import Domain

/// One HTTP exchange to make: where, what, and within which bounds.
package struct HTTPRequest: Sendable {
    /// What is sent after the headers.
    package enum Body: Sendable {
        case none
        case bytes([UInt8], contentType: String)
        case multipart([Part])
    }

    /// One field or file of a `multipart/form-data` body (RFC 7578).
    package struct Part: Sendable {
        package var name: String
        package var fileName: String?
        package var contentType: String?
        package var bytes: [UInt8]

        package init(name: String, fileName: String? = nil, contentType: String? = nil, bytes: [UInt8]) {
            self.name = name
            self.fileName = fileName
            self.contentType = contentType
            self.bytes = bytes
        }
    }

    package var method: String
    /// The absolute URL, already percent-encoded.
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: Body
    /// From the first byte of the connection to the last of the answer.
    package var timeout: Duration
    /// The largest body that is read, in bytes after decompression.
    package var bodyLimit: Int
    /// Whether plain `http://` is allowed; loopback addresses are no exception.
    package var allowsHTTP: Bool
    /// Where the bytes go: straight, or through a proxy.
    package var route: Route

    package init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: Body = .none,
        timeout: Duration = .seconds(20), bodyLimit: Int = 1 << 20, allowsHTTP: Bool = false, route: Route = .direct
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.bodyLimit = bodyLimit
        self.allowsHTTP = allowsHTTP
        self.route = route
    }
}

/// What came back, whatever its status: a 500 is an answer, not an error.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// Header fields in the order of arrival, names in lower case.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// How many bytes the peer was sent before it answered is not kept; how long it took is.
    package var elapsed: Duration

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8], elapsed: Duration) {
        self.status = status
        self.headers = headers
        self.body = body
        self.elapsed = elapsed
    }

    /// The first value of a header field; `name` in lower case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
