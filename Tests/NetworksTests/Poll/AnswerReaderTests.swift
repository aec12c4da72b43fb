import Domain
import Testing
import Transport

@testable import Networks

@Suite struct AnswerReaderTests {
    private static let rules = """
        error = '.error? // empty'
        classes = { "bad key" = "credentials", 53 = "credentials", "E_LIMIT" = "rate", "try later" = "temporary" }
        status = { 418 = "rate", 422 = "rate" }
        wallets = '{amount: .balance}'
        """

    private func failure(_ response: HTTPResponse, rules: String = rules) async throws -> PollFailure? {
        let account = try NetworkAccount.using(.reading(rules))
        return await ScriptedNetwork { _, _ in response }.engine().outcome(account).failure
    }

    @Test(
        "gives each HTTP status its class",
        arguments: [
            (400, FailureClass.permanent), (401, .credentials), (402, .payment), (403, .credentials), (404, .permanent), (406, .permanent),
            (408, .temporary),
            (418, .rate), (422, .rate), (429, .rate), (500, .temporary), (502, .temporary), (503, .rate), (504, .temporary),
            (301, .permanent),
        ])
    func status(status: Int, failureClass: FailureClass) async throws {
        let failure = try await failure(.text(#"{"balance":5,"error":null}"#, status: status))
        #expect(failure?.failureClass == failureClass)
        #expect(failure?.status == status)
        #expect(failure?.message.hasPrefix("HTTP \(status): ") == true)
    }

    @Test(
        "finds an error in the body whatever the status, and its class by text or code",
        arguments: [
            (200, #"{"error":"Bad KEY given","balance":0}"#, FailureClass.credentials), (200, #"{"error":53,"balance":0}"#, .credentials),
            (200, #"{"error":{"code":53,"message":"who?"}}"#, .credentials),
            (200, #"{"error":{"code":"53","message":"who?"}}"#, .credentials),
            (200, #"{"error":1530}"#, .temporary), (200, #"{"error":"error 53: no"}"#, .credentials),
            (200, #"{"error":"error 1530"}"#, .temporary),
            (200, #"{"error":{"code":530,"message":"53"}}"#, .temporary), (200, #"{"error":{"code":"E_LIMIT"}}"#, .rate),
            (200, #"{"error":true}"#, .temporary),
            (200, #"{"error":["a","b"]}"#, .temporary), (500, #"{"error":"bad key"}"#, .credentials),
            (400, #"{"error":"try later"}"#, .temporary),
            (418, #"{"error":"bad key"}"#, .rate), (400, #"{"error":"other"}"#, .permanent), (401, #"{"error":"E_LIMIT"}"#, .rate),
        ])
    func classes(status: Int, body: String, failureClass: FailureClass) async throws {
        #expect(try await failure(.text(body, status: status))?.failureClass == failureClass)
    }

    @Test("takes nothing, null, false and empty values of the error filter for no error", arguments: ["null", "false", #""""#, "[]", "{}"])
    func noError(error: String) async throws {
        #expect(
            try await failure(.text(#"{"balance":5,"error":\#(error)}"#), rules: Self.rules.replacing(".error? // empty", with: ".error"))
                == nil)
    }

    @Test("takes an error raised by the wallets filter for one, with its class") func raised() async throws {
        let rules = #"wallets = 'if .ok then {amount: .balance} else error("\(.why)") end'"# + "\nclasses = { locked = \"credentials\" }"
        #expect(try await failure(.text(#"{"why":"Locked out"}"#), rules: rules)?.failureClass == .credentials)
        #expect(try await failure(.text(#"{"why":"else"}"#), rules: rules)?.failureClass == .permanent)
    }

    @Test(
        "calls a page what it is",
        arguments: [
            (200, "<!DOCTYPE html><html>", ""), (200, " \n\t<html>", "application/json"), (200, "\u{FEFF}<a>", ""),
            (403, "<html>", "text/html"),
            (503, "<html>", "text/html"), (200, "Please log in", "text/html; charset=utf-8"),
        ])
    func page(status: Int, body: String, contentType: String) async throws {
        let failure = try await failure(.text(body, status: status, headers: [("content-type", contentType)]))
        #expect(failure?.message.contains("bot protection, not an API answer") == true)
        #expect(failure?.failureClass == .temporary)
    }

    @Test("reads JSON and text that call themselves a page") func mislabelled() async throws {
        #expect(try await failure(.text(#"{"balance":5}"#, headers: [("content-type", "text/html")])) == nil)
        #expect(
            try await failure(
                .text("OK|5", headers: [("content-type", "text/html")]), rules: "format = \"text\"\nwallets = '{amount: .[3:]}'") == nil)
    }

    @Test(
        "refuses a body that is none",
        arguments: [
            ("", FailureClass.temporary, "an empty answer"), (" \r\n", .temporary, "an empty answer"),
            ("ERROR 7", .permanent, "it began: ERROR 7"),
            ("{\"balance\":5", .permanent, "is missing at byte 12"),
            (#"{"balance":5,"balance":6}"#, .permanent, "a name that its object has already"),
            (#"{"balance":NaN}"#, .permanent, "not valid JSON"),
            ("bad key", .credentials, "bad key"),
        ])
    func undecodable(body: String, failureClass: FailureClass, sentence: String) async throws {
        let failure = try await failure(.text(body))
        #expect(failure?.failureClass == failureClass)
        #expect(failure?.message.contains(sentence) == true, "\(failure?.message ?? "")")
    }

    @Test(
        "tells the network's code, unless it is the HTTP status again",
        arguments: [
            (403, "403", "HTTP 403: no"), (403, "\"403\"", "HTTP 403: no"), (403, "17", "HTTP 403: no (code 17)"),
            (200, "403", "no (code 403)"),
        ])
    func code(status: Int, code: String, message: String) async throws {
        #expect(try await failure(.text("{\"error\":{\"code\":\(code),\"message\":\"no\"}}", status: status))?.message == message)
    }

    @Test("reads text without a mark, spaces and line ends around it", arguments: ["25.00", " 25.00\r\n", "\u{FEFF}25.00"])
    func text(body: String) async throws {
        let account = try NetworkAccount.using(.reading("format = \"text\"\nwallets = '{amount: .}'"))
        #expect(try await ScriptedNetwork(body).engine().outcome(account).wallets?.first?.balance == Money(decimal: "25"))
        let invalid = HTTPResponse(status: 200, headers: [], body: [0x32, 0xFF], elapsed: .zero)
        #expect(await ScriptedNetwork { _, _ in invalid }.engine().outcome(account).failure?.failureClass == .permanent)
    }

    @Test(
        "understands Retry-After in seconds, rounded up, and in the three forms of a date",
        arguments: [
            ("120", 120), ("0", 0), ("Fri, 15 Jan 2027 08:01:40 GMT", 100), ("Fri, 15 Jan 2027 07:00:00 GMT", 0), ("soon", nil),
            ("-5", nil), ("", nil), ("299.997", 300), ("299.000", 299), ("1.2.3", nil), (".5", nil),
            ("Friday, 15-Jan-27 08:10:00 GMT", 600), ("Fri Jan 15 08:10:00 2027", 600), ("99999999999999999999", 9_999_999_999),
        ] as [(String, Int64?)])
    func retryAfter(header: String, seconds: Int64?) async throws {
        for status in [429, 503] {
            let failure = try await failure(.text("{}", status: status, headers: [("retry-after", header)]))
            #expect(failure?.failureClass == .rate)
            #expect(failure?.retryAfter == seconds.map { .seconds($0) })
        }
    }

    @Test(
        "gives each failure of the transport its class",
        arguments: [
            (TransportError.Reason.timedOut, FailureClass.temporary), (.nameResolution, .temporary), (.connection("refused"), .temporary),
            (.proxy("refused"), .temporary), (.tls("expired"), .temporary), (.protocolViolation("cut"), .temporary),
            (.cancelled, .temporary),
            (.badURL("http"), .permanent), (.bodyTooLarge(limit: 9), .permanent), (.redirect(toHost: "evil.example"), .permanent),
        ])
    func transport(reason: TransportError.Reason, failureClass: FailureClass) async throws {
        let account = try NetworkAccount.using(.reading(Self.rules))
        let network = ScriptedNetwork { _, _ throws(TransportError) in
            throw TransportError(host: "api.example.com", reason: reason, requestMayHaveBeenSent: true)
        }
        let failure = await network.engine().outcome(account).failure
        #expect(failure?.failureClass == failureClass)
        #expect(failure?.message.hasPrefix("api.example.com: ") == true)
    }
}
