import Domain
import History

/// Tells people, in the transaction of the sweep itself, what cannot wait for a report: an empty wallet, a change that a person must judge.
package struct SweepHerald: Sendable {
    let bot: Int64
    let zones: ZoneFiles
    /// The delivery's, rung once the sweep is stored.
    let bell: Bell

    /// Queues what this sweep gives cause for; returns whether there was anything.
    func tell(_ kept: KeptSweep, of installation: Installation, at now: Instant, in transaction: Transaction) throws -> Bool {
        let clock = ClockDesk(bot: bot, installation: installation, zones: zones, now: now)
        var isAnything =
            try kept.clockBehind != nil || !kept.answered.isEmpty ? clock.tell(behind: kept.clockBehind, in: transaction) : false
        for (name, event) in kept.events {
            guard case .emptied(let before, let since) = event.kind else { continue }
            let settings = installation.accounts.first { $0.settings.name == name }?.settings
            let alert = try ZeroAlert(
                wallet: event.wallet, before: before, since: since, at: now, settings: settings, in: transaction.snapshot)
            isAnything = try alert.enqueue(bot: bot, installation: installation, zones: zones, in: transaction) || isAnything
        }
        let ends = kept.events.reduce(into: [WalletID: HoldVerdict?]()) { ends, item in
            if case .holdEnded(let verdict) = item.event.kind { ends[item.event.wallet] = .some(verdict) }
        }
        let desk = HoldDesk(bot: bot, installation: installation, zones: zones, now: now)
        isAnything = try desk.withdraw(ended: ends, in: transaction) || isAnything
        for page in kept.books.shelves.values.flatMap(\.pages.values) where page.ledger.heldSince != nil {
            isAnything = try desk.ask(of: page, in: transaction) || isAnything
        }
        return isAnything
    }
}
