package import Domain
import Synchronization

/// All simulated networks behind one address: they are told apart by path, their accounts by key.
package final class SimulatedNetworks: Sendable {
    package let accounts: [SimulatedAccount]
    private let clock: @Sendable () -> Instant
    /// How long a session of a network with a login lasts, in seconds.
    private let sessionLength: Int64
    private let byKey: [Key: SimulatedAccount]
    private let visits = Mutex(Visits())

    private struct Key: Hashable {
        let network: SimulatedNetwork
        let secret: String
    }

    private struct Visits {
        var sessions: [String: (account: SimulatedAccount, until: Instant)] = [:]
        var requests: [String: Int] = [:]
        var logins: [String: Int] = [:]
    }

    /// Networks with these accounts; `clock` says which moment of their courses it is.
    package init(accounts: [SimulatedAccount], sessionLength: Int64 = 3600, clock: @escaping @Sendable () -> Instant) {
        self.accounts = accounts
        self.sessionLength = sessionLength
        self.clock = clock
        let keys = accounts.map { (Key(network: $0.network, secret: $0.secret.reveal()), $0) }
        byKey = Dictionary(keys) { first, _ in first }
    }

    /// The true balance of an account, whatever its network answers just then; nil for an unknown name.
    package func balance(of name: String, at instant: Instant) -> Money? {
        accounts.first { $0.name == name }?.course.balance(at: instant)
    }

    /// How often an account's balance was asked for with a key that its network knows.
    package func requests(of name: String) -> Int { visits.withLock { $0.requests[name] ?? 0 } }

    /// How often an account logged in.
    package func logins(of name: String) -> Int { visits.withLock { $0.logins[name] ?? 0 } }

    /// Answers one request; a handler for `LoopbackServer`.
    package func respond(to request: ServedRequest) -> ServedResponse {
        if request.path == "/v2/login" { return login(request) }
        guard let network = SimulatedNetwork.allCases.first(where: { $0.path == request.path }), request.method == "GET" else {
            return .json(["message": "Not Found"], status: 404)
        }
        if network == .popads, request.headers["accept"]?.contains("application/json") != true {
            return .json(["errors": [["status": 406, "code": 0, "title": "Not Acceptable"]]], status: 406)
        }
        let now = clock()
        guard let credential = network.credential(of: request), let account = account(network, credential, now) else {
            return network.refusal
        }
        visits.withLock { $0.requests[account.name, default: 0] += 1 }
        switch account.trouble(at: now) {
        case .refused: return network.refusal
        case .serverError: return .json(["message": "Internal Server Error"], status: 500)
        case .page: return .page(status: 200)
        case .zero: return network.answer(.zero, account.currency)
        case nil: return network.answer(account.course.balance(at: now), account.currency)
        }
    }

    private func account(_ network: SimulatedNetwork, _ credential: String, _ now: Instant) -> SimulatedAccount? {
        guard network == .exoclick else { return byKey[Key(network: network, secret: credential)] }
        guard let session = visits.withLock({ $0.sessions[credential] }), now < session.until else { return nil }
        return session.account
    }

    /// ExoClick's first step: a key for a token that expires.
    private func login(_ request: ServedRequest) -> ServedResponse {
        guard request.method == "POST", let key = request.json?["api_token"]?.text,
            let account = byKey[Key(network: .exoclick, secret: key)]
        else { return SimulatedNetwork.exoclick.refusal }
        let until = clock() + sessionLength
        let token = visits.withLock { visits in
            visits.logins[account.name, default: 0] += 1
            let token = "session-\(account.name)-\(visits.logins[account.name] ?? 0)"
            visits.sessions = visits.sessions.filter { $0.value.until + sessionLength > until }
            visits.sessions[token] = (account, until)
            return token
        }
        return .json(["token": .string(token), "type": "Bearer", "expires_in": .integer(sessionLength)])
    }
}
