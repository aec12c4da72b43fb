import Domain
import FoundationEssentials
import Simulator

/// Calls a simulated Telegram as a bot would, in JSON and without a socket.
struct Caller: Sendable {
    let telegram: SimulatedTelegram
    let alice = SimulatedUser(id: 42, name: "Алиса", username: "alice")

    init(clock: @escaping @Sendable () -> Instant = { Instant(seconds: 1_800_000_000) }) {
        telegram = SimulatedTelegram(token: Secret("123456:ABC"), clock: clock)
    }

    func call(_ method: String, _ parameters: JSON = [:], token: String = "123456:ABC") async -> (status: Int, body: JSON) {
        let answer = await telegram.respond(to: request(method, parameters, token: token))
        return (answer.status, (try? JSONDecoder().decode(JSON.self, from: Data(answer.body))) ?? .null)
    }

    func request(_ method: String, _ parameters: JSON = [:], token: String = "123456:ABC") -> ServedRequest {
        let body = (try? JSONEncoder().encode(parameters)) ?? Data()
        return ServedRequest(
            method: "POST", target: "/bot\(token)/\(method)", headers: ["Content-Type": "application/json"], body: Array(body))
    }

    /// The ids of the updates from `offset` on.
    func poll(_ offset: Int64? = nil, timeout: Int64 = 0, limit: Int64 = 100) async -> [Int64] {
        var parameters: [String: JSON] = ["timeout": .integer(timeout), "limit": .integer(limit)]
        parameters["offset"] = offset.map { .integer($0) }
        return await call("getUpdates", .object(parameters)).body["result"]?.elements.compactMap { $0["update_id"]?.integer } ?? []
    }
}
