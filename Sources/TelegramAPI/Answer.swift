import Domain
import FoundationEssentials
import Transport

/// Reads one HTTP answer as the Bot API means it: a result, or the error that says what to do.
struct Answer<Result: Decodable & Sendable>: Sendable {
    let result: Result

    /// Throws the classified refusal; its words are passed through `redact`.
    init(_ response: HTTPResponse, redact: (String) -> String) throws(TelegramError) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let body = Data(response.body)
        guard let envelope = try? decoder.decode(Envelope.self, from: body) else {
            switch response.status {
            // A page of HTML with 401, 403 or 404 comes from whatever stands in between: it says nothing of the token or the chat.
            case 429: throw .rateLimited(retryAfter: Self.pause(nil, response))
            case 413: throw .badRequest(BadRequest("Request Entity Too Large"))
            case 200..<300 where body.isEmpty || body.first == UInt8(ascii: "{"): throw .malformed("it is empty or broken off")
            // A gateway's page leaves open whether the server behind it took the request.
            default: throw .server(status: response.status, mayHaveBeenDelivered: !(400..<500).contains(response.status))
            }
        }
        guard envelope.ok else { throw Self.error(envelope, response, redact: redact) }
        do {
            result = try decoder.decode(Success<Result>.self, from: body).result
        } catch {
            throw .malformed("the result is not what was asked for")
        }
    }

    private static func error(_ envelope: Envelope, _ response: HTTPResponse, redact: (String) -> String) -> TelegramError {
        let words = redact(envelope.description ?? "no description").filter { !$0.isNewline }.bounded(toBytes: 300)
        if let chat = envelope.parameters?.migrateToChatId { return .migrated(to: chat) }
        switch envelope.errorCode ?? response.status {
        case 401, 404: return .unauthorized(words)
        case 403: return .forbidden(words)
        case 409: return .conflict(words)
        case 429:
            return .rateLimited(retryAfter: pause(envelope.parameters?.retryAfter, response))
        case 400..<500: return .badRequest(BadRequest(words))
        // The Bot API's own words: it answered, and took nothing.
        case let status: return .server(status: status, mayHaveBeenDelivered: false)
        }
    }

    /// Whole seconds, rounded up, from 1 to 2³¹: `asked`, else the header's, else half a minute.
    private static func pause(_ asked: Double?, _ response: HTTPResponse) -> Duration {
        let seconds = asked ?? response.header("retry-after").flatMap { Double($0) } ?? 30
        return .seconds(Int64(min(max(seconds.isNaN ? 30 : seconds, 1), 0x1p31).rounded(.up)))
    }
}

private struct Success<Result: Decodable>: Decodable {
    let result: Result
}

private struct Envelope: Decodable {
    struct Parameters: Decodable {
        /// In seconds; a server before the Bot API may write fractions.
        var retryAfter: Double?
        var migrateToChatId: Int64?
    }

    var ok: Bool
    var errorCode: Int?
    var description: String?
    var parameters: Parameters?
}
