import Domain

/// What happened to the wallets of one account lately, for people who look through it.
struct AccountHistory: Sendable {
    let account: Account
    let wallets: [WalletPast]
    /// How many wallets are not shown.
    let omitted: Int

    /// The changes that somebody may want to call something else, of all wallets, as their buttons are numbered.
    var changes: [(wallet: Wallet, change: PastChange)] {
        wallets.flatMap { past in past.changes.map { (past.wallet, $0) } }.prefix(Self.changes).map { $0 }
    }

    /// How many changes get buttons at most.
    private static let changes = 6
}

/// One wallet's part of it.
struct WalletPast: Sendable {
    let wallet: Wallet
    let newest: Reading
    /// Spend is summed by the hour, else by the day.
    let isByHour: Bool
    /// How far back the entries reach.
    let since: Instant
    /// The newest first.
    let entries: [PastEntry]
    /// Older entries within the same stretch that are not shown.
    let omitted: Int
    /// The newest first.
    let changes: [PastChange]
}

/// One thing that happened.
enum PastEntry: Hashable, Sendable {
    /// What was spent in an hour or a day of the reader's.
    case spend(Window, Money)
    /// A rise, or a fall that somebody said was no spend.
    case credit(Credit)
    case glitch(Glitch)
    case gap(Gap)
    case opened(Instant)

    /// Where it stands among the others.
    var at: Instant {
        switch self {
        case .spend(let window, _): window.until
        case .credit(let credit): credit.at
        case .glitch(let glitch): glitch.at
        case .gap(let gap): gap.until ?? Instant(seconds: .max)
        case .opened(let instant): instant
        }
    }
}

/// One rise or fall, and what it is taken for.
struct PastChange: Hashable, Sendable {
    let at: Instant
    /// Above 0 for a rise, below for a fall.
    let amount: Money
    let name: ChangeClass
    let classifiedAt: Instant?
    /// Whether it undid an earlier change, by its amount and time.
    var isReversal = false

    /// What it could be called; that it undid another change is asked only where it looks so.
    var choices: [ChangeClass] {
        (amount.isNegative ? ChangeClass.ofFall : ChangeClass.ofRise).filter { $0 != .reversal || isReversal || name == .reversal }
    }
}
