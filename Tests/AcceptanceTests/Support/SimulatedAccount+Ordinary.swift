import Domain
import Simulator
import Testing

extension SimulatedAccount {
    /// Four accounts in three currencies: two of them top up, in steps too small to be doubted.
    static func ordinary(from start: Instant) throws -> [SimulatedAccount] {
        try [
            ordinary(.propellerads, "USD", opening: 1500, daily: 120, topUp: nil, seed: 1, from: start),
            ordinary(.popads, "USD", opening: 560, daily: 200, topUp: 150, seed: 2, from: start),
            ordinary(.exoclick, "EUR", opening: 900, daily: 70, topUp: nil, seed: 3, from: start),
            ordinary(.kadam, "RUB", opening: 26_000, daily: 10_000, topUp: 4000, seed: 4, from: start),
        ]
    }

    /// An account whose key nobody may ever see: it begins with `CANARY`.
    static func ordinary(
        _ network: SimulatedNetwork, _ currency: String, opening: Int64, daily: Int64, topUp: Int64? = nil, seed: UInt64 = 1,
        from start: Instant
    ) throws -> SimulatedAccount {
        SimulatedAccount(
            name: "CANARY-\(network.rawValue)", network: network, secret: Secret("CANARY-key-\(network.rawValue)-93be1d"),
            currency: try #require(Currency(currency)),
            course: BalanceCourse(
                seed: seed, start: start - 86_400, opening: Money(micros: opening * 1_000_000),
                dailySpend: Money(micros: daily * 1_000_000), topUp: topUp.map { Money(micros: $0 * 1_000_000) }))
    }
}
