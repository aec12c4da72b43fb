import Domain
import Testing
import Transport

@testable import Networks

@Suite("An answer that is not in order")
struct ForeignBodyTests {
    private static let rules =
        "error = '.error? // empty'\nclasses = { balance = \"credentials\", key = \"credentials\" }\nwallets = '{title: .name?, amount: .balance}'"

    private func outcome(_ response: HTTPResponse, rules: String = rules) async throws -> Result<PollAnswer, PollFailure> {
        await ScriptedNetwork { _, _ in response }.engine().outcome(try NetworkAccount.using(.reading(rules)))
    }

    private func response(_ body: [UInt8], _ type: String) -> HTTPResponse {
        HTTPResponse(status: 200, headers: [("content-type", type)], body: body, elapsed: .zero)
    }

    @Test(
        "is read in the character set that it names",
        arguments: [
            (
                "application/json; charset=windows-1251", "{\"name\":\"" as String,
                [0xCE, 0xCE, 0xCE, 0x20, 0xD0, 0xEE, 0xEC, 0xE0] as [UInt8], "ООО Рома"
            ),
            ("application/json;charset=\"CP1251\"", "{\"name\":\"", [0xB8, 0xA8, 0xB9], "ёЁ№"),
            ("text/plain; charset=KOI8-R", "{\"name\":\"", [0xF2, 0xCF, 0xCD, 0xC1, 0xA3], "Ромаё"),
            ("application/json; charset=iso-8859-1", "{\"name\":\"", [0xFC, 0xE9], "üé"),
            ("application/json; charset=utf-8", "\u{FEFF}{\"name\":\"", [0xD1, 0x8F], "я"),
        ])
    func charset(type: String, start: String, name: [UInt8], title: String) async throws {
        let body = Array(start.utf8) + name + Array("\",\"balance\":\"733.20\"}".utf8)
        let wallet = try #require(try await outcome(response(body, type)).wallets?.first)
        #expect(wallet.title == title)
        #expect(try wallet.balance == Money(decimal: "733.2"))
    }

