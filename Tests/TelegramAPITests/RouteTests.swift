import Domain
import Synchronization
import TelegramAPI
import Testing
import Transport

@Suite struct RouteTests {
    static let proxy: Route = Route.proxy(Secret("socks5h://127.0.0.1:1080"))
    static let me: [UInt8] = Array(#"{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"B","username":"b"}}"#.utf8)

    /// Notes the routes that were tried; each fails as `failures` says, else it works.
    private final class Wire: Sendable {
        let tried = Mutex<[Route]>([])
        let failures: Mutex<[Route: TransportError]>

        init(_ failures: [Route: TransportError]) {
            self.failures = Mutex(failures)
        }

        func client() -> TelegramClient {
            TelegramClient(api: "https://api.telegram.org", token: Secret("1:A"), routes: [.direct, proxy]) {
                (request) async throws(TransportError) in
                self.tried.withLock { $0.append(request.route) }
                if let failure = self.failures.withLock({ $0[request.route] }) { throw failure }
                return HTTPResponse(status: 200, headers: [], body: me, elapsed: .zero)
            }
        }

        var routes: [Route] { tried.withLock { $0 } }
    }

    private static func failure(_ reason: TransportError.Reason, sent: Bool = false) -> TransportError {
        TransportError(host: "api.telegram.org", reason: reason, requestMayHaveBeenSent: sent)
    }

    @Test(
        "are tried in order while the request surely was not sent, and the one that worked is remembered",
        arguments: [.nameResolution, .connection("refused"), .tls("reset"), .timedOut] as [TransportError.Reason])
    func order(reason: TransportError.Reason) async throws {
        let wire = Wire([.direct: Self.failure(reason)])
        let client = wire.client()
        _ = try await client.getMe()
        _ = try await client.getMe()
        #expect(wire.routes == [.direct, Self.proxy, Self.proxy])
        #expect(client.route == Self.proxy)
    }

    @Test("are not tried again for a request that may have been sent, but the next one goes another way")
    func maybeSent() async throws {
        let wire = Wire([.direct: Self.failure(.timedOut, sent: true)])
        let client = wire.client()
        await #expect(throws: TelegramError.transport(Self.failure(.timedOut, sent: true))) { try await client.getMe() }
        _ = try await client.getMe()
        #expect(wire.routes == [.direct, Self.proxy])
    }

    @Test("are not blamed for what no route can mend", arguments: [.badURL("no host"), .cancelled] as [TransportError.Reason])
    func innocent(reason: TransportError.Reason) async {
        let wire = Wire([.direct: Self.failure(reason)])
        let client = wire.client()
        await #expect(throws: TelegramError.self) { try await client.getMe() }
        #expect(wire.routes == [.direct])
        #expect(client.route == .direct)
    }

    @Test("all fail together with the last one's reason, and begin anew with the first")
    func allFail() async throws {
        let wire = Wire([.direct: Self.failure(.nameResolution), Self.proxy: Self.failure(.proxy("refused"))])
        let client = wire.client()
        await #expect(throws: TelegramError.transport(Self.failure(.proxy("refused")))) { try await client.getMe() }
        wire.failures.withLock { $0 = [:] }
        _ = try await client.getMe()
        #expect(wire.routes == [.direct, Self.proxy, .direct])
    }

    @Test(
        "never see a token that could not stand in a URL",
        arguments: ["", "abc", "123", "1:", ":x", "x:y", "1:a/b", "1:a b", "1:a?b", "+1:a"])
    func badToken(text: String) async {
        let wire = Wire([:])
        let client = TelegramClient(api: "https://api.telegram.org", token: Secret(text)) { (_) async throws(TransportError) in
            wire.tried.withLock { $0.append(.direct) }
            return HTTPResponse(status: 200, headers: [], body: [], elapsed: .zero)
        }
        await #expect(throws: TelegramError.unauthorized("it does not look like 123456:ABC-def")) { try await client.getMe() }
        #expect(wire.routes.isEmpty)
        #expect(client.botID == nil)
    }
}
