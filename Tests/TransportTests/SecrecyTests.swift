import Domain
import TestSupport
import Testing
import Transport

/// Whatever fails, an error names the host and no secret: neither in its text, nor in a dump of it.
@Suite(.timeLimit(.minutes(1))) struct SecrecyTests {
    /// A way to fail on a loopback server.
    enum Fault: String, CaseIterable {
        case refused, unresolved, hang, close, partial, notHTTP, tooLarge, badPacking, headers, redirect, badRedirect, loop, untrusted,
            plain
        case proxyPassword, socksPassword, proxyRefused, proxyGone, proxyHangs, proxyUnresolved, proxyMalformed, badURL, badHeader, noHTTP
        case cancelled
    }

    @Test("is kept by every error", arguments: Fault.allCases)
    func kept(fault: Fault) async throws {
        let server = try LoopbackServer { _ in Self.reply(fault) }
        defer { server.stop() }
        let proxy = try LoopbackProxy(fault == .socksPassword ? .socks5 : .http, Self.manners(fault))
        defer { proxy.stop() }
        var request = HTTPRequest(
            method: "POST", url: server.url + "/botCANARY/x?key=CANARY", headers: [("X-Api-Key", "CANARY"), ("Authorization", "CANARY")],
            body: .bytes(Array("CANARY".utf8), contentType: "text/plain"), timeout: .milliseconds(500), allowsHTTP: true)
        let unused = try LoopbackListener.unusedPort()
        let client = HTTPClient()
        switch fault {
        case .refused: request.url = "http://127.0.0.1:\(unused)/CANARY"
        case .unresolved: request.url = "http://\(unresolvable)/CANARY"
        case .untrusted, .plain: request.url = "https://127.0.0.1:\(server.port)/CANARY"
        case .proxyPassword, .proxyRefused, .proxyHangs: request.route = .proxy(Secret("http://CANARY:CANARY@127.0.0.1:\(proxy.port)"))
        case .socksPassword: request.route = .proxy(Secret("socks5h://CANARY:CANARY@127.0.0.1:\(proxy.port)"))
        case .proxyGone: request.route = .proxy(Secret("http://CANARY:CANARY@127.0.0.1:\(unused)"))
        case .proxyUnresolved: request.route = .proxy(Secret("socks5h://CANARY:CANARY@\(unresolvable):1"))
        case .proxyMalformed: request.route = .proxy(Secret("CANARY://CANARY:CANARY@127.0.0.1:1"))
        case .badURL: request.url = "https://CANARY:CANARY@127.0.0.1/CANARY"
        case .badHeader: request.headers = [("X-Api-Key", "CANARY\r\n")]
        case .noHTTP: request.allowsHTTP = false
        case .cancelled: client.shutdown()
        default: break
        }
        let sent = request
        let error = try #require(await #expect(throws: TransportError.self) { try await client.send(sent) })
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!"\(error)\(String(reflecting: error))\(dumped)\(error.reason)".contains("CANARY"))
        #expect(["", "127.0.0.1", unresolvable].contains(error.host))
    }

    private static func reply(_ fault: Fault) -> Reply {
        switch fault {
        case .hang: .hang
        case .partial: .raw("HTTP/1.1 200 CANARY\r\nContent-Length: 99\r\nX: CANARY\r\n\r\nCANARY")
        case .notHTTP: .raw("CANARY\r\n")
        case .tooLarge: .answer(body: [UInt8](repeating: 65, count: 2 << 20))
        case .badPacking: .raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\nCANARY")
        case .headers: .raw("HTTP/1.1 200 OK\r\nX: " + String(repeating: "CANARY", count: 20_000))
        case .redirect: .redirect(to: "https://\(unresolvable)/CANARY?k=CANARY#CANARY")
        case .badRedirect: .redirect(to: "https://CANARY:99999/")
        case .loop: .redirect(307, to: "/CANARY")
        default: .close
        }
    }

    private static func manners(_ fault: Fault) -> LoopbackProxy.Manners {
        switch fault {
        case .proxyRefused: .refusing(500)
        case .proxyHangs: .silent
        default: .guarded(user: "joe", password: "right")
        }
    }
}