    @Test("is read in UTF-16 of either order, with a mark and without", arguments: [true, false], [true, false])
    func utf16(isLittle: Bool, hasMark: Bool) async throws {
        let units = Array(((hasMark ? "\u{FEFF}" : "") + #"{"name":"Ромашка 😀","balance":5}"#).utf16)
        let body = units.flatMap { isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try await outcome(response(body, "application/json; charset=utf-16")).wallets?.first?.title == "Ромашка 😀")
    }

    @Test("names the character set that it is not in", arguments: ["x-sjis", "utf-8"])
    func unknownCharset(name: String) async throws {
        let failure = try await outcome(response([0x22, 0xFF, 0x22], "application/json; charset=\(name)")).failure
        #expect(failure?.message == "the answer is not text in its character set, \(name)")
    }

    @Test(
        "is a passing fault where something stands before or behind the JSON, in words that blame neither key nor login page",
        arguments: [
            "<br />\n<b>Warning</b>:  Undefined array key \"x\" in <b>/srv/a.php</b> on line <b>7</b><br />\n{\"balance\":5}",
            "Warning: Undefined array key in /srv/a.php on line 7\n{\"balance\":5}", "{\"balance\":5}\n<!-- 0.03 s -->",
            "{\"balance\":5}{\"balance\":6}", "\u{FEFF}debug {\"balance\":5}",
            "<br />\n<b>Fatal error</b>: Uncaught Error: key in /a.php on line 3",
        ], ["application/json", "text/html; charset=UTF-8"])
    func surrounded(body: String, type: String) async throws {
        let failure = try #require(try await outcome(response(Array(body.utf8), type)).failure)
        #expect(failure.failureClass == .temporary)
        #expect(failure.message.hasPrefix("more than the JSON of an answer, a fault of the service's program; it began: "))
        #expect(!failure.message.contains("login"))
    }

    @Test(
        "is another fault where the JSON itself is broken", arguments: ["{\"a\":{\"b\":1},\"c\":", "{\"a\":{\"b\":1},\"a\":2}", "[[1,2],"])
    func broken(body: String) async throws {
        #expect(try await outcome(response(Array(body.utf8), "application/json")).failure?.message.contains("not valid JSON") == true)
    }

    @Test(
        "is bot protection, a passing fault, and no refusal of the key",
        arguments: [
            (403, "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", []),
            (503, "<html><title>Just a moment...</title>", [("retry-after", "60")]), (403, "<html><body>Forbidden</body></html>", []),
            (503, "<html>Checking your browser", []), (403, "{\"error\":\"key\"}", [("cf-mitigated", "challenge")]),
            (200, "<html><title>Just a moment...</title>", []), (401, "<html>DDoS-Guard", []),
        ] as [(Int, String, [(String, String)])])
    func challenge(status: Int, body: String, headers: [(String, String)]) async throws {
        let headers = headers.map { (name: $0.0, value: $0.1) } + [(name: "content-type", value: "text/html; charset=UTF-8")]
        let failure = try await outcome(
            .text(body, status: status, headers: headers), rules: Self.rules + "\nstatus = { 403 = \"credentials\" }"
        ).failure
        #expect(failure?.failureClass == .temporary)
        #expect(failure?.message.contains("bot protection, not an API answer") == true)
    }

    @Test("keeps a login's token through bot protection") func token() async throws {
        let definition = try NetworkDefinition.written(
            """
            title = "T"
            currency = "USD"
            [secrets]
            token = "t"
            [[login]]
            url = "https://api.example.com/login"
            save = '{token}'
            [request]
            url = "https://api.example.com/balance"
            headers = { Authorization = "Bearer {login.token}" }
            [response]
            wallets = '{amount: .balance}'
            """)
        let network = ScriptedNetwork { request, number in
            if request.url.hasSuffix("login") { return .text(#"{"token":"t0ken-of-login"}"#) }
            return number == 3 ? .text("<html>Just a moment...", status: 403) : .text(#"{"balance":88}"#)
        }
        let (engine, account) = (network.engine(), try NetworkAccount.using(definition))
        for _ in 0..<3 { _ = await engine.outcome(account) }
        #expect(network.requests.count { $0.url.hasSuffix("login") } == 1)
        #expect(network.requests.count == 4)
    }

    @Test("waits as a page of maintenance asks, and is no witness of the clock where a cache answered") func headers() async throws {
        let page = HTTPResponse.text("<html>back soon", status: 503, headers: [("retry-after", "3600")])
        #expect(try await outcome(page).failure?.failureClass == .rate)
        let date = (name: "date", value: "Fri, 15 Jan 2027 08:00:00 GMT")
        #expect(HTTPResponse.text("", headers: [date]).serverDate?.seconds == 1_800_000_000)
        #expect(HTTPResponse.text("", headers: [date, ("age", "3600")]).serverDate == nil)
    }

    @Test("shows its own request line without a secret that holds a percent sign and two hex digits")
    func requestLine() async throws {
        let definition = try NetworkDefinition.written(
            """
            title = "T"
            currency = "USD"
            [secrets]
            token = "t"
            [request]
            url = "https://api.example.com/balance"
            query = { key = "{secrets.token}" }
            [response]
            wallets = '{amount: .balance}'
            """)
        let network = ScriptedNetwork { request, _ in .text(request.url) }
        let account = try NetworkAccount.using(definition, secret: "100%FFxx77yy")
        let explanation = await network.engine().explain(account, timeout: .seconds(9))
        #expect(explanation.exchanges.map(\.requestLine) == ["GET https://api.example.com/balance?key=••••"])
        #expect(explanation.outcome.failure?.message.contains("FFxx77yy") == false)
    }
}
