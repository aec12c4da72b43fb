import Domain
import Transport

/// The outside world as a poll sees it.
struct PollOutside: Sendable {
    var send: @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse
    var now: @Sendable () -> Instant
    /// Says whether it was allowed to finish.
    var sleep: @Sendable (Duration) async -> Bool
}

/// One poll of one account: logs in where it must, asks for the balance, reads the answer. For one turn with the credential.
struct PollRun {
    let account: NetworkAccount
    let outside: PollOutside
    let sessions: SessionMemory
    let timeout: Duration
    let route: Route
    /// Whether to record the exchanges for people to read.
    let records: Bool
    private let deadline: ContinuousClock.Instant
    private(set) var exchanges: [PollExplanation.Exchange] = []
    var redactor: Redactor
    var session = Session()

    init(account: NetworkAccount, outside: PollOutside, sessions: SessionMemory, timeout: Duration, route: Route, records: Bool) {
        self.account = account
        self.outside = outside
        self.sessions = sessions
        self.timeout = timeout
        self.route = route
        self.records = records
        deadline = .now + timeout
        redactor = Redactor(account.secrets.values)
    }

    var definition: NetworkDefinition { account.definition }

    /// The wallets, after at most one login more than a kept token needs.
    mutating func answer() async throws(PollFailure) -> PollAnswer {
        guard !definition.logins.isEmpty else { return try await ask() }
        session = await sessions.session(of: account)
        for token in [session.values, session.kept].flatMap(\.values) { redactor.addToken(token) }
        guard session.isOpen(at: outside.now()) else {
            try await logIn()
            return try await ask()
        }
        do throws(PollFailure) {
            return try await ask()
        } catch {
            guard error.failureClass == .credentials else { throw error }
        }
        // The kept token was refused: it may have been revoked, so one new login decides whether the credential is still good.
        session.close()
        await sessions.save(session, of: account)
        try await logIn()
        return try await ask()
    }

    private mutating func ask() async throws(PollFailure) -> PollAnswer {
        let rules = definition.response
        let login = session.kept.merging(session.values) { _, new in new }
        let (response, sentAt) = try await exchange("request", definition.request, rules.answer, login: login, mayQuote: true)
        let reader = AnswerReader(rules: rules.answer, redactor: redactor, now: outside.now())
        let body = try await reader.read(response)
        let currency: String?
        do throws(TemplateError) {
            currency = try definition.currency?.text(values(login: [:]))
        } catch {
            throw PollFailure(.permanent, "currency: \(error)")
        }
        let rows = try await WalletRows(rules: rules, polarity: definition.polarity, currency: currency, reader: reader).read(
            body, response)
        return PollAnswer(
            wallets: rows.wallets, badRows: rows.badRows, requestSentAt: sentAt,
            serverDate: response.serverDate)
    }

    private func values(login: [String: Secret]) -> TemplateValues {
        TemplateValues(secrets: account.secrets, variables: account.variables, login: login, now: outside.now())
    }

    /// Sends one request within what is left of the poll's time; says when it was sent.
    mutating func exchange(
        _ name: String, _ template: RequestTemplate, _ rules: AnswerRules, login: [String: Secret], mayQuote: Bool
    ) async throws(PollFailure) -> (HTTPResponse, sentAt: Instant) {
        let values = values(login: login)
        var request: HTTPRequest
        do throws(TemplateError) {
            if let basic = template.basic { redactor.add(Secret(try RequestTemplate.credentials(basic, values))) }
            request = try template.request(values, accept: rules.format == .json ? "application/json" : "*/*")
        } catch {
            throw PollFailure(.permanent, "the request cannot be made: \(error)")
        }
        let left = deadline - .now
        guard left > .zero else { throw PollFailure(.temporary, "no answer within \(timeout.components.seconds) s") }
        request.timeout = left
        request.allowsHTTP = account.allowsHTTP
        request.route = route
        let result: Result<HTTPResponse, TransportError>
        do throws(TransportError) {
            result = .success(try await outside.send(request).inUTF8())
        } catch {
            result = .failure(error)
        }
        if records { record(name, request, result, AnswerReader(rules: rules, redactor: redactor, now: values.now, mayQuote: mayQuote)) }
        switch result {
        case .success(let response): return (response, values.now)
        case .failure(let error): throw PollFailure(error)
        }
    }

    private mutating func record(
        _ name: String, _ request: HTTPRequest, _ result: Result<HTTPResponse, TransportError>, _ reader: AnswerReader
    ) {
        var exchange = PollExplanation.Exchange(name: name, requestLine: redactor.redact("\(request.method) \(request.url)"), seen: "")
        switch result {
        case .success(let response):
            exchange.status = response.status
            exchange.elapsed = response.elapsed
            exchange.seen = reader.mayQuote ? redactor.excerpt(response.body, limit: 2048) : reader.shape(response)
        case .failure(let error): exchange.seen = redactor.redact(PollFailure(error).message)
        }
        exchanges.append(exchange)
    }
}
