import Domain
import History

/// A law of money that a history broke.
struct BrokenLaw: Sendable, CustomStringConvertible {
    /// Which of the story's wallets; nil when it is the whole history.
    var wallet: Int?
    var law: String
    var description: String { law }
}

/// Holds a lived story against the laws.
struct LawJudge {
    let world: LawWorld

    /// The first law that does not hold; nil when all do. `random` picks the windows that are asked.
    func brokenLaw(_ random: inout some RandomNumberGenerator) async throws -> BrokenLaw? {
        if !world.isSettled { return BrokenLaw(wallet: nil, law: "something still waits after two true answers") }
        if let fault = try await world.history.read({ try $0.ledgerFaults() }).first { return BrokenLaw(wallet: nil, law: fault) }
        let edges = edges(&random)
        return try await world.history.read { snapshot in
            try totals(snapshot) ?? undone(snapshot) ?? partitions(edges, snapshot) ?? reported(snapshot) ?? consecutive(snapshot)
        }
    }

    private func edges(_ random: inout some RandomNumberGenerator) -> [Instant] {
        let end = world.now.seconds + 4000
        let any = (0..<3).map { _ in Int64.random(in: LawWorld.begin.seconds - 4000...end, using: &random) }
        let hours = any.prefix(1).map { $0 - $0 % 3600 }
        let moved = (0..<2).compactMap { _ in world.wallets.randomElement(using: &random)?.changes.randomElement(using: &random)?.at.seconds
        }
        let near = moved.map { $0 + Int64.random(in: -1...1, using: &random) }
        return Array(Set(any + hours + near)).sorted().map(Instant.init(seconds:))
    }

    /// The newest state is the truth, and what moved to it is what truly moved: no glitch left a trace.
    private func totals(_ snapshot: Snapshot) throws -> BrokenLaw? {
        for (index, (wallet, latest)) in try zip(world.wallets, snapshot.latest().filter { world.ids.contains($0.wallet.id) }).enumerated()
        {
            let found = [latest.reading.balance, latest.reading.spent, latest.reading.credited].map(\.micros)
            let expected = [wallet.truth, wallet.spent, wallet.credited]
            if found != expected {
                return BrokenLaw(wallet: index, law: "balance, spent and credited are \(found), not \(expected)")
            }
        }
        return nil
    }

    /// What came back was there: of the other sign, no smaller, at most half an hour before, and undone by nothing else.
    private func undone(_ snapshot: Snapshot) throws -> BrokenLaw? {
        for (index, id) in world.ids.enumerated() {
            let all = try snapshot.credits(in: Window(from: Instant(seconds: 0), until: world.now + 9000)).filter { $0.wallet == id }
            let own = all.filter { $0.kind == .reversal && $0.classifiedAt == nil }
            let earlier = own.compactMap(\.reverses)
            if Set(earlier).count != earlier.count { return BrokenLaw(wallet: index, law: "one change was undone twice") }
            for credit in own {
                guard let change = world.wallets[index].changes.first(where: { $0.at == credit.reverses }),
                    (change.amount < 0) != credit.amount.isNegative, abs(change.amount) >= credit.amount.magnitude.micros,
                    credit.at > change.at, credit.at - change.at <= 1800
                else { return BrokenLaw(wallet: index, law: "a reversal at \(credit.at.seconds) undid no change that was there") }
            }
        }
        return nil
    }

    /// Any partition adds up to the whole, each window's sum is its closing, and both agree with the changes one by one.
    private func partitions(_ edges: [Instant], _ snapshot: Snapshot) throws -> BrokenLaw? {
        guard let first = edges.first, let last = edges.last else { return nil }
        var sums: [WalletID: [Int64]] = [:]
        for window in zip(edges, edges.dropFirst()).map(Window.init) + [Window(from: first, until: last)] {
            let asked = try snapshot.answerable(window)
            for item in try snapshot.windows(window) {
                guard let index = world.ids.firstIndex(of: item.wallet.id) else { continue }
                let sum = item.openingBalance.micros + item.topUps.micros + item.corrections.micros + item.withdrawals.micros
                if sum - item.spend.micros != item.closing.balance.micros {
                    return BrokenLaw(wallet: index, law: "the sum of \(window) is not its closing")
                }
                let figures = [item.spend, item.topUps, item.refunds, item.corrections, item.withdrawals].map(\.micros)
                let expected = world.wallets[index].figures(from: asked.from, until: asked.until)
                if figures[0] != expected.spend || figures[1] != expected.topUps {
                    return BrokenLaw(wallet: index, law: "spend and top-ups of \(asked) are \(figures.prefix(2)), not \(expected)")
                }
                if window == Window(from: first, until: last), edges.count > 2 {
                    if sums[item.wallet.id] != figures {
                        return BrokenLaw(
                            wallet: index, law: "the parts of \(window) add up to \(sums[item.wallet.id] ?? []), not \(figures)")
                    }
                } else {
                    sums[item.wallet.id] = zip(sums[item.wallet.id] ?? [0, 0, 0, 0, 0], figures).map(+)
                }
            }
        }
        return nil
    }

    /// What was reported is still so, unless a person has said otherwise, or the readings at its edges are gone.
    private func reported(_ snapshot: Snapshot) throws -> BrokenLaw? {
        for report in world.reports where try snapshot.answerable(report.window) == report.window {
            for item in try snapshot.windows(report.window) where !report.reclassified.contains(item.wallet.id) {
                guard let index = world.ids.firstIndex(of: item.wallet.id) else { continue }
                if report.figures[item.wallet.id] != LawWorld.Figures(item) {
                    return BrokenLaw(wallet: index, law: "the report of \(report.window) would say something else now")
                }
            }
        }
        return nil
    }

    /// Reports that arrived leave nothing out and count nothing twice.
    private func consecutive(_ snapshot: Snapshot) throws -> BrokenLaw? {
        let sent = world.reports.filter { !$0.isRefused }
        for (before, after) in zip(sent, sent.dropFirst()) where before.window.until != after.window.from {
            return BrokenLaw(wallet: nil, law: "a report begins at \(after.window.from), the one before it ended at \(before.window.until)")
        }
        guard let first = sent.first, let last = sent.last else { return nil }
        let edges = try snapshot.answerable(Window(from: first.window.from, until: last.window.until))
        guard edges.from == first.window.from, edges.until == last.window.until else { return nil }
        for item in try snapshot.windows(edges) {
            guard let index = world.ids.firstIndex(of: item.wallet.id), world.wallets[index].words.isEmpty else { continue }
            let spend = sent.compactMap { $0.figures[item.wallet.id]?.spend.micros }.reduce(0, +)
            let topUps = sent.compactMap { $0.figures[item.wallet.id]?.topUps.micros }.reduce(0, +)
            if spend != item.spend.micros || topUps != item.topUps.micros {
                return BrokenLaw(wallet: index, law: "the reports of a chat add up to \(spend) spent, not \(item.spend.micros)")
            }
        }
        return nil
    }
}
