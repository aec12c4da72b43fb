import Synchronization

/// An HTTP/1.1 server on loopback that does what its closure says: answers, hangs, drips, breaks off.
package final class LoopbackServer: Sendable {
    private let listener: LoopbackListener
    private let log: Log

    /// Serves until `stop()`; `handler` is called on the connection's thread, once a request.
    package init(_ handler: @escaping @Sendable (ReceivedRequest) -> Reply) throws {
        let log = Log()
        self.log = log
        listener = try LoopbackListener { connection in
            var reader = RequestReader(connection)
            while let request = reader.next() {
                log.requests.withLock { $0.append(request) }
                guard handler(request).send(over: connection) else { return }
            }
        }
    }

    package var port: UInt16 { listener.port }
    /// `http://127.0.0.1:port`, without a slash at the end.
    package var url: String { "http://127.0.0.1:\(port)" }
    /// How many connections were accepted so far.
    package var connections: Int { listener.accepted }
    /// Every request so far, in the order of arrival.
    package var requests: [ReceivedRequest] { log.requests.withLock { $0 } }

    /// Closes the port and breaks every connection.
    package func stop() { listener.stop() }

    private final class Log: Sendable {
        let requests = Mutex<[ReceivedRequest]>([])
    }
}

/// A request as it came over the wire.
package struct ReceivedRequest: Sendable {
    package var method: String
    /// Path and query, as sent.
    package var target: String
    /// Fields in the order of arrival, names in lower case.
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8] = []

    /// The target without its query.
    package var path: String { String(target.prefix { $0 != "?" }) }
    /// What follows the question mark, as sent; nil without one.
    package var query: String? { target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) } }
    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The first value of a field; `name` in lower case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}

/// Reads one request after another from a connection.
private struct RequestReader {
    private let connection: LoopbackConnection
    private var buffer: [UInt8] = []

    init(_ connection: LoopbackConnection) {
        self.connection = connection
    }

    /// The next request; nil when the peer closed or sent what is none.
    mutating func next() -> ReceivedRequest? {
        guard let first = line() else { return nil }
        let words = first.split(separator: " ")
        guard words.count == 3 else { return nil }
        var request = ReceivedRequest(method: String(words[0]), target: String(words[1]))
        while let line = line(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            request.headers.append((line[..<colon].lowercased(), String(value)))
        }
        if request.header("transfer-encoding") == "chunked" {
            while let size = line().flatMap({ Int($0, radix: 16) }), let chunk = bytes(size), line() != nil {
                if size == 0 { return request }
                request.body += chunk
            }
            return nil
        }
        guard let body = bytes(request.header("content-length").flatMap { Int($0) } ?? 0) else { return nil }
        request.body = body
        return request
    }

    private mutating func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0a) {
                defer { buffer.removeSubrange(...end) }
                return String(decoding: buffer[..<end].filter { $0 != 0x0d }, as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    private mutating func bytes(_ count: Int) -> [UInt8]? {
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    private mutating func fill() -> Bool {
        let more = connection.read()
        buffer += more
        return !more.isEmpty
    }
}
