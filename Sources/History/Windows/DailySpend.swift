package import Domain

extension Snapshot {
    /// What every wallet spent between each boundary and the next, by the rules of `WalletWindow.spend`.
    ///
    /// `boundaries` ascend; there is one amount fewer than boundaries, zero for a stretch in which the wallet was not open.
    package func spend(between boundaries: [Instant]) throws -> [WalletID: [Money]] {
        guard let first = boundaries.first, let last = boundaries.last else { return [:] }
        let edges = try boundaries.map { try answerable(Window(from: $0, until: $0)).from }
        let values = try edges.map { try balances(at: $0) }
        var spends: [WalletID: [Money]] = [:]
        for wallet in values.last?.keys ?? [:].keys {
            spends[wallet] = try zip(values, values.dropFirst()).map { before, after in
                try (after[wallet]?.spent ?? .zero) - (before[wallet]?.spent ?? .zero)
            }
        }
        for credit in try classified(in: answerable(Window(from: first, until: last)))
        where credit.kind == .refund || credit.kind == .reversal || credit.amount.isNegative {
            guard let next = edges.firstIndex(where: { credit.at <= $0 }), next > 0 else { continue }
            guard let spend = spends[credit.wallet]?[next - 1] else { continue }
            spends[credit.wallet]?[next - 1] = credit.amount.isNegative ? try spend + credit.amount : try spend - credit.amount
        }
        return spends
    }

    /// What one wallet spent on each day; the days' beginnings, and the last one's end, are the boundaries.
    package func dailySpend(_ wallet: WalletID, dayBoundaries: [Instant]) throws -> [Money] {
        try spend(between: dayBoundaries)[wallet] ?? Array(repeating: .zero, count: max(0, dayBoundaries.count - 1))
    }
}
