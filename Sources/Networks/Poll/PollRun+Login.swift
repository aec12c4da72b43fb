import Domain
import Transport

extension PollRun {
    /// Goes through the login steps, as often as the network allows; the session then holds what they saved.
    ///
    /// Where a value kept from an earlier login is refused, the account's own secrets are tried in its place; what was kept stays kept
    /// until a login brings new values, since the refusal may be a passing fault.
    mutating func logIn() async throws(PollFailure) {
        do throws(PollFailure) {
            try await takeLoginSteps(with: session.kept)
        } catch {
            let isRefusal = [400, 401, 403].contains(error.status) && error.failureClass != .temporary && error.failureClass != .rate
            guard isRefusal, !session.kept.isEmpty else { throw error }
            try await takeLoginSteps(with: [:])
        }
    }

    private mutating func takeLoginSteps(with kept: [String: Secret]) async throws(PollFailure) {
        try countLogin()
        session.close()
        // Stored before anything is sent, so that a crash forgets no login.
        await sessions.save(session, of: account)
        var known = kept
        var saved: [String: Secret] = [:]
        var expiresAt: Instant?
        for (index, step) in definition.logins.enumerated() {
            let name = definition.logins.count == 1 ? "login" : "login \(index + 1)"
            do throws(PollFailure) {
                let (response, sentAt) = try await exchange(name, step.request, step.answer, login: known, mayQuote: false)
                let reader = AnswerReader(rules: step.answer, redactor: redactor, now: outside.now(), mayQuote: false)
                let body = try await reader.read(response)
                let new = try await LoginAnswer(step: step, reader: reader, response: response).values(body)
                for token in new.values { redactor.addToken(token) }
                known.merge(new) { _, new in new }
                saved.merge(new) { _, new in new }
                await keep(new.filter { step.keep.contains($0.key) })
                if let expiry = try await LoginAnswer(step: step, reader: reader, response: response).expiry(body, from: sentAt) {
                    expiresAt = expiresAt.map { min($0, expiry) } ?? expiry
                }
            } catch {
                var failure = error
                failure.message = "\(name): \(failure.message)"
                throw failure
            }
            if let pause = step.pause, await !outside.sleep(pause) { throw PollFailure(.temporary, "the poll was cancelled") }
        }
        session.values = saved
        session.expiresAt = expiresAt
        await sessions.save(session, of: account)
    }

    /// A rotated refresh token is stored at once: the network has already forgotten the one before.
    private mutating func keep(_ values: [String: Secret]) async {
        guard !values.isEmpty else { return }
        session.kept.merge(values) { _, new in new }
        await sessions.save(session, of: account)
    }

    private mutating func countLogin() throws(PollFailure) {
        guard let limit = definition.loginLimit else { return }
        let now = outside.now()
        if let next = limit.nextLogin(after: session.loginTimes, now: now) {
            throw PollFailure(
                .rate, "a new login is needed, and the network allows \(limit.count) in \(limit.window.components.seconds / 60) min",
                retryAfter: .seconds(next - now))
        }
        session.loginTimes = (session.loginTimes + [now]).suffix(limit.count)
    }
}

/// What the answer to a login step brings.
struct LoginAnswer {
    var step: LoginStep
    var reader: AnswerReader
    var response: HTTPResponse

    /// The values to save; a name in `keep` may be absent, any other must have a value.
    func values(_ body: JSONValue) async throws(PollFailure) -> [String: Secret] {
        guard let save = step.save else { return [:] }
        let results = try await run(save, "save", body)
        guard results.count == 1, case .object(let members) = results[0] else {
            throw reader.changedShape("the save filter did not give one object", response)
        }
        var values: [String: Secret] = [:]
        for member in members {
            switch member.value {
            case .string(let text) where !Secret(text).isEmpty: values[member.name] = Secret(text)
            case .number(let text): values[member.name] = Secret(text)
            case .null where step.keep.contains(member.name), .string("") where step.keep.contains(member.name): continue
            default: throw reader.changedShape("the login gave no \(member.name)", response)
            }
        }
        return values
    }

    /// When what was saved should be thrown away; somewhat before the network does so. Nil: when it is refused.
    func expiry(_ body: JSONValue, from sentAt: Instant) async throws(PollFailure) -> Instant? {
        let seconds: Int64
        switch step.expires {
        case nil: return nil
        case .after(let duration): seconds = duration.components.seconds
        case .filter(let filter):
            let results = try await run(filter, "expires", body)
            guard let first = results.first, first != .null else { return nil }
            guard let text = first.scalarText, let number = Double(text), let whole = Int64(exactly: number.rounded(.down)) else {
                throw reader.changedShape("the expires filter gave no number of seconds", response)
            }
            seconds = min(max(0, whole), 10 * 365 * 86400)
        }
        return sentAt + (seconds - min(60, seconds / 10))
    }

    private func run(_ filter: JQFilter, _ name: String, _ body: JSONValue) async throws(PollFailure) -> [JSONValue] {
        do throws(JQError) {
            return try await filter.run(body)
        } catch {
            if let failure = filter.failure(error) { throw failure }
            // What a filter raises quotes its input, which here is a token.
            if case .raised = error { throw reader.changedShape("the \(name) filter failed", response) }
            throw reader.changedShape("the \(name) filter: \(error)", response)
        }
    }
}
