import Domain
import History

/// Tells people, in the transaction of the sweep itself, what cannot wait for a report: an empty wallet, a change that a person must judge.
///
/// Each alert has a savepoint of its own: one that fails costs neither the sweep's money nor another alert.
package struct SweepHerald: Sendable {
    /// What came of the alerts of a sweep.
    struct Outcome: Sendable {
        /// Whether something was put into the outbox.
        var hasMessages = false
        /// The alerts that failed, with the reason.
        var failures: [String: String] = [:]
    }

    let bot: Int64
    let zones: ZoneFiles
    /// The delivery's, rung once the sweep is stored.
    let bell: Bell

    /// Queues what this sweep gives cause for; throws only what keeps the sweep itself from being stored.
    func tell(_ kept: KeptSweep, of installation: Installation, at now: Instant, in transaction: Transaction) throws -> Outcome {
        var outcome = Outcome()
        func attempt(_ alert: String, _ body: () throws -> Bool) throws {
            switch try transaction.attempt(body) {
            case .success(let isAnything): outcome.hasMessages = isAnything || outcome.hasMessages
            case .failure(let error): outcome.failures[alert] = "\(error)"
            }
        }
        if kept.clockBehind != nil || !kept.answered.isEmpty {
            let clock = ClockDesk(bot: bot, installation: installation, zones: zones, now: now)
            try attempt("clock") { try clock.tell(behind: kept.clockBehind, in: transaction) }
        }
        for (name, event) in kept.events {
            guard case .emptied(let before, let since) = event.kind else { continue }
            let settings = installation.accounts.first { $0.settings.name == name }?.settings
            try attempt("zero of \(name)") {
                try ZeroAlert(
                    wallet: event.wallet, before: before, since: since, at: now, settings: settings, in: transaction.snapshot
                ).enqueue(bot: bot, installation: installation, zones: zones, in: transaction)
            }
        }
        let ends = kept.events.reduce(into: [WalletID: HoldVerdict?]()) { ends, item in
            if case .holdEnded(let verdict) = item.event.kind { ends[item.event.wallet] = .some(verdict) }
        }
        let desk = HoldDesk(bot: bot, installation: installation, zones: zones, now: now)
        try attempt("end of a hold") { try desk.withdraw(ended: ends, in: transaction) }
        for page in kept.books.shelves.values.flatMap(\.pages.values) where page.ledger.heldSince != nil {
            try attempt("hold of wallet \(page.wallet.id.rawValue)") { try desk.ask(of: page, in: transaction) }
        }
        if !outcome.failures.isEmpty {
            let note = failureNote(outcome.failures, installation)
            try attempt("note of a failed alert") { try note.enqueue(in: transaction, at: now) }
        }
        return outcome
    }

    private func failureNote(_ failures: [String: String], _ installation: Installation) -> DailyNote {
        let list = failures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
        let text = DeliveryWording(installation.configuration.report.language).alertFailed(list)
        return DailyNote(kind: "alert", note: OwnerNote(bot: bot, owners: installation.configuration.telegram.owners, text: text))
    }
}
