import Simulator
import Synchronization

/// Stands before the simulated networks: notes each balance that they tell, and answers in their place when a test says so.
final class NetworkGate: Sendable {
    /// What it does instead of asking the network.
    enum Mischief: Hashable, Sendable {
        case answer(ServedResponse)
        /// No answer ever comes.
        case hang
    }

    let networks: SimulatedNetworks
    private let notes = Mutex(Notes())

    private struct Notes {
        var mischief: [SimulatedNetwork: Mischief] = [:]
        var told: [SimulatedNetwork: [String]] = [:]
        var hanging = 0
    }

    init(_ networks: SimulatedNetworks) {
        self.networks = networks
    }

    /// From now on `network` does this; nil lets it answer for itself again.
    func put(_ mischief: Mischief?, before network: SimulatedNetwork) {
        notes.withLock { $0.mischief[network] = mischief }
    }

    /// Every balance that a network told, in order, as the decimal text in its answer.
    func told(by network: SimulatedNetwork) -> [String] { notes.withLock { $0.told[network] ?? [] } }

    /// How many requests were left hanging.
    var hanging: Int { notes.withLock(\.hanging) }

    func respond(to request: ServedRequest) async -> ServedResponse {
        let network = SimulatedNetwork.allCases.first { $0.path == request.path }
        switch network.flatMap({ network in notes.withLock { $0.mischief[network] } }) {
        case .answer(let response): return response
        case .hang:
            notes.withLock { $0.hanging += 1 }
            try? await Task.sleep(for: .seconds(86_400))
            return ServedResponse(status: 504, body: [])
        case nil: break
        }
        let response = networks.respond(to: request)
        if let network, response.status == 200, let amount = Self.amount(in: response.body) {
            notes.withLock { $0.told[network, default: []].append(amount) }
        }
        return response
    }

    /// The number behind the last key that means the balance; of a bare text the text.
    private static func amount(in body: [UInt8]) -> String? {
        let text = String(decoding: body, as: UTF8.self)
        let starts = ["balance\":", "advertiser\":", "item\":"].compactMap { text.ranges(of: $0).last?.upperBound }
        let amount = text[(starts.max() ?? text.startIndex)...].drop { $0 == "\"" }.prefix { $0.isNumber || $0 == "." }
        return amount.isEmpty ? nil : String(amount)
    }
}
