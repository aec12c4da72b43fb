import Domain
import Testing
import Transport

@testable import Networks

/// Canaries: whatever goes wrong, no secret and no token comes out.
@Suite struct RedactionTests {
    private static let secret = "c4n4ry\"&/ x"
    private static let token = "t0k3n-0123456789"

    private func account() throws -> NetworkAccount {
        try .using(
            .written(
                """
                title = "Test"
                currency = "USD"
                [secrets]
                key = "key"
                [[login]]
                url = "https://api.example.com/{secrets.key}/login"
                json = { key = "{secrets.key}" }
                basic = ["user", "{secrets.key}"]
                save = '{token}'
                [request]
                url = "https://api.example.com/{login.token}/balance"
                query = { key = "{secrets.key}" }
                headers = { Authorization = "Bearer {login.token}" }
                [response]
                error = '.error? // empty'
                wallets = '.wallets[] | if .amount == "raise" then error("raised \\(.)") else . end'
                """), secret: Self.secret)
    }

    /// What the service says back, with both canaries in it, in several encodings.
    private static let echo =
        "\(secret) \(secret.percentEncoded()) \(secret.percentEncoded(hex: .lower)) \(secret.base64) \("user:" + secret.base64) \(JSONValue.escaped(secret))"

    @Test(
        "never shows a canary",
        arguments: [
            (200, "ECHO"), (200, #"{"error":"ECHO"}"#), (200, #"{"error":{"code":"ECHO","message":"ECHO"}}"#), (401, #"{"error":"ECHO"}"#),
            (403, "ECHO"),
            (500, "<html>ECHO"), (200, "<html>ECHO"), (404, ""), (200, #"{"wallets":"ECHO"}"#), (200, #"{"wallets":["ECHO"]}"#),
            (200, #"{"wallets":[{"amount":"ECHO"}]}"#), (200, #"{"wallets":[{"amount":"raise","x":"ECHO"}]}"#),
            (200, #"{"ECHO":1,"ECHO":2}"#),
            (200, #"{"wallets":[{"key":"ECHO","amount":null}]}"#), (200, #"{"wallets":[{"key":"ECHO","error":"ECHO"}]}"#),
            (200, #"{"wallets":[{"key":"ECHO","title":"ECHO","amount":1}]}"#), (200, #"{"wallets":[{"amount":1,"currency":"ECHO"}]}"#),
        ])
    func canaries(status: Int, body: String) async throws {
        let network = ScriptedNetwork { request, _ in
            if request.url.hasSuffix("/login") { return .text(#"{"token":"\#(Self.token)"}"#) }
            let echo = Self.echo + " " + Self.token
            return .text(body.replacing("ECHO", with: body.first == "{" ? JSONValue.escaped(echo) : echo), status: status)
        }
        try await expectNoCanary(network)
    }

    @Test(
        "never shows a canary when a login step fails",
        arguments: [(200, #"{"tok":"ECHO"}"#), (200, "ECHO"), (401, "ECHO"), (500, #"{"error":"ECHO"}"#), (200, "<ECHO")])
    func login(status: Int, body: String) async throws {
        try await expectNoCanary(
            ScriptedNetwork { _, _ in .text(body.replacing("ECHO", with: JSONValue.escaped(Self.echo)), status: status) })
    }

    @Test("never shows a canary that the transport's error holds")
    func transport() async throws {
        try await expectNoCanary(
            ScriptedNetwork { _, _ throws(TransportError) in
                throw TransportError(
                    host: "api.example.com", reason: .badURL("https://\(Self.secret.percentEncoded())"), requestMayHaveBeenSent: false)
            })
    }

    private func expectNoCanary(_ network: ScriptedNetwork, _ location: SourceLocation = #_sourceLocation) async throws {
        let (account, engine) = (try account(), network.engine())
        let explanation = await engine.explain(account, timeout: .seconds(20))
        var shown = explanation.exchanges.flatMap { [$0.requestLine, $0.seen] }
        #expect(!shown.isEmpty, sourceLocation: location)
        for outcome in [await engine.outcome(account), explanation.outcome] {
            switch outcome {
            case .success(let answer):
                shown += answer.wallets.flatMap { [$0.key, $0.title ?? ""] } + answer.badRows.flatMap { [$0.key, $0.message] }
            case .failure(let failure): shown += [failure.message, "\(failure)"]
            }
        }
        shown += ["\(account.secrets)"]
        for text in shown {
            for canary in ["c4n4ry", "t0k3n", Self.secret.base64, ("user:" + Self.secret).base64] {
                #expect(!text.contains(canary), "\(text)", sourceLocation: location)
            }
        }
    }

    @Test("explains a poll: requests, status, what the filters saw, wallets") func explanation() async throws {
        let network = ScriptedNetwork { request, _ in
            request.url.hasSuffix("/login")
                ? .text(#"{"token":"\#(Self.token)","expires_in":60}"#) : .text(#"{"wallets":[{"amount":"5","note":"\#(Self.token)"}]}"#)
        }
        let explanation = await network.engine().explain(try account(), timeout: .seconds(20))
        #expect(explanation.exchanges.map(\.name) == ["login", "request"])
        #expect(explanation.exchanges.map(\.status) == [200, 200])
        #expect(
            explanation.exchanges.map(\.requestLine) == [
                "POST https://api.example.com/••••/login", "GET https://api.example.com/••••/balance?key=••••",
            ])
        #expect(
            explanation.exchanges.map(\.seen) == ["{token: string, expires_in: number}", #"{"wallets":[{"amount":"5","note":"••••"}]}"#])
        #expect(explanation.exchanges.allSatisfy { $0.elapsed == .milliseconds(5) })
        #expect(try explanation.outcome.wallets?.map(\.balance) == [Money(decimal: "5")])
    }
}
