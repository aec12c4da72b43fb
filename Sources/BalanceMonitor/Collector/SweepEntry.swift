import Domain
import History
import Networks

/// What a stored sweep leaves behind.
struct KeptSweep: Sendable {
    var books: Books
    /// Accounts in which something waits for the next reading.
    var doubtful: Set<String> = []
    var events: [(account: String, event: WalletEvent)] = []
    var failures: [(account: String, failure: PollFailure)] = []
    var answered: [String] = []
    /// Accounts of whose answer some rows could not be read, with a text of which and why.
    var badRows: [(account: String, text: String)] = []
    /// By how many seconds the clock is behind what the history holds, where that is too much for anything to be stored.
    var clockBehind: Int64?
    /// What came of the alerts.
    var alerts = SweepHerald.Outcome()
}

/// One account's answer that the history or the ledger refuses; the others' stand.
struct AccountRefusal: Error {
    let account: String
    let reason: String
}

/// Writes one sweep within its transaction.
struct SweepEntry: Sendable {
    let results: [PollResult]
    let installation: Installation
    let startedAt: Instant
    let books: Books
    /// The time in which nobody was polled, where that is longer than it should be.
    let absence: Absence?
    /// Tells people in the same transaction; nil where there is no bot.
    var herald: SweepHerald?

    func write(_ transaction: Transaction) throws -> KeptSweep {
        var kept = KeptSweep(books: books)
        let behind = try transaction.earliestReading() - startedAt
        guard behind <= WalletLedger.smallStep else {
            kept.clockBehind = behind
            if let herald { kept.alerts = try herald.tell(kept, of: installation, at: startedAt, in: transaction) }
            return kept
        }
        if let absence { try kept.books.record(absence, in: transaction) }
        let (accounts, refusals) = try synchroniseAccounts(in: &kept.books, transaction)
        // The last of the answers ends a gap for all, so that no rise over it is dated after its end.
        var lastAnswer: Instant?
        for result in results {
            let name = result.account.settings.name
            let refusal = refusals[name].map { Result<PollAnswer, PollFailure>.failure(PollFailure(.permanent, $0)) }
            switch refusal ?? result.outcome {
            case .success(let answer):
                guard let account = accounts[name] else { continue }
                let events = try record(answer, of: result, account: account, in: &kept.books, transaction)
                kept.events += events.map { (name, $0) }
                if events.contains(where: \.isRefused) { continue }
                kept.answered.append(name)
                if !answer.badRows.isEmpty {
                    let text = answer.badRows.map { "\($0.key): \($0.message)" }.joined(separator: "; ")
                    kept.badRows.append((name, text.bounded(toBytes: PollFailure.longest)))
                }
                lastAnswer = max(lastAnswer ?? result.at, result.at)
                if events.contains(where: \.isDoubt) { kept.doubtful.insert(name) }
            case .failure(let failure):
                kept.failures.append((name, failure))
                guard let account = accounts[name] else { continue }
                try kept.books.record(
                    AccountFailure(account: account, failureClass: failure.failureClass, message: failure.message, at: result.at),
                    in: transaction)
            }
        }
        if let lastAnswer {
            let at = try max(lastAnswer, transaction.earliestReading())
            try kept.books.recordReturn(at: at, rose: kept.events.contains { $0.event.isRise }, in: transaction)
        }
        try recordSweep(transaction)
        if let herald { kept.alerts = try herald.tell(kept, of: installation, at: startedAt, in: transaction) }
        return kept
    }

    /// A sweep in which no account's turn had come counts too, or a start soon after it would look like one after an absence.
    private func recordSweep(_ transaction: Transaction) throws {
        let interval = installation.configuration.collector.interval.components.seconds
        if results.isEmpty, let last = try transaction.snapshot.lastSweep(), startedAt - last < interval {
            return try transaction.recordInterval(seconds: interval)
        }
        try transaction.recordSweep(at: startedAt)
        try transaction.recordInterval(seconds: interval)
    }

    private func record(
        _ answer: PollAnswer, of result: PollResult, account: AccountID, in books: inout Books, _ transaction: Transaction
    ) throws -> [WalletEvent] {
        do {
            return try books.record(
                AccountAnswer(
                    account: account, wallets: answer.wallets, unreadable: Set(answer.badRows.map(\.key)),
                    hasNamelessRow: answer.badRows.contains { !$0.isNamed }, sentAt: result.at, request: result.request,
                    interval: result.account.interval.components.seconds), in: transaction)
        } catch HistoryError.refused(let reason) {
            throw AccountRefusal(account: result.account.settings.name, reason: reason)
        } catch let error as MoneyError {
            throw AccountRefusal(account: result.account.settings.name, reason: error.description)
        }
    }

    /// Brings new, renamed and retired accounts of the configuration into the history; writes only what changed.
    ///
    /// Returns their ids, and for those that the history refuses the reason: the others' sweep is stored all the same.
    private func synchroniseAccounts(
        in books: inout Books, _ transaction: Transaction
    ) throws -> (ids: [String: AccountID], refusals: [String: String]) {
        var rows = Dictionary(uniqueKeysWithValues: try transaction.snapshot.accounts().map { ($0.name, $0) })
        var ids: [String: AccountID] = [:]
        var refusals: [String: String] = [:]
        for account in installation.accounts.map(\.settings) {
            var former = rows.removeValue(forKey: account.name)
            ids[account.name] = former?.id
            // The account that it says it was must not be there beside it.
            let isRenamed = account.was.map { rows[$0] != nil } ?? false
            if let former, former.network == account.network, former.title == account.title, former.retiredAt == nil, !isRenamed {
                continue
            }
            do {
                let row = try transaction.upsertAccount(
                    name: account.name, was: account.was, network: account.network, title: account.title, at: startedAt)
                if former == nil, let was = account.was { former = rows.removeValue(forKey: was) }
                if let since = former?.retiredAt { try books.record(Absence(since: since, silence: .off), of: row.id, in: transaction) }
                ids[account.name] = row.id
            } catch HistoryError.refused(let reason) {
                refusals[account.name] = reason
            }
        }
        for row in rows.values where row.retiredAt == nil { try transaction.retire(row.id, at: startedAt) }
        return (ids, refusals)
    }
}

extension WalletEvent {
    /// Whether the next reading must decide, so that it is hastened.
    var isDoubt: Bool {
        switch kind {
        case .suspected: true
        default: false
        }
    }

    /// Whether the answer was not taken at all.
    var isRefused: Bool { if case .clockBehind = kind { true } else { false } }

    /// Whether money came in.
    var isRise: Bool { if case .booked(let change) = kind { !change.isNegative } else { false } }
}
