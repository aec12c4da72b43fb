import Domain
import Glibc
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct ProxyTests {
    let client = HTTPClient()

    @Test("carries a request", arguments: ["http", "socks5", "socks5h"], [true, false])
    func carries(scheme: String, isGuarded: Bool) async throws {
        let server = try LoopbackServer { _ in .text("through") }
        defer { server.stop() }
        let proxy = try LoopbackProxy(
            scheme == "http" ? .http : .socks5, isGuarded ? .guarded(user: "joe", password: "p@ss:word/") : .welcoming)
        defer { proxy.stop() }
        let user = isGuarded ? "joe:p%40ss%3Aword%2F@" : ""
        let response = try await client.send(request(server.url, via: "\(scheme)://\(user)127.0.0.1:\(proxy.port)"))
        #expect(String(decoding: response.body, as: UTF8.self) == "through")
        #expect(proxy.targets == ["127.0.0.1:\(server.port)"])
    }

    @Test("looks names up itself", arguments: ["http", "socks5h"])
    func names(scheme: String) async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        let proxy = try LoopbackProxy(scheme == "http" ? .http : .socks5)
        defer { proxy.stop() }
        let response = try await client.send(
            request("http://\(unresolvable):\(server.port)/", via: "\(scheme)://127.0.0.1:\(proxy.port)"))
        #expect(response.status == 200)
        #expect(proxy.targets == ["\(unresolvable):\(server.port)"])
    }

    @Test("is told no header and no path of ours")
    func told() async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        let proxy = try LoopbackProxy(.http)
        defer { proxy.stop() }
        var request = request(server.url + "/CANARY?k=CANARY", via: "http://127.0.0.1:\(proxy.port)")
        request.headers = [("Authorization", "CANARY")]
        _ = try await client.send(request)
        #expect(proxy.greetings.hasPrefix("CONNECT 127.0.0.1:\(server.port) "))
        #expect(!proxy.greetings.contains("CANARY"))
    }

    @Test(
        "says what is wrong, each fault in words of its own",
        arguments: [
            ("http", LoopbackProxy.Manners.guarded(user: "joe", password: "right"), "it wants another user name or password"),
            ("socks5h", .guarded(user: "joe", password: "right"), "it wants another user name or password"),
            ("http", .refusing(403), "it does not allow this host"), ("socks5h", .refusing(2), "it does not allow this host"),
            ("http", .refusing(502), "it cannot reach the host (status 502)"), ("socks5h", .refusing(4), "it cannot reach the host"),
            ("socks5", .refusing(5), "it cannot reach the host"), ("http", .refusing(500), "it refused with status 500"),
            ("socks5h", .refusing(1), "it failed"),
        ])
    func faults(scheme: String, manners: LoopbackProxy.Manners, words: String) async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        let proxy = try LoopbackProxy(scheme == "http" ? .http : .socks5, manners)
        defer { proxy.stop() }
        for user in ["joe:wrong@", ""] {
            let error = await failure(request(server.url, via: "\(scheme)://\(user)127.0.0.1:\(proxy.port)"))
            #expect(error == TransportError(host: "127.0.0.1", reason: .proxy(words), requestMayHaveBeenSent: false))
        }
        #expect(server.connections == 0)
    }

    @Test("that hangs, is not there or has no address is named", arguments: ["http", "socks5h"])
    func unreachable(scheme: String) async throws {
        let proxy = try LoopbackProxy(scheme == "http" ? .http : .socks5, .silent)
        defer { proxy.stop() }
        var request = request("http://\(unresolvable)/", via: "\(scheme)://127.0.0.1:\(proxy.port)")
        request.timeout = .milliseconds(300)
        #expect(await failure(request)?.reason == .proxy("no answer through it"))
        request.route = .proxy(Secret("\(scheme)://127.0.0.1:\(try LoopbackListener.unusedPort())"))
        #expect(await failure(request)?.reason == .proxy("the connection was refused"))
        request.route = .proxy(Secret("\(scheme)://\(unresolvable):1080"))
        request.timeout = .seconds(20)
        #expect(await failure(request)?.reason == .proxy("its name has no address"))
    }

    @Test("never lends one user's tunnel to another", arguments: ["http", "socks5h"])
    func users(scheme: String) async throws {
        let server = try LoopbackServer { _ in .answer() }
        defer { server.stop() }
        let proxy = try LoopbackProxy(scheme == "http" ? .http : .socks5, .guarded(user: "joe", password: "right"))
        defer { proxy.stop() }
        let address = "127.0.0.1:\(proxy.port)"
        _ = try await client.send(request(server.url, via: "\(scheme)://joe:right@\(address)"))
        let error = await failure(request(server.url, via: "\(scheme)://ann:right@\(address)"))
        #expect(error?.reason == .proxy("it wants another user name or password"))
        _ = try await client.send(request(server.url, via: "\(scheme)://joe:right@\(address)"))
        _ = try await client.send(HTTPRequest(url: server.url, allowsHTTP: true))
    }

    @Test(
        "is refused where its URL is malformed",
        arguments: [
            "127.0.0.1:8080", "ftp://127.0.0.1:1", "socks4://127.0.0.1:1", "", "http://", "http://joe:%00@127.0.0.1:1", "http://a b:1",
        ])
    func malformed(url: String) async throws {
        guard case .proxy(let words) = await failure(request("http://127.0.0.1:1", via: url))?.reason else {
            Issue.record("no fault of the proxy")
            return
        }
        #expect(words.contains("proxy URL"))
    }

    @Test("comes from the route alone, never from the environment")
    func environment() async throws {
        await #expect(processExitsWith: .success) {
            let dead = try LoopbackListener.unusedPort()
            for name in ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"] {
                setenv(name, "http://127.0.0.1:\(dead)", 1)
            }
            let server = try LoopbackServer { _ in .answer() }
            let client = HTTPClient()
            let response = try await client.send(HTTPRequest(url: server.url, allowsHTTP: true))
            try #require(response.status == 200)
            setenv("no_proxy", "*", 1)
            setenv("NO_PROXY", "*", 1)
            let proxy = try LoopbackProxy(.http)
            let route = Route.proxy(Secret("http://127.0.0.1:\(proxy.port)"))
            _ = try await client.send(HTTPRequest(url: server.url, allowsHTTP: true, route: route))
            try #require(proxy.targets.count == 1)
        }
    }

    private func request(_ url: String, via proxy: String) -> HTTPRequest {
        HTTPRequest(url: url, allowsHTTP: true, route: .proxy(Secret(proxy)))
    }

    private func failure(_ request: HTTPRequest) async -> TransportError? {
        await #expect(throws: TransportError.self) { try await client.send(request) }
    }
}
