import Domain
import Synchronization
import TestSupport
import Testing
import Transport

/// Whether a request may have had an effect decides whether a message is sent again.
@Suite(.timeLimit(.minutes(1))) struct DeliveryTests {
    let client = HTTPClient()

    @Test("cannot have happened where the connection was refused")
    func refused() async throws {
        let port = try LoopbackListener.unusedPort()
        let error = await failure(HTTPRequest(method: "POST", url: "http://127.0.0.1:\(port)/", allowsHTTP: true))
        #expect(
            error
                == TransportError(host: "127.0.0.1", reason: .connection("the connection was refused"), requestMayHaveBeenSent: false))
    }

    @Test("cannot have happened where the name has no address")
    func unresolved() async throws {
        let error = await failure(HTTPRequest(method: "POST", url: "http://\(unresolvable)/", allowsHTTP: true))
        #expect(error == TransportError(host: unresolvable, reason: .nameResolution, requestMayHaveBeenSent: false))
    }

    @Test("cannot have happened where packets vanish", arguments: [nil, "http", "socks5h"])
    func blackHole(proxy: String?) async throws {
        let hole = try BlackHole()
        defer { withExtendedLifetime(hole) {} }
        let route = proxy.map { Route.proxy(Secret("\($0)://127.0.0.1:\(hole.port)")) } ?? .direct
        let error = await failure(
            HTTPRequest(
                method: "POST", url: "http://127.0.0.1:\(hole.port)/", timeout: .milliseconds(300), allowsHTTP: true, route: route))
        let reason: TransportError.Reason = proxy == nil ? .connection("no answer from the address") : .proxy("it does not answer")
        #expect(error == TransportError(host: "127.0.0.1", reason: reason, requestMayHaveBeenSent: false))
    }

    @Test("cannot have happened where the handshake hangs")
    func handshake() async throws {
        let server = try LoopbackListener { $0.waitForEnd() }
        defer { server.stop() }
        let error = await failure(HTTPRequest(method: "POST", url: "https://127.0.0.1:\(server.port)/", timeout: .milliseconds(300)))
        #expect(error == TransportError(host: "127.0.0.1", reason: .timedOut, requestMayHaveBeenSent: false))
    }

    @Test("may have happened where the server took the request", arguments: [true, false])
    func taken(hangs: Bool) async throws {
        let server = try LoopbackServer { _ in hangs ? .hang : .close }
        defer { server.stop() }
        let request = HTTPRequest(
            method: "POST", url: server.url, body: .bytes([1], contentType: "text/plain"), timeout: .milliseconds(500), allowsHTTP: true)
        let reason: TransportError.Reason = hangs ? .timedOut : .protocolViolation("the connection was closed without an answer")
        #expect(await failure(request) == TransportError(host: "127.0.0.1", reason: reason, requestMayHaveBeenSent: true))
        #expect(server.requests.count == 1)
    }

    @Test("happens at most once for a message on a kept connection that dies", arguments: ["POST", "PUT", "DELETE"])
    func once(method: String) async throws {
        let server = try LoopbackServer { $0.path == "/first" ? .answer() : .close }
        defer { server.stop() }
        _ = try await client.send(HTTPRequest(url: server.url + "/first", allowsHTTP: true))
        let error = await failure(
            HTTPRequest(method: method, url: server.url, body: .bytes([1], contentType: "text/plain"), allowsHTTP: true))
        #expect(error?.reason == .protocolViolation("the connection was closed without an answer"))
        #expect(error?.requestMayHaveBeenSent == true)
        #expect(server.requests.map(\.method) == ["GET", method])
    }

    @Test("may be tried again for a question on a kept connection that dies")
    func again() async throws {
        let deaths = Mutex(0)
        let server = try LoopbackServer { request in
            guard request.path == "/second" else { return .answer() }
            let isFirst = deaths.withLock { count in
                count += 1
                return count == 1
            }
            return isFirst ? .close : .text("alive")
        }
        defer { server.stop() }
        _ = try await client.send(HTTPRequest(url: server.url + "/first", allowsHTTP: true))
        let response = try await client.send(HTTPRequest(url: server.url + "/second", allowsHTTP: true))
        #expect(String(decoding: response.body, as: UTF8.self) == "alive")
    }

    private func failure(_ request: HTTPRequest) async -> TransportError? {
        await #expect(throws: TransportError.self) { try await client.send(request) }
    }
}
