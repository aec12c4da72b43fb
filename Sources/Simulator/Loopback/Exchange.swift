import FoundationEssentials

/// What a simulated server was asked.
package struct ServedRequest: Hashable, Sendable {
    package let method: String
    /// The path, still percent-encoded.
    package let path: String
    /// The query's parameters, decoded; the last of a name wins.
    package let query: [String: String]
    /// Header fields, names in lower case.
    package let headers: [String: String]
    package let body: [UInt8]

    /// A request for `target`, which is a path with or without a query.
    package init(method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []) {
        let halves = target.split(separator: "?", maxSplits: 1)
        self.method = method
        path = halves.first.map { String($0) } ?? "/"
        query = halves.count == 2 ? FormBody.urlEncoded(halves[1]) : [:]
        self.headers = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }) { _, last in last }
        self.body = body
    }

    /// The body as JSON; nil where it is none.
    var json: JSON? { try? JSONDecoder().decode(JSON.self, from: Data(body)) }

    /// The token of `Authorization: Bearer …`.
    var bearer: String? {
        guard let value = headers["authorization"], value.hasPrefix("Bearer ") else { return nil }
        return String(value.dropFirst(7))
    }
}

/// What a simulated server answers.
package struct ServedResponse: Hashable, Sendable {
    package let status: Int
    package let headers: [String: String]
    package let body: [UInt8]

    package init(status: Int = 200, headers: [String: String] = [:], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A text as it stands.
    static func text(_ text: String, status: Int = 200, type: String) -> ServedResponse {
        ServedResponse(status: status, headers: ["Content-Type": type], body: Array(text.utf8))
    }

    /// A JSON value.
    static func json(_ value: JSON, status: Int = 200) -> ServedResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = (try? encoder.encode(value)) ?? Data()
        return ServedResponse(status: status, headers: ["Content-Type": "application/json"], body: Array(body))
    }

    /// The page of a gateway or of bot protection, where an API's answer was expected.
    static func page(status: Int) -> ServedResponse {
        .text(
            "<html>\r\n<head><title>\(status)</title></head>\r\n<body><center><h1>\(status)</h1></center><hr>nginx</body></html>\r\n",
            status: status, type: "text/html")
    }
}
