import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct LimitTests {
    let client = HTTPClient()

    @Test("ends a peer that accepts and says nothing at the deadline")
    func halfOpen() async throws {
        let server = try LoopbackServer { _ in .hang }
        defer { server.stop() }
        let error = await failure(HTTPRequest(url: server.url, timeout: .milliseconds(300), allowsHTTP: true))
        #expect(error == TransportError(host: "127.0.0.1", reason: .timedOut, requestMayHaveBeenSent: true))
    }

    @Test("counts the deadline over the whole answer, however steadily it drips")
    func drip() async throws {
        let server = try LoopbackServer { _ in .drip([UInt8](repeating: 32, count: 100_000), milliseconds: 20) }
        defer { server.stop() }
        let error = await failure(HTTPRequest(url: server.url, timeout: .milliseconds(400), allowsHTTP: true))
        #expect(error?.reason == .timedOut)
    }

    @Test("counts the deadline over all redirects together")
    func redirects() async throws {
        let server = try LoopbackServer { request in
            request.path == "/5" ? .hang : .redirect(to: "/\((Int(request.path.dropFirst()) ?? 0) + 1)")
        }
        defer { server.stop() }
        let error = await failure(HTTPRequest(url: server.url + "/0", timeout: .milliseconds(300), allowsHTTP: true))
        #expect(error?.reason == .timedOut)
    }

    @Test("ends an endless body at the limit")
    func endless() async throws {
        let server = try LoopbackServer { _ in .endless }
        defer { server.stop() }
        let error = await failure(HTTPRequest(url: server.url, bodyLimit: 100_000, allowsHTTP: true))
        #expect(error == TransportError(host: "127.0.0.1", reason: .bodyTooLarge(limit: 100_000), requestMayHaveBeenSent: true))
    }

    @Test("takes a body of exactly the limit and refuses one byte more", arguments: [(1000, 1000), (1000, 999), (1, 0), (0, 0)])
    func exact(size: Int, limit: Int) async throws {
        let server = try LoopbackServer { _ in .answer(body: [UInt8](repeating: 65, count: size)) }
        defer { server.stop() }
        let request = HTTPRequest(url: server.url, bodyLimit: limit, allowsHTTP: true)
        if size <= limit {
            #expect(try await client.send(request).body.count == size)
        } else {
            #expect(await failure(request)?.reason == .bodyTooLarge(limit: limit))
        }
    }

    @Test("believes a declared length that is too large without waiting for the body")
    func declared() async throws {
        let server = try LoopbackServer { _ in .drip([UInt8](repeating: 65, count: 2_000_000), milliseconds: 10_000) }
        defer { server.stop() }
        #expect(await failure(HTTPRequest(url: server.url, allowsHTTP: true))?.reason == .bodyTooLarge(limit: 1 << 20))
    }

    @Test("unpacks what is packed", arguments: Packing.allCases)
    func packed(packing: Packing) async throws {
        let body = try packing.pack(Array("hello".utf8))
        let server = try LoopbackServer { _ in .answer(headers: [("Content-Encoding", packing.rawValue)], body: body) }
        defer { server.stop() }
        let response = try await client.send(HTTPRequest(url: server.url, allowsHTTP: true))
        #expect(String(decoding: response.body, as: UTF8.self) == "hello")
        #expect(server.requests.first?.header("accept-encoding")?.contains(packing.rawValue) == true)
    }

    @Test("counts the bytes after unpacking")
    func bomb() async throws {
        let bomb = try Packing.gzip.pack([UInt8](repeating: 0, count: 20 << 20))
        #expect(bomb.count < 1 << 16)
        let server = try LoopbackServer { _ in .answer(headers: [("Content-Encoding", "gzip")], body: bomb) }
        defer { server.stop() }
        #expect(await failure(HTTPRequest(url: server.url, allowsHTTP: true))?.reason == .bodyTooLarge(limit: 1 << 20))
    }

    @Test("bounds the headers", arguments: [1, 300])
    func headers(lines: Int) async throws {
        let line = "X-Long: " + String(repeating: "a", count: lines == 1 ? 70_000 : 300) + "\r\n"
        let head = "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: lines) + "\r\n"
        let server = try LoopbackServer { _ in .raw(head) }
        defer { server.stop() }
        let error = await failure(HTTPRequest(url: server.url, allowsHTTP: true))
        #expect(error?.reason == .protocolViolation("more than 65536 bytes of headers"))
    }

    @Test(
        "calls a broken answer broken",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "the answer was broken off"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "the answer was broken off"),
            ("SSH-2.0-OpenSSH_9.2\r\n", "the answer is not HTTP"),
            ("", "the connection was closed without an answer"),
            (
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\nthis is not gzip!!!!",
                "the answer's compression is broken"
            ),
        ])
    func broken(answer: String, words: String) async throws {
        let server = try LoopbackServer { _ in .raw(answer) }
        defer { server.stop() }
        let error = await failure(HTTPRequest(url: server.url, allowsHTTP: true))
        #expect(error == TransportError(host: "127.0.0.1", reason: .protocolViolation(words), requestMayHaveBeenSent: true))
    }

    private func failure(_ request: HTTPRequest) async -> TransportError? {
        await #expect(throws: TransportError.self) { try await client.send(request) }
    }
}
