import Domain
import Simulator
import Synchronization
import Testing

@Suite("The demo's month") struct DemoMonthTests {
    static let end = Instant(seconds: 1_795_158_780)
    private let month = DemoMonth(endingAt: end)

    @Test("has sweeps in order, the last at its end, more of them where money comes in")
    func sweeps() {
        let sweeps = month.sweeps
        #expect(sweeps.last == Self.end)
        #expect(sweeps.first == Self.end - 31 * 86_400)
        let pauses = Set(zip(sweeps, sweeps.dropFirst()).map { $1 - $0 })
        #expect(pauses == [60, 1740, 1800])
    }

    @Test(
        "comes to the same as when its networks are asked",
        arguments: [Self.end, Self.end - 5 * 3600, Self.end - 3 * 86_400, Self.end - 20 * 86_400, Self.end + 600])
    func outcomes(moment: Instant) {
        let networks = SimulatedNetworks(accounts: month.accounts.map(\.simulated)) { moment }
        for account in month.accounts.map(\.simulated) {
            let answer = networks.respond(to: request(account, of: networks))
            let body = String(decoding: answer.body, as: UTF8.self)
            switch account.outcome(at: moment) {
            case .balance(let balance, _):
                #expect(answer.status == 200)
                #expect(body.contains(balance.decimalText), "\(account.name)")
            case .failure(_, let words):
                #expect(words == "HTTP \(answer.status)", "\(account.name)")
            }
        }
    }

    private func request(_ account: SimulatedAccount, of networks: SimulatedNetworks) -> ServedRequest {
        let key = account.secret.reveal()
        let path = account.network.path
        switch account.network {
        case .propellerads, .kadam: return ServedRequest(method: "GET", target: path, headers: ["Authorization": "Bearer \(key)"])
        case .adsterra: return ServedRequest(method: "GET", target: path, headers: ["X-API-Key": key])
        case .evadav: return ServedRequest(method: "GET", target: "\(path)?access-token=\(key)")
        case .popads: return ServedRequest(method: "GET", target: "\(path)?key=\(key)", headers: ["Accept": "application/json"])
        case .exoclick:
            let login = ServedRequest(method: "POST", target: "/v2/login", body: Array(#"{"api_token":"\#(key)"}"#.utf8))
            _ = networks.respond(to: login)
            return ServedRequest(method: "GET", target: path, headers: ["Authorization": "Bearer session-\(account.name)-1"])
        }
    }
}
