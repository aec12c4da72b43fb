package import Domain
package import Transport

/// Asks networks for balances as their definitions say; knows no network by name.
package final class NetworkEngine: Sendable {
    private let outside: PollOutside
    private let sessions: SessionMemory
    private let credentials = CredentialQueue()

    /// An engine that sends through `client` and keeps login tokens in `sessions`.
    ///
    /// `now` dates readings and tokens; `sleep` waits between login steps and says whether it was allowed to finish.
    package convenience init(
        client: HTTPClient, sessions: SessionStore, now: @escaping @Sendable () -> Instant,
        sleep: @escaping @Sendable (Duration) async -> Bool
    ) {
        self.init(
            outside: PollOutside(send: { request throws(TransportError) in try await client.send(request) }, now: now, sleep: sleep),
            sessions: sessions)
    }

    init(outside: PollOutside, sessions: SessionStore) {
        self.outside = outside
        self.sessions = SessionMemory(store: sessions)
    }

    /// Polls once: login where needed, request, answer, all within `timeout` of the moment the credential is free.
    package func poll(_ account: NetworkAccount, timeout: Duration, route: Route = .direct) async throws(PollFailure) -> PollAnswer {
        try await run(account, timeout, route, records: false).outcome.get()
    }

    /// Polls once, like `poll`, and tells of each exchange what may be shown.
    package func explain(_ account: NetworkAccount, timeout: Duration, route: Route = .direct) async -> PollExplanation {
        await run(account, timeout, route, records: true)
    }

    /// Forgets the login tokens of an account that is gone.
    package func forget(account name: String) async {
        await sessions.remove(name)
    }

    private func run(_ account: NetworkAccount, _ timeout: Duration, _ route: Route, records: Bool) async -> PollExplanation {
        let definition = account.definition
        let (outside, sessions) = (outside, sessions)
        func once() async -> PollExplanation {
            var run = PollRun(account: account, outside: outside, sessions: sessions, timeout: timeout, route: route, records: records)
            do throws(PollFailure) {
                let answer = try await run.answer()
                return PollExplanation(exchanges: run.exchanges, outcome: .success(answer))
            } catch {
                var failure = error
                failure.message = run.redactor.redact(failure.message).bounded(toBytes: PollFailure.longest)
                return PollExplanation(exchanges: run.exchanges, outcome: .failure(failure))
            }
        }
        guard definition.serial || !definition.logins.isEmpty else { return await once() }
        let credential = CredentialQueue.Credential(network: definition.name, secrets: account.secrets)
        let cancelled = PollExplanation(exchanges: [], outcome: .failure(PollFailure(.temporary, "the poll was cancelled")))
        return await credentials.withTurn(credential) { await once() } ?? cancelled
    }
}
