import Domain
import History

/// A long history written through the ledger itself: fifty wallets that spend every hour, and every five minutes in the last month.
///
/// One of them stood still for the last eleven months, and each is topped up every two weeks.
struct GeneratedHistory {
    static let wallets = 50
    private static let topUpEvery: Int64 = 14 * 86400

    let path: String
    let days: Int64
    let end: Instant

    /// Writes it; says how many readings there are.
    func generate() async throws -> Int {
        let history = try History.open(path: path, lock: WriterLock(database: path))
        let begin = end - days * 86400
        let ids = try await history.write { transaction in
            guard let currency = Currency("USD") else { return [WalletID]() }
            return try (0..<Self.wallets).map { number in
                let account = try transaction.upsertAccount(
                    name: "account-\(number)", was: nil, network: "network", title: "Account \(number)", at: begin)
                return try transaction.openWallet(
                    account: account.id, key: "main", title: nil, currency: currency, at: begin, opening: Money(micros: 500_000_000)
                ).id
            }
        }
        var state = Array(repeating: (spent: Int64(0), credited: Int64(0)), count: ids.count)
        var (now, rows) = (begin, ids.count)
        while now < end {
            let (start, before) = (now, state)
            // A transaction for each hour, since closings are written by the first one after an hour's end.
            let (next, after, count) = try await history.write { transaction in
                var (at, values, count) = (start, before, 0)
                for _ in 0..<(end - start <= 30 * 86400 ? 12 : 1) {
                    at = min(end, at + (end - start <= 30 * 86400 ? 300 : 3600))
                    for (index, id) in ids.enumerated() {
                        if index == 0, end - at < 330 * 86400, days > 330 { continue }
                        try Self.move(&values[index], wallet: id, index: index, at: at, in: transaction)
                        count += 1
                    }
                    if at == end { break }
                }
                try transaction.recordSweep(at: at)
                return (at, values, count)
            }
            (now, state, rows) = (next, after, rows + count)
        }
        try await history.checkpoint()
        try history.close()
        return rows
    }

    static func move(
        _ state: inout (spent: Int64, credited: Int64), wallet: WalletID, index: Int, at: Instant, in transaction: Transaction
    ) throws {
        // Spread over the two weeks, so that the days are alike.
        let isTopUp = (at.seconds / 3600 + Int64(index) * 7) % (topUpEvery / 3600) == 0 && at.seconds % 3600 < 300
        let amount = isTopUp ? Int64(300_000_000) : 1_250_000 + Int64(index) * 10_000
        if isTopUp { state.credited += amount } else { state.spent += amount }
        try transaction.append(
            Reading(
                at: at, balance: Money(micros: 500_000_000 + state.credited - state.spent), spent: Money(micros: state.spent),
                credited: Money(micros: state.credited)), to: wallet)
        if isTopUp { try transaction.record(Credit(wallet: wallet, at: at, amount: Money(micros: amount), kind: .topUp)) }
    }
}
