/// A way in which the next call of a method goes wrong.
package enum TelegramFault: Hashable, Sendable {
    /// 429 with `retry_after`.
    case rateLimited(retryAfter: Int)
    /// An error of the Bot API: `{"ok":false,…}` with this code.
    case refused(code: Int, description: String)
    /// A gateway's page of HTML; what was asked is not done.
    case page(status: Int)
    /// What was asked is done, but the answer is a gateway's page.
    case acceptThenPage(status: Int)
    /// What was asked is done, but no answer ever comes.
    case acceptThenHang
    /// Nothing is done, and no answer comes.
    case hang
    /// 200 with a body that breaks off; what was asked is done.
    case acceptThenGarbage

    /// Whether the call has its effect all the same.
    var accepts: Bool {
        switch self {
        case .acceptThenPage, .acceptThenHang, .acceptThenGarbage: true
        case .rateLimited, .refused, .page, .hang: false
        }
    }
}

/// What the simulated Bot API says to one call.
enum TelegramAnswer: Hashable, Sendable {
    case result(JSON)
    case refusal(code: Int, description: String, parameters: [String: JSON] = [:])

    var response: ServedResponse {
        switch self {
        case .result(let value): return .json(["ok": true, "result": value])
        case .refusal(let code, let description, let parameters):
            var members: [String: JSON] = ["ok": false, "error_code": .integer(Int64(code)), "description": .string(description)]
            if !parameters.isEmpty { members["parameters"] = .object(parameters) }
            return .json(.object(members), status: code)
        }
    }

    static func badRequest(_ words: String) -> TelegramAnswer { .refusal(code: 400, description: "Bad Request: \(words)") }

    static func tooMany(_ seconds: Int) -> TelegramAnswer {
        .refusal(
            code: 429, description: "Too Many Requests: retry after \(seconds)", parameters: ["retry_after": .integer(Int64(seconds))])
    }
}
