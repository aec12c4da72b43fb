package import Domain
import FoundationEssentials
package import Transport

/// Calls the Bot API: one method, one exchange, by the first route that lets it through. It never repeats what may have been received.
package struct TelegramClient: Sendable {
    /// Makes one HTTP exchange; in production `HTTPClient.send`.
    package typealias Send = @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

    private let api: String
    private let token: BotToken?
    private let routes: [Route]
    private let allowsHTTP: Bool
    private let memory: RouteMemory
    private let send: Send

    /// A client of the server at `api` (`https://api.telegram.org`, without a path of a method).
    ///
    /// `routes` are tried in order; none means the direct one. A token of a wrong form makes every call throw `.unauthorized`.
    package init(api: String, token: Secret, routes: [Route] = [.direct], allowsHTTP: Bool = false, send: @escaping Send) {
        self.api = String(api.reversed().drop { $0 == "/" }.reversed())
        self.token = BotToken(token)
        self.routes = routes.isEmpty ? [.direct] : routes
        self.allowsHTTP = allowsHTTP
        self.send = send
        memory = RouteMemory(count: self.routes.count)
    }

    /// The bot's own user id, as the token tells it; nil when the token has a wrong form.
    package var botID: Int64? { token?.botID }

    /// The route that worked last, or that is tried next.
    package var route: Route { routes[memory.current] }

    /// Calls `method` with a JSON object.
    func call<Result: Decodable & Sendable>(
        _ method: String, _ parameters: some Encodable, timeout: Duration = .seconds(30), as: Result.Type = Result.self
    ) async throws(TelegramError) -> Result {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        guard let json = try? encoder.encode(parameters) else { throw .badRequest(BadRequest("the request cannot be written as JSON")) }
        return try await call(method, body: .bytes(Array(json), contentType: "application/json"), timeout: timeout)
    }

    /// Calls `method` with a body that is already made.
    func call<Result: Decodable & Sendable>(
        _ method: String, body: HTTPRequest.Body, timeout: Duration
    ) async throws(TelegramError) -> Result {
        guard let token else { throw .unauthorized("it does not look like 123456:ABC-def") }
        let request = HTTPRequest(
            method: "POST", url: api + token.path(of: method), body: body, timeout: timeout, bodyLimit: 8 << 20, allowsHTTP: allowsHTTP)
        return try Answer<Result>(await exchange(request, token), redact: token.redact).result
    }

    private func exchange(_ request: HTTPRequest, _ token: BotToken) async throws(TelegramError) -> HTTPResponse {
        var failure = TransportError(host: "", reason: .cancelled, requestMayHaveBeenSent: false)
        for index in memory.order {
            var attempt = request
            attempt.route = routes[index]
            do throws(TransportError) {
                let response = try await send(attempt)
                memory.worked(index)
                return response
            } catch {
                failure = error
                guard error.reason.blamesTheRoute else { break }
                memory.failed(index)
                guard !error.requestMayHaveBeenSent else { break }
            }
        }
        throw .transport(failure.redacted(by: token))
    }
}

extension TransportError.Reason {
    /// Whether another route could do better.
    fileprivate var blamesTheRoute: Bool {
        switch self {
        case .nameResolution, .connection, .proxy, .tls, .timedOut, .protocolViolation: true
        case .badURL, .bodyTooLarge, .redirect, .cancelled: false
        }
    }
}

extension TransportError {
    /// The same error, should any of its words quote the URL.
    fileprivate func redacted(by token: BotToken) -> TransportError {
        var copy = self
        copy.reason =
            switch reason {
            case .badURL(let words): .badURL(token.redact(words))
            case .connection(let words): .connection(token.redact(words))
            case .proxy(let words): .proxy(token.redact(words))
            case .tls(let words): .tls(token.redact(words))
            case .protocolViolation(let words): .protocolViolation(token.redact(words))
            case .redirect(let host): .redirect(toHost: token.redact(host))
            case .nameResolution, .timedOut, .bodyTooLarge, .cancelled: reason
            }
        return copy
    }
}
