import Domain
import History

/// Sweeps that go on where a history ends, five minutes apart; all wallets change in each, which is one transaction as in the daemon.
struct Sweeps {
    private let history: History
    private let wallets: [WalletID]
    private var state: [(spent: Int64, credited: Int64)]
    private var now: Instant

    init(_ history: History) async throws {
        let (latest, end) = try await history.read { (try $0.latest(), try $0.earliestNextReading()) }
        self.history = history
        wallets = latest.map(\.wallet.id)
        state = latest.map { ($0.reading.spent.micros, $0.reading.credited.micros) }
        now = end
    }

    /// Stores the next one.
    mutating func store() async throws {
        now = now + 300
        let (now, wallets, before) = (now, wallets, state)
        state = try await history.write { transaction in
            var state = before
            for (index, wallet) in wallets.enumerated() {
                try GeneratedHistory.move(&state[index], wallet: wallet, index: index, at: now, in: transaction)
            }
            try transaction.recordSweep(at: now)
            return state
        }
    }
}
