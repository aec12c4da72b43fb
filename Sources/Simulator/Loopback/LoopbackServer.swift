import FlyingFox
import FlyingSocks
import FoundationEssentials
import Glibc

/// Serves HTTP on 127.0.0.1 and nowhere else.
package struct LoopbackServer: Sendable {
    /// Answers one request; cancelled when the server ends.
    package typealias Handler = @Sendable (ServedRequest) async -> ServedResponse

    private let server: HTTPServer

    /// A server on `port`, or with 0 on one that the system chooses.
    package init(port: UInt16 = 0, answering handler: @escaping Handler) throws {
        // FlyingFox's own loopback address is IPv6, which a container may not have.
        let address: sockaddr_in = try .inet(ip4: "127.0.0.1", port: port)
        let configuration = HTTPServer.Configuration(address: address, timeout: 86_400, logger: .disabled)
        server = HTTPServer(config: configuration, handler: ClosureHTTPHandler { try await Self.answer($0, handler) })
    }

    /// Serves until the task is cancelled.
    package func run() async throws {
        do {
            try await server.run()
        } catch {
            guard !Task.isCancelled else { return }
            throw error
        }
    }

    /// `http://127.0.0.1:PORT`, once it listens; throws where it does not within five seconds.
    package func url() async throws -> String {
        try await server.waitUntilListening()
        guard case .ip4(_, let port) = await server.listeningAddress else { throw NotListening() }
        return "http://127.0.0.1:\(port)"
    }

    /// Serves while `body` runs, which gets the URL.
    package static func during<Result: Sendable>(
        answering handler: @escaping Handler, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let server = try LoopbackServer(answering: handler)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            return try await body(try await server.url())
        }
    }

    /// The server ended before it listened.
    package struct NotListening: Error {}

    private static func answer(_ request: HTTPRequest, _ handler: Handler) async throws -> HTTPResponse {
        let fields = request.headers.map { ($0.key.rawValue, $0.value) }
        let served = ServedRequest(
            method: request.method.rawValue, target: request.target.rawValue, headers: Dictionary(fields) { _, last in last },
            body: Array(try await request.bodyData))
        let answer = await handler(served)
        var headers = HTTPHeaders()
        for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
        return HTTPResponse(statusCode: HTTPStatusCode(answer.status, phrase: "Simulated"), headers: headers, body: Data(answer.body))
    }
}
