import Domain
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct TLSTests {
    @Test("is trusted through a file of authorities", arguments: ["127.0.0.1", "localhost"])
    func trusted(host: String) async throws {
        let server = try TLSServer()
        defer { server.stop() }
        let client = HTTPClient(certificateAuthorities: server.certificate)
        for _ in 0..<2 {
            #expect(try await client.send(HTTPRequest(url: "https://\(host):\(server.port)/")).status == 200)
        }
    }

    @Test("is refused from a stranger, before anything is sent")
    func untrusted() async throws {
        let server = try TLSServer()
        defer { server.stop() }
        let error = await failure(HTTPClient(), HTTPRequest(method: "POST", url: server.url))
        #expect(error == TransportError(host: "127.0.0.1", reason: .tls("the certificate is self-signed"), requestMayHaveBeenSent: false))
    }

    @Test("is refused under another name")
    func otherName() async throws {
        let server = try TLSServer()
        defer { server.stop() }
        let client = HTTPClient(certificateAuthorities: server.certificate)
        let error = await failure(client, HTTPRequest(url: "https://127.0.0.2.nip.invalid:\(server.port)/", route: try proxy().route))
        #expect(error?.reason == .tls("the certificate is for another name"))
    }

    @Test("is refused below 1.2", arguments: ["-tls1_1", "-tls1"])
    func old(version: String) async throws {
        let server = try TLSServer(arguments: [version, "-cipher", "ALL:@SECLEVEL=0"])
        defer { server.stop() }
        let error = await failure(HTTPClient(certificateAuthorities: server.certificate), HTTPRequest(url: server.url))
        #expect(error?.reason == .tls("the handshake failed"))
        #expect(error?.requestMayHaveBeenSent == false)
    }

    @Test("is refused from a server that speaks plain HTTP")
    func plain() async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        let error = await failure(HTTPClient(), HTTPRequest(url: "https://127.0.0.1:\(server.port)/", timeout: .seconds(5)))
        #expect(error?.requestMayHaveBeenSent == false)
    }

    @Test("goes through a proxy", arguments: LoopbackProxy.Kind.allCases)
    func proxied(kind: LoopbackProxy.Kind) async throws {
        let server = try TLSServer()
        defer { server.stop() }
        let (proxy, route) = try proxy(kind)
        defer { proxy.stop() }
        let client = HTTPClient(certificateAuthorities: server.certificate)
        #expect(try await client.send(HTTPRequest(url: "https://localhost:\(server.port)/", route: route)).status == 200)
        #expect(proxy.targets.count == 1)
        #expect(await failure(HTTPClient(), HTTPRequest(url: server.url, route: route))?.reason == .tls("the certificate is self-signed"))
    }

    @Test("speaks HTTP/2 where the server does")
    func http2() async throws {
        let server = try TLSServer(.http2)
        defer { server.stop() }
        let client = HTTPClient(certificateAuthorities: server.certificate)
        let response = try await client.send(HTTPRequest(url: server.url, timeout: .seconds(10)))
        #expect(response.status == 200)
        #expect(response.headers.isEmpty)
    }

    @Test("names a file of authorities that is missing")
    func missing() async throws {
        let server = try TLSServer()
        defer { server.stop() }
        let error = await failure(HTTPClient(certificateAuthorities: "/nonexistent.pem"), HTTPRequest(url: server.url))
        #expect(error?.reason == .tls("the file of certificate authorities cannot be read; is ca-certificates installed?"))
    }

    private func proxy(_ kind: LoopbackProxy.Kind = .http) throws -> (LoopbackProxy, route: Route) {
        let proxy = try LoopbackProxy(kind)
        return (proxy, .proxy(Secret("\(kind == .http ? "http" : "socks5h")://127.0.0.1:\(proxy.port)")))
    }

    private func failure(_ client: HTTPClient, _ request: HTTPRequest) async -> TransportError? {
        await #expect(throws: TransportError.self) { try await client.send(request) }
    }
}
