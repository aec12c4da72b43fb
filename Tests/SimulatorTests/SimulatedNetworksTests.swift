import Domain
import Simulator
import Synchronization
import Testing

@Suite struct SimulatedNetworksTests {
    static let start = Instant(seconds: 1_795_046_400)

    /// A clock that a test moves.
    private final class Clock: Sendable {
        let now = Mutex(start + 3600)
        var instant: Instant { now.withLock { $0 } }
    }

    private let clock = Clock()

    private func networks(_ troubles: [(Window, SimulatedAccount.Trouble)] = []) throws -> SimulatedNetworks {
        let dollar = try #require(Currency("USD"))
        let accounts = SimulatedNetwork.allCases.enumerated().map { number, network in
            SimulatedAccount(
                name: network.rawValue, network: network, secret: Secret("key-\(network.rawValue)"), currency: dollar,
                course: BalanceCourse(
                    seed: UInt64(number), start: Self.start, opening: Money(micros: 1_000_500_000), dailySpend: Money(micros: 100_000_000)),
                troubles: troubles)
        }
        return SimulatedNetworks(accounts: accounts, sessionLength: 600) { [clock] in clock.instant }
    }

    private func ask(_ networks: SimulatedNetworks, _ network: SimulatedNetwork, key: String) -> ServedResponse {
        switch network {
        case .propellerads, .kadam, .exoclick: get(networks, network.path, ["Authorization": "Bearer \(key)"])
        case .adsterra: get(networks, network.path, ["X-API-Key": key])
        case .evadav: get(networks, "\(network.path)?access-token=\(key)", [:])
        case .popads: get(networks, "\(network.path)?key=\(key)", ["Accept": "application/json"])
        }
    }

    private func get(_ networks: SimulatedNetworks, _ target: String, _ headers: [String: String]) -> ServedResponse {
        networks.respond(to: ServedRequest(method: "GET", target: target, headers: headers))
    }

    private func login(_ networks: SimulatedNetworks, key: String) -> ServedResponse {
        networks.respond(to: ServedRequest(method: "POST", target: "/v2/login", body: Array(#"{"api_token":"\#(key)"}"#.utf8)))
    }

    private func text(_ response: ServedResponse) -> String { String(decoding: response.body, as: UTF8.self) }

    @Test(
        "tell the balance in each network's own shape",
        arguments: [
            (.propellerads, "\"#\""), (.adsterra, "{\"item\":#}"), (.evadav, "{\"data\":{\"advertiser\":#}}"),
            (.kadam, "{\"success\":true,\"code\":200,\"data\":{\"balance\":#,\"currency\":\"usd\"}}"),
            (.popads, "{\"user\":{\"username\":\"acme\",\"balance\":\"#\"}}"),
        ] as [(SimulatedNetwork, String)])
    func shapes(network: SimulatedNetwork, shape: String) throws {
        let networks = try networks()
        let balance = try #require(networks.balance(of: network.rawValue, at: clock.instant)).decimalText
        let answer = ask(networks, network, key: "key-\(network.rawValue)")
        #expect(answer.status == 200)
        #expect(text(answer) == shape.replacing("#", with: balance))
        #expect(networks.requests(of: network.rawValue) == 1)
    }

    @Test("refuse a wrong key, and one of another network", arguments: SimulatedNetwork.allCases)
    func refusal(network: SimulatedNetwork) throws {
        let networks = try networks()
        for key in ["wrong", "key-\(network == .kadam ? "evadav" : "kadam")"] {
            #expect([401, 403].contains(ask(networks, network, key: key).status))
        }
        #expect(get(networks, network.path, [:]).status >= 400)
        #expect(networks.requests(of: network.rawValue) == 0)
    }

    @Test("hand out a session that expires")
    func session() throws {
        let networks = try networks()
        #expect(login(networks, key: "wrong").status == 401)
        #expect(text(login(networks, key: "key-exoclick")) == #"{"expires_in":600,"token":"session-exoclick-1","type":"Bearer"}"#)
        #expect(ask(networks, .exoclick, key: "key-exoclick").status == 401)
        #expect(ask(networks, .exoclick, key: "session-exoclick-1").status == 200)
        clock.now.withLock { $0 = $0 + 600 }
        #expect(ask(networks, .exoclick, key: "session-exoclick-1").status == 401)
        _ = login(networks, key: "key-exoclick")
        #expect(ask(networks, .exoclick, key: "session-exoclick-2").status == 200)
        #expect(networks.logins(of: "exoclick") == 2)
    }

    @Test(
        "have their troubles, for as long as they last",
        arguments: [(.refused, 401, "Unauthorized"), (.serverError, 500, "Error"), (.page, 200, "<html>"), (.zero, 200, "{\"item\":0}")]
            as [(SimulatedAccount.Trouble, Int, String)])
    func troubles(trouble: SimulatedAccount.Trouble, status: Int, words: String) throws {
        let networks = try networks([(Window(from: clock.instant, until: clock.instant + 60), trouble)])
        let answer = ask(networks, .adsterra, key: "key-adsterra")
        #expect(answer.status == status)
        #expect(text(answer).contains(words))
        clock.now.withLock { $0 = $0 + 60 }
        #expect(text(ask(networks, .adsterra, key: "key-adsterra")).hasPrefix("{\"item\":99"))
    }
}
