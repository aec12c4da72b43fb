import Domain
import Simulator
import TelegramAPI
import Testing
import Transport

@Suite struct TelegramErrorTests {
    /// What `getMe` throws when the server answers so.
    private func error(_ status: Int, _ body: String, headers: [(name: String, value: String)] = []) async -> TelegramError? {
        await error { (_) async throws(TransportError) in
            HTTPResponse(status: status, headers: headers, body: Array(body.utf8), elapsed: .zero)
        }
    }

    private func error(_ send: @escaping TelegramClient.Send) async -> TelegramError? {
        let client = TelegramClient(api: "https://api.telegram.org", token: Secret("123456:\(canary)"), send: send)
        do throws(TelegramError) {
            _ = try await client.getMe()
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "says what to do about an answer",
        arguments: [
            (401, refusal(401, "Unauthorized"), .unauthorized("Unauthorized")),
            (404, refusal(404, "Not Found"), .unauthorized("Not Found")),
            (403, refusal(403, "Forbidden: bot was blocked by the user"), .forbidden("Forbidden: bot was blocked by the user")),
            (429, refusal(429, "Too Many Requests", #"{"retry_after":37}"#), .rateLimited(retryAfter: .seconds(37))),
            (429, refusal(429, "Too Many Requests"), .rateLimited(retryAfter: .seconds(30))),
            (400, refusal(400, "group chat was upgraded", #"{"migrate_to_chat_id":-1001}"#), .migrated(to: -1001)),
            (409, refusal(409, "Conflict: terminated"), .conflict("Conflict: terminated")),
            (500, refusal(500, "Internal Server Error"), .server(status: 500, mayHaveBeenDelivered: false)),
            (502, page, .server(status: 502, mayHaveBeenDelivered: true)), (403, page, .server(status: 403, mayHaveBeenDelivered: false)),
            (404, page, .server(status: 404, mayHaveBeenDelivered: false)), (401, "", .server(status: 401, mayHaveBeenDelivered: false)),
            (200, page, .server(status: 200, mayHaveBeenDelivered: true)), (200, "", .malformed("it is empty or broken off")),
            (200, #"{"ok":true,"resu"#, .malformed("it is empty or broken off")),
            (200, #"{"ok":true,"result":[]}"#, .malformed("the result is not what was asked for")),
            (200, #"{"ok":true}"#, .malformed("the result is not what was asked for")),
            (200, refusal(403, "Forbidden"), .forbidden("Forbidden")),
        ] as [(Int, String, TelegramError)])
    func classification(status: Int, body: String, expected: TelegramError) async {
        #expect(await error(status, body) == expected)
    }

    @Test("takes the pause from the header where the body has none")
    func retryHeader() async {
        let error = await error(429, refusal(429, "Too Many Requests"), headers: [("retry-after", "12")])
        #expect(error == .rateLimited(retryAfter: .seconds(12)))
    }

    @Test(
        "knows the refusals that ask for different things",
        arguments: [
            (#"Bad Request: can't parse entities: Unsupported start tag \"foo\""#, .entities),
            ("Bad Request: message is not modified: …", .notModified),
            ("Bad Request: message to edit not found", .messageGone), ("Bad Request: chat not found", .chatNotFound),
            ("Bad Request: query is too old and response timeout expired or query ID is invalid", .staleQuery),
            ("Bad Request: message thread not found", .topicGone), ("Bad Request: TOPIC_CLOSED", .topicGone),
            ("Bad Request: not enough rights to send text messages to the chat", .notAllowed),
            ("Bad Request: message is too long", .tooLong), ("Bad Request: PHOTO_INVALID_DIMENSIONS", .other),
        ] as [(String, BadRequest.Reason)])
    func badRequest(words: String, reason: BadRequest.Reason) async throws {
        guard case .badRequest(let refusal) = await error(400, refusal(400, words)) else { throw Unexpected() }
        #expect(refusal.reason == reason)
    }

    @Test("counts a body too large for the server as too long, whatever page says so")
    func tooLarge() async throws {
        guard case .badRequest(let refusal) = await error(413, page) else { throw Unexpected() }
        #expect(refusal.reason == .tooLong)
    }

    @Test("says whether the message may be there all the same", arguments: [true, false])
    func delivery(sent: Bool) async {
        let error = await error { (_) async throws(TransportError) in
            throw TransportError(host: "api.telegram.org", reason: .timedOut, requestMayHaveBeenSent: sent)
        }
        #expect(error?.mayHaveBeenDelivered == sent)
    }

    @Test(
        "never holds the token, whatever the server quotes",
        arguments: [200, 301, 400, 401, 403, 404, 409, 413, 429, 500, 502])
    func quotedByServer(status: Int) async throws {
        for quoted in ["/bot123456:\(canary)/getMe", canary, "https://api.telegram.org/bot123456%3A\(canary)/x"] {
            for body in [refusal(status, quoted), quoted, page] {
                let error = try #require(await error(status, body, headers: [("location", quoted)]))
                #expect(!"\(error) \(String(reflecting: error))".contains(canary))
                var dumped = ""
                dump(error, to: &dumped)
                #expect(!dumped.contains(canary))
            }
        }
    }

    @Test(
        "never holds the token, whatever the transport says",
        arguments: [
            .badURL(canary), .connection(canary), .proxy(canary), .tls(canary), .protocolViolation(canary), .redirect(toHost: canary),
            .nameResolution, .timedOut, .bodyTooLarge(limit: 1), .cancelled,
        ] as [TransportError.Reason])
    func quotedByTransport(reason: TransportError.Reason) async throws {
        let error = try #require(
            await error { (_) async throws(TransportError) in
                throw TransportError(host: "api.telegram.org", reason: reason, requestMayHaveBeenSent: false)
            })
        var dumped = "\(error) \(String(reflecting: error))"
        dump(error, to: &dumped)
        #expect(!dumped.contains(canary))
    }
}

private let canary = "canary-AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
private let page = "<html><body>502 Bad Gateway /bot123456:\(canary)/getMe</body></html>"

private func refusal(_ code: Int, _ words: String, _ parameters: String = "{}") -> String {
    #"{"ok":false,"error_code":\#(code),"description":"\#(words)","parameters":\#(parameters)}"#
}

@Suite("What a Bot API server says")
struct ServerWordsTests {
    @Test("never holds the token, also where a combining mark follows it, and is cut by bytes") func words() async {
        let token = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
        let marks = String(repeating: "\u{301}", count: 100_000)
        let body = #"{"ok":false,"error_code":400,"description":"no \#(token)\u0301 AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw\#(marks)"}"#
        let client = TelegramClient(api: "https://api.telegram.org", token: Secret(token), routes: [.direct], allowsHTTP: false) { _ in
            HTTPResponse(status: 400, headers: [], body: Array(body.utf8), elapsed: .zero)
        }
        do throws(TelegramError) {
            _ = try await client.getMe()
            Issue.record("the error was not thrown")
        } catch {
            #expect(!Array(error.description.utf8).contains(Array("AAHdqTcv".utf8)))
            #expect(error.description.utf8.count < 500)
        }
    }
}
