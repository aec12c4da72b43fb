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
    /// Whether something was put into the outbox.
    var hasMessages = false
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
    /// Tells people in the same transaction; nil where there is no bot.
    var herald: SweepHerald?

    func write(_ transaction: Transaction) throws -> KeptSweep {
        var kept = KeptSweep(books: books)
        let accounts = try synchroniseAccounts(transaction)
        for result in results {
            let name = result.account.settings.name
            guard let account = accounts[name] else { continue }
            switch result.outcome {
            case .success(let answer):
                let events = try record(answer, of: result, account: account, in: &kept.books, transaction)
                kept.events += events.map { (name, $0) }
                kept.answered.append(name)
                if events.contains(where: \.isDoubt) { kept.doubtful.insert(name) }
            case .failure(let failure):
                try kept.books.record(
                    AccountFailure(account: account, failureClass: failure.failureClass, message: failure.message, at: result.at),
                    in: transaction)
                kept.failures.append((name, failure))
            }
        }
        if !kept.answered.isEmpty {
            let at = try max(startedAt, transaction.earliestReading())
            try kept.books.recordReturn(at: at, rose: kept.events.contains { $0.event.isRise }, in: transaction)
        }
        if !results.isEmpty { try transaction.recordSweep(at: startedAt) }
        kept.hasMessages = try herald?.tell(kept, of: installation, at: startedAt, in: transaction) ?? false
        return kept
    }

    private func record(
        _ answer: PollAnswer, of result: PollResult, account: AccountID, in books: inout Books, _ transaction: Transaction
    ) throws -> [WalletEvent] {
        do {
            return try books.record(
                AccountAnswer(
                    account: account, wallets: answer.wallets, unreadable: Set(answer.badRows.map(\.key)), sentAt: result.at,
                    request: result.request), in: transaction)
        } catch HistoryError.refused(let reason) {
            throw AccountRefusal(account: result.account.settings.name, reason: reason)
        } catch let error as MoneyError {
            throw AccountRefusal(account: result.account.settings.name, reason: error.description)
        }
    }

    /// Brings new, renamed and retired accounts of the configuration into the history; writes only what changed.
    private func synchroniseAccounts(_ transaction: Transaction) throws -> [String: AccountID] {
        var rows = Dictionary(uniqueKeysWithValues: try transaction.snapshot.accounts().map { ($0.name, $0) })
        var ids: [String: AccountID] = [:]
        for account in installation.accounts.map(\.settings) {
            if let row = rows.removeValue(forKey: account.name), row.network == account.network, row.title == account.title,
                row.retiredAt == nil
            {
                ids[account.name] = row.id
                continue
            }
            let row = try transaction.upsertAccount(
                name: account.name, was: account.was, network: account.network, title: account.title, at: startedAt)
            if let was = account.was { rows[was] = nil }
            ids[account.name] = row.id
        }
        for row in rows.values where row.retiredAt == nil { try transaction.retire(row.id, at: startedAt) }
        return ids
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

    /// Whether money came in.
    var isRise: Bool { if case .booked(let change) = kind { !change.isNegative } else { false } }
}
