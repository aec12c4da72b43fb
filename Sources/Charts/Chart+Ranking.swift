package import Domain

extension Chart {
    /// How many wallets a picture tells apart.
    package static let mostWallets = 8

    /// The same chart with the wallets that spent most first, and all behind the eighth drawn as one that is called `rest`.
    ///
    /// A single one that is left keeps its name. Throws `MoneyError.outOfRange` when a sum does not fit.
    package func ranked(rest: String) throws(MoneyError) -> Chart {
        var chart = self
        var order: [(offset: Int, spent: Money)] = []
        for (offset, wallet) in wallets.enumerated() { order.append((offset, try wallet.spent())) }
        order.sort { ($1.spent, $0.offset) < ($0.spent, $1.offset) }
        chart.wallets = order.prefix(Self.mostWallets).map { wallets[$0.offset] }
        let others = order.dropFirst(Self.mostWallets).map { wallets[$0.offset] }
        guard var sum = others.first else { return chart }
        for wallet in others.dropFirst() { sum = try sum.joined(by: wallet) }
        if others.count > 1 { (sum.name, sum.plainName) = (rest, rest) }
        chart.wallets.append(sum)
        return chart
    }
}

extension ChartWallet {
    /// Both as one; what is known of one of them alone counts as far as it goes.
    func joined(by other: ChartWallet) throws(MoneyError) -> ChartWallet {
        var sum = self
        for (index, balance) in other.balances.enumerated() where index < balances.count {
            guard let balance else { continue }
            sum.balances[index] = try (balances[index] ?? .zero) + balance
        }
        for (index, spend) in other.spends.enumerated() where index < spends.count {
            guard let spend else { continue }
            let own = spends[index] ?? Spend(amount: .zero)
            sum.spends[index] = Spend(amount: try own.amount + spend.amount, isLowerBound: own.isLowerBound || spend.isLowerBound)
        }
        sum.topUps = (topUps + other.topUps).sorted { $0.at < $1.at }
        sum.gaps = Window.united(gaps + other.gaps)
        sum.count += other.count
        return sum
    }
}
