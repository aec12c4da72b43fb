import Domain
import History
import Testing

@testable import BalanceMonitor
@testable import Networks

/// Writes sweeps into a real history, one after another, as the collector would.
final class LedgerBench {
    /// What one account's poll brought.
    enum Poll {
        case balances([WalletAnswer])
        case failed(FailureClass)

        static func usd(_ amount: String) throws -> Poll { .balances([try wallet(amount)]) }
    }

    let bench: Bench
    private(set) var books: Books
    private var request: UInt64 = 0

    init(_ bench: Bench) async throws {
        self.bench = bench
        books = Books(latest: [], openGaps: [], lastSweep: nil)
        try await restart()
    }

    /// Forgets everything that is not in the history.
    func restart(interval: Int64 = 300) async throws {
        books = try await bench.history.read { snapshot in
            try Books(snapshot, at: snapshot.lastSweep() ?? Bench.start, interval: interval)
        }
    }

    /// A sweep `seconds` after the beginning, in which these accounts were polled; `sent` is when the requests went out, `request` their number.
    @discardableResult
    func sweep(
        _ seconds: Int64, _ polls: [String: Poll], sent: Int64? = nil, request number: UInt64? = nil, absentSince: Int64? = nil,
        silence: Gap.Silence = .off
    ) async throws -> KeptSweep {
        let installation = try bench.installation()
        var results: [PollResult] = []
        for account in installation.accounts {
            guard let poll = polls[account.settings.name] else { continue }
            request += 1
            results.append(Self.result(account, poll, at: instant(sent ?? seconds), request: number ?? request))
        }
        let entry = SweepEntry(
            results: results, installation: installation, startedAt: instant(seconds), books: books,
            absence: absentSince.map { Absence(since: instant($0), silence: silence) })
        let kept = try await bench.history.write { try entry.write($0) }
        books = kept.books
        return kept
    }

    static func result(_ account: Installation.PolledAccount, _ poll: Poll, at: Instant, request: UInt64) -> PollResult {
        switch poll {
        case .balances(let wallets):
            let answer = PollAnswer(wallets: wallets, badRows: [], requestSentAt: at, serverDate: nil)
            return PollResult(account: account, request: request, at: at, outcome: .success(answer))
        case .failed(let failure):
            return PollResult(account: account, request: request, at: at, outcome: .failure(PollFailure(failure, "no")))
        }
    }

    func instant(_ seconds: Int64) -> Instant { Bench.start + seconds }

    /// What the wallets did between two moments, in order of account and key.
    func windows(_ from: Int64, _ until: Int64) async throws -> [WalletWindow] {
        let window = Window(from: instant(from), until: instant(until))
        return try await bench.history.read { try $0.windows(window) }.sorted {
            ($0.account.name, $0.wallet.key, $0.wallet.currency) < ($1.account.name, $1.wallet.key, $1.wallet.currency)
        }
    }

    /// All gaps there ever were, oldest first.
    func gaps() async throws -> [Gap] {
        let window = Window(from: Instant(seconds: 0), until: instant(100 * 86_400))
        return try await bench.history.read { try $0.gaps(in: window) }
    }
}
