package import Domain
import History

/// Writes a past that nobody polled, through the collector's own books, so that it obeys the same laws: for `demo`, and for tests.
package struct WrittenPast: Sendable {
    /// What one account answered in one sweep of the past.
    package enum Answer: Sendable {
        case wallets([WalletAnswer])
        /// What was wrong, and what the network said, for people.
        case failure(FailureClass, String)
    }

    private let sweeps: [Instant]
    private let answer: @Sendable (_ account: String, _ at: Instant) -> Answer

    /// `sweeps` in order of time; `answer` is asked for each of them and each account of the configuration.
    package init(sweeps: [Instant], answer: @escaping @Sendable (_ account: String, _ at: Instant) -> Answer) {
        self.sweeps = sweeps
        self.answer = answer
    }

    /// Writes it into the history that the configuration at `path` names, which must hold nothing and which no daemon may have open.
    ///
    /// Throws `ConfigurationErrors`, or `HistoryError` with nothing but whole days stored.
    package func write(configuration path: String, environment: [String: String]) async throws {
        let installation = try Installation.load(path: path, environment: environment, zones: ZoneFiles())
        let database = installation.configuration.history.database
        let history = try History.open(path: database, lock: WriterLock(database: database))
        do {
            try await write(accounts: installation.accounts.map(\.settings), into: history)
        } catch {
            try? history.close()
            throw error
        }
        try history.close()
    }

    /// One transaction a day: as many sweeps as the clock on the wall has time for.
    private func write(accounts: [AccountSettings], into history: History) async throws {
        guard try await history.read({ try $0.lastSweep() }) == nil else { throw PastIsKnown(database: history.path) }
        var books = Books(latest: [], openGaps: [], lastSweep: nil)
        var request: UInt64 = 0
        var rest = sweeps[...]
        while let first = rest.first {
            let day = rest.prefix { $0 - first < 86_400 }
            rest = rest.dropFirst(day.count)
            (books, request) = try await history.write { [books, request] transaction in
                var (books, request) = (books, request)
                let ids = try accounts.map { account in
                    try transaction.upsertAccount(
                        name: account.name, was: nil, network: account.network, title: account.title, at: first
                    ).id
                }
                for sweep in day {
                    for (account, id) in zip(accounts, ids) {
                        request += 1
                        try note(answer(account.name, sweep), of: id, at: sweep, request: request, in: &books, transaction)
                    }
                    try transaction.recordSweep(at: sweep)
                }
                return (books, request)
            }
        }
    }

    private func note(
        _ answer: Answer, of account: AccountID, at sweep: Instant, request: UInt64, in books: inout Books, _ transaction: Transaction
    ) throws {
        switch answer {
        case .wallets(let wallets):
            _ = try books.record(
                AccountAnswer(account: account, wallets: wallets, unreadable: [], sentAt: sweep, request: request), in: transaction)
        case .failure(let kind, let message):
            try books.record(AccountFailure(account: account, failureClass: kind, message: message, at: sweep), in: transaction)
        }
    }
}

/// A past is only written where there is none.
struct PastIsKnown: Error, CustomStringConvertible {
    let database: String

    var description: String { "\(database) holds a history already; nothing was written to it" }
}
