import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct HTTPClientTests {
    let client = HTTPClient()

    @Test("returns the answer whatever its status", arguments: [200, 204, 304, 400, 401, 429, 500, 503])
    func status(code: Int) async throws {
        let server = try LoopbackServer { _ in .answer(status: code, headers: [("X-Two", " words here "), ("x-two", "again")]) }
        defer { server.stop() }
        let response = try await client.send(HTTPRequest(url: server.url + "/a?b=c", allowsHTTP: true))
        #expect(response.status == code)
        #expect(response.header("x-two") == "words here")
        #expect(response.headers.filter { $0.name == "x-two" }.map(\.value) == ["words here", "again"])
        #expect(server.requests.first?.target == "/a?b=c")
    }

    @Test("sends method, headers and body as they are", arguments: ["POST", "PUT", "PATCH", "DELETE", "GET"])
    func body(method: String) async throws {
        let server = try LoopbackServer { .answer(body: $0.body) }
        defer { server.stop() }
        let body = [UInt8](repeating: 7, count: 300_000) + [0, 1, 255]
        let response = try await client.send(
            HTTPRequest(
                method: method, url: server.url, headers: [("Authorization", "Bearer x"), ("X-Empty", "")],
                body: .bytes(body, contentType: "application/json"), allowsHTTP: true))
        #expect(response.body == body)
        let request = try #require(server.requests.first)
        #expect(request.method == method)
        #expect(request.header("authorization") == "Bearer x")
        #expect(request.header("x-empty") == "")
        #expect(request.header("content-type") == "application/json")
        #expect(request.header("expect") == nil)
    }

    @Test("lets the caller's own content type win")
    func contentType() async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        _ = try await client.send(
            HTTPRequest(
                method: "POST", url: server.url, headers: [("content-type", "text/xml")], body: .bytes([1], contentType: "text/plain"),
                allowsHTTP: true))
        #expect(server.requests.first?.headers.filter { $0.name == "content-type" }.map(\.value) == ["text/xml"])
    }

    @Test("sends an empty body without a content type", arguments: [("POST", "0"), ("GET", nil), ("DELETE", nil)])
    func noBody(method: String, length: String?) async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        _ = try await client.send(HTTPRequest(method: method, url: server.url, allowsHTTP: true))
        let request = try #require(server.requests.first)
        #expect(request.method == method)
        #expect(request.header("content-length") == length)
        #expect(request.header("content-type") == nil)
    }

    @Test("asks for the head alone, however large the body would be")
    func head() async throws {
        let server = try LoopbackServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n") }
        defer { server.stop() }
        let response = try await client.send(HTTPRequest(method: "HEAD", url: server.url, bodyLimit: 10, allowsHTTP: true))
        #expect(response.status == 200)
        #expect(response.header("content-length") == "99999999")
        #expect(response.body.isEmpty)
    }

    @Test("sends a form's parts byte for byte")
    func multipart() async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        let picture: [UInt8] = [0, 13, 10, 45, 45, 255]
        let parts = [
            HTTPRequest.Part(name: "chat_id", bytes: Array("42".utf8)),
            HTTPRequest.Part(name: "photo", fileName: "a \"b\".png", contentType: "image/png", bytes: picture),
            HTTPRequest.Part(name: "empty", bytes: []),
        ]
        _ = try await client.send(HTTPRequest(method: "POST", url: server.url, body: .multipart(parts), allowsHTTP: true))
        let request = try #require(server.requests.first)
        let type = try #require(request.header("content-type"))
        #expect(type.hasPrefix("multipart/form-data; boundary="))
        let boundary = type.split(separator: "=").last.map(String.init) ?? ""
        let expected =
            Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n42\r\n".utf8)
            + Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a %22b%22.png\"\r\n".utf8)
            + Array("Content-Type: image/png\r\n\r\n".utf8) + picture
            + Array("\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--\(boundary)--\r\n".utf8)
        #expect(request.body == expected)
    }

    @Test("keeps a connection for the next request")
    func reuse() async throws {
        let server = try LoopbackServer { _ in .text("{}") }
        defer { server.stop() }
        for _ in 0..<10 { _ = try await client.send(HTTPRequest(url: server.url, allowsHTTP: true)) }
        #expect(server.requests.count == 10)
        #expect(server.connections == 1)
    }

    @Test("serves two hundred requests at once, each its own answer")
    func parallel() async throws {
        let server = try LoopbackServer { .text($0.target) }
        defer { server.stop() }
        let url = server.url
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let response = try await client.send(HTTPRequest(url: "\(url)/\(number)", allowsHTTP: true))
                    return String(decoding: response.body, as: UTF8.self) == "/\(number)"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        #expect(server.requests.count == 200)
    }

    @Test("shows neither URL nor body where a value can be shown")
    func hidden() {
        let request = HTTPRequest(
            url: "https://example.com/CANARY?k=CANARY", headers: [("k", "CANARY")], body: .bytes([], contentType: "CANARY"))
        let response = HTTPResponse(status: 200, headers: [("k", "CANARY")], body: Array("CANARY".utf8), elapsed: .zero)
        var dumped = ""
        dump((request, response), to: &dumped)
        #expect(!(dumped + "\(request)\(response)" + String(reflecting: request) + String(reflecting: response)).contains("CANARY"))
        #expect("\(request)" == "GET example.com")
    }
}
