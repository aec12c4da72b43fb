import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct RedirectTests {
    let client = HTTPClient()

    @Test("is followed within its origin", arguments: ["/end?a=b", "end?a=b", "SELF/end?a=b"])
    func followed(location: String) async throws {
        let server = try LoopbackServer { request in
            guard request.path == "/start" else { return .text(request.target) }
            return .redirect(to: location.replacing("SELF", with: "http://" + (request.header("host") ?? "")))
        }
        defer { server.stop() }
        let response = try await client.send(HTTPRequest(url: server.url + "/start", headers: [("Authorization", "k")], allowsHTTP: true))
        #expect(String(decoding: response.body, as: UTF8.self) == "/end?a=b")
        #expect(server.requests.map { $0.header("authorization") } == ["k", "k"])
        #expect(response.header("location") == nil)
    }

    @Test("keeps method and body only after 307 and 308", arguments: [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
    func method(status: Int, method: String) async throws {
        let server = try LoopbackServer { $0.path == "/start" ? .redirect(status, to: "/end") : .answer() }
        defer { server.stop() }
        _ = try await client.send(
            HTTPRequest(
                method: "POST", url: server.url + "/start", headers: [("X-Kept", "1")], body: .bytes([1, 2], contentType: "text/plain"),
                allowsHTTP: true))
        let last = try #require(server.requests.last)
        #expect(last.method == method)
        #expect(last.body == (method == "POST" ? [1, 2] : []))
        #expect(last.header("content-type") == (method == "POST" ? "text/plain" : nil))
        #expect(last.header("x-kept") == "1")
    }

    @Test("to another port is refused, and nothing is sent there", arguments: [301, 302, 303, 307, 308])
    func otherPort(status: Int) async throws {
        let other = try LoopbackServer { _ in .text("stolen") }
        defer { other.stop() }
        let server = try LoopbackServer { _ in .redirect(status, to: other.url + "/?k=CANARY") }
        defer { server.stop() }
        let error = await failure(HTTPRequest(url: server.url, headers: [("Authorization", "k")], allowsHTTP: true))
        #expect(error == TransportError(host: "127.0.0.1", reason: .redirect(toHost: "127.0.0.1"), requestMayHaveBeenSent: true))
        #expect(other.connections == 0)
    }

    @Test(
        "to another host or scheme is refused",
        arguments: [
            ("http://localhost/", "localhost"), ("//evil.example/x", "evil.example"), ("https://127.0.0.1/", "127.0.0.1"),
            ("http://user:word@127.0.0.1/", "127.0.0.1"), ("http://EVIL.example:80/", "evil.example"), ("ftp://evil.example/", "evil.example"),
        ])
    func elsewhere(location: String, host: String) async throws {
        let server = try LoopbackServer { _ in .redirect(to: location) }
        defer { server.stop() }
        #expect(await failure(HTTPRequest(url: server.url, allowsHTTP: true))?.reason == .redirect(toHost: host))
    }

    @Test("is not followed for ever")
    func loop() async throws {
        let server = try LoopbackServer { _ in .redirect(to: "/") }
        defer { server.stop() }
        #expect(await failure(HTTPRequest(url: server.url, allowsHTTP: true))?.reason == .protocolViolation("more than 5 redirects"))
        #expect(server.requests.count == 6)
    }

    @Test("without a place to go is an answer")
    func nowhere() async throws {
        let server = try LoopbackServer { _ in .answer(status: 302) }
        defer { server.stop() }
        #expect(try await client.send(HTTPRequest(url: server.url, allowsHTTP: true)).status == 302)
    }

    private func failure(_ request: HTTPRequest) async -> TransportError? {
        await #expect(throws: TransportError.self) { try await client.send(request) }
    }
}
