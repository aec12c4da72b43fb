import Domain
import Testing

@testable import Transport

@Suite struct ExchangeTests {
    @Test("needs https where plain http is not allowed, loopback included", arguments: ["http://example.com/", "http://127.0.0.1/"])
    func plain(url: String) {
        let error = #expect(throws: TransportError.self) { try Exchange(HTTPRequest(url: url)) }
        #expect(error?.reason == .badURL("plain http is not allowed here"))
        #expect(error?.requestMayHaveBeenSent == false)
        #expect(throws: Never.self) { try Exchange(HTTPRequest(url: url, allowsHTTP: true)) }
    }

    @Test(
        "refuses a URL that is none, without repeating it",
        arguments: ["CANARY", "https://CANARY@example.com/", "ftp://example.com/CANARY"])
    func badURL(url: String) {
        let error = #expect(throws: TransportError.self) { try Exchange(HTTPRequest(url: url)) }
        #expect(error == .unsent(.badURL("not an http(s) URL without user name and password")))
    }

    @Test(
        "refuses headers that would end their line or frame the message",
        arguments: [
            ("X\r\nY", "1"), ("", "1"), ("X Y", "1"), ("X:", "1"), ("X", "1\r\nY: 2"), ("X", "1\n"), ("X", "\0"), ("Content-Length", "5"),
            ("transfer-encoding", "chunked"), ("Expect", "100-continue"), ("Имя", "1"),
        ])
    func header(name: String, value: String) {
        #expect(throws: TransportError.self) { try Exchange(HTTPRequest(url: "https://example.com/", headers: [(name, value)])) }
    }

    @Test("refuses a method that is no token, and CONNECT", arguments: ["", "GE T", "GET\r\n", "CONNECT"])
    func method(method: String) {
        #expect(throws: TransportError.self) { try Exchange(HTTPRequest(method: method, url: "https://example.com/")) }
    }

    @Test("refuses a content type that would end its line")
    func contentType() {
        let bodies: [HTTPRequest.Body] = [
            .bytes([], contentType: "a/b\r\nX: 1"), .multipart([HTTPRequest.Part(name: "a", contentType: "a/b\n", bytes: [])]),
        ]
        for body in bodies {
            #expect(throws: TransportError.self) { try Exchange(HTTPRequest(method: "POST", url: "https://example.com/", body: body)) }
        }
    }

    @Test("takes what redirects cost off the deadline, and ends where nothing is left")
    func deadline() throws {
        let exchange = try Exchange(HTTPRequest(url: "https://example.com/", timeout: .seconds(10)))
        guard case .follow(let next) = exchange.step(status: 302, location: "/a", elapsed: .seconds(4)) else {
            Issue.record("not followed")
            return
        }
        #expect(next.remaining == .seconds(6))
        #expect(next.error(.timedOut).requestMayHaveBeenSent)
        guard case .refuse(.timedOut) = next.step(status: 302, location: "/b", elapsed: .seconds(6)) else {
            Issue.record("not ended")
            return
        }
    }

    @Test("keeps HEAD a HEAD over every redirect", arguments: [301, 302, 303, 307, 308])
    func head(status: Int) throws {
        let exchange = try Exchange(HTTPRequest(method: "HEAD", url: "https://example.com/"))
        guard case .follow(let next) = exchange.step(status: status, location: "/a", elapsed: .zero) else {
            Issue.record("not followed")
            return
        }
        #expect(next.request.method == "HEAD")
    }

    @Test(
        "gives libcurl a deadline that is never none",
        arguments: [
            (Duration.zero, 1), (.nanoseconds(1), 1), (.milliseconds(1), 1), (.microseconds(1001), 2), (.seconds(20), 20_000),
            (.seconds(-5), 1), (.seconds(Int64.max), 2_000_000_000),
        ])
    func milliseconds(duration: Duration, milliseconds: Int) {
        #expect(duration.milliseconds == milliseconds)
    }
}
