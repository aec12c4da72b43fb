import Domain
import History

/// The ledgers of all wallets, carried from sweep to sweep: turns answers and failures into what the history stores.
///
/// A value: a sweep works on a copy, which replaces the original only once its transaction is on disk.
struct Books: Sendable {
    /// What tells the wallets of one account apart.
    struct WalletName: Hashable {
        let key: String
        let currency: Currency
    }

    /// A wallet with its ledger.
    struct Page {
        var wallet: Wallet
        var ledger: WalletLedger
        /// What it did lately, which the next change may undo.
        var recent = RecentChanges()
    }

    /// What is known of one account.
    struct Shelf {
        var pages: [WalletName: Page] = [:]
        /// When the newest good answer was asked for.
        var lastGood: Instant?
        var outage: Gap?
        /// Wallets whose key answered in another currency, which the next answer must confirm.
        var waiting: Set<WalletName> = []
        /// Counts as requests do: what answers an older one says nothing any more.
        var newestRequest: UInt64 = 0

        /// Whether the next answer must decide what this one meant; a wallet that waits for a person's word does not count.
        var isUndecided: Bool {
            pages.values.contains { $0.ledger.pending != nil && $0.ledger.heldSince == nil }
        }
    }

    private(set) var shelves: [AccountID: Shelf] = [:]
    /// The gap for all accounts, while it lasts: the daemon did not run and has not had an answer since.
    private(set) var absence: Absence?

    /// Starts from what the history holds.
    init(latest: [WalletBalance], openGaps: [Gap], lastSweep: Instant?, recent: [WalletID: RecentChanges] = [:]) {
        absence = openGaps.first { $0.account == nil }.map { Absence(since: $0.from, silence: $0.silence ?? .off) }
        for item in latest {
            let ledger = WalletLedger(newest: item.reading, wasOverdrawn: item.wallet.overdrawnAt != nil, heldSince: item.wallet.heldAt)
            let name = WalletName(key: item.wallet.key, currency: item.wallet.currency)
            shelves[item.wallet.account, default: Shelf()].pages[name] = Page(
                wallet: item.wallet, ledger: ledger, recent: recent[item.wallet.id] ?? RecentChanges())
        }
        for account in shelves.keys { shelves[account]?.lastGood = lastSweep }
        for gap in openGaps {
            guard let account = gap.account else { continue }
            shelves[account, default: Shelf()].outage = gap
            shelves[account]?.lastGood = gap.from
        }
    }

    /// Continues from what a history holds; `interval` is the longest of any account, in seconds.
    init(_ snapshot: Snapshot, at now: Instant, interval: Int64) throws {
        let reach = Reversal.reach(interval: interval)
        self.init(
            latest: try snapshot.latest(), openGaps: try snapshot.openGaps(), lastSweep: try snapshot.lastSweep(),
            // Twice as far back, for how long the oldest of them took.
            recent: try snapshot.recentChanges(since: now - 2 * reach, reach: reach))
    }

    /// What waits for the next reading, by wallet.
    var doubts: [WalletID: Suspicion] {
        var doubts: [WalletID: Suspicion] = [:]
        for shelf in shelves.values {
            for page in shelf.pages.values {
                if page.ledger.heldSince != nil {
                    doubts[page.wallet.id] = page.ledger.heldScale ?? .scaled
                } else if let pending = page.ledger.pending {
                    doubts[page.wallet.id] = pending.reason
                }
            }
        }
        return doubts
    }

    /// The failures that last, by account.
    var outages: [AccountID: Gap] { shelves.compactMapValues(\.outage) }

    /// Notes a failure: the gap opens at the last good answer, and takes the newest reason.
    ///
    /// One dated far before the ledger's end is not noted.
    mutating func record(_ failure: AccountFailure, in transaction: Transaction) throws {
        let floor = try transaction.earliestReading()
        guard floor - failure.at <= WalletLedger.smallStep else { return }
        var shelf = shelves[failure.account] ?? Shelf()
        let from = shelf.outage?.from ?? shelf.lastGood ?? max(failure.at, floor)
        let gap = Gap(
            account: failure.account, from: from, reason: failure.failureClass.rawValue, detail: failure.message,
            rose: shelf.outage?.rose ?? false)
        if shelf.outage != gap {
            try transaction.openGap(gap)
            shelf.outage = gap
        }
        shelves[failure.account] = shelf
    }

    /// Opens the gap for all accounts, once the daemon notices that it polled nobody.
    mutating func record(_ absence: Absence, in transaction: Transaction) throws {
        // One that lasts from an earlier start keeps its beginning; that the machine was off within it, too, is the better reason.
        let since = self.absence?.since ?? absence.since
        guard self.absence == nil || absence.silence == .off else { return }
        try transaction.openGap(Gap(account: nil, from: since, silence: absence.silence))
        self.absence = Absence(since: since, silence: absence.silence)
    }

    /// Ends the gap for all accounts at the first answers; an account in doubt keeps one of its own, so that a rise over it is seen as one.
    mutating func recordReturn(at: Instant, rose: Bool, in transaction: Transaction) throws {
        guard let absence else { return }
        for (account, shelf) in shelves where shelf.outage == nil && shelf.isUndecided {
            try record(absence, of: account, in: transaction)
        }
        try transaction.closeGap(of: nil, at: at, rose: rose)
        self.absence = nil
    }

    /// Opens a gap for one account that nobody asked: it was out of the configuration, or its answer after an absence of all is in doubt.
    mutating func record(_ absence: Absence, of account: AccountID, in transaction: Transaction) throws {
        var shelf = shelves[account] ?? Shelf()
        guard shelf.outage == nil else { return }
        let gap = Gap(account: account, from: absence.since, silence: absence.silence)
        try transaction.openGap(gap)
        shelf.outage = gap
        shelves[account] = shelf
    }

    /// Books a good answer; says what came of it.
    mutating func record(_ answer: AccountAnswer, in transaction: Transaction) throws -> [WalletEvent] {
        var entry = AnswerEntry(answer: answer, shelf: shelves[answer.account] ?? Shelf(), transaction: transaction)
        try entry.book()
        shelves[answer.account] = entry.shelf
        return entry.events
    }
}

/// A time in which nobody was asked.
struct Absence: Hashable, Sendable {
    var since: Instant
    var silence: Gap.Silence
}

/// A poll that gave balances.
struct AccountAnswer: Sendable {
    var account: AccountID
    var wallets: [WalletAnswer]
    /// Keys whose rows could not be read: their wallets have not vanished.
    var unreadable: Set<String>
    /// Whether a row could not be read that does not say whose it is: no wallet has vanished then.
    var hasNamelessRow = false
    /// When the request for the balance was sent.
    var sentAt: Instant
    /// Counts requests in the order in which they were sent.
    var request: UInt64
    /// How often the account is polled, in seconds.
    var interval: Int64 = 300
}

/// A poll that gave none.
struct AccountFailure: Sendable {
    var account: AccountID
    var failureClass: FailureClass
    /// Redacted, for people.
    var message: String
    var at: Instant
}

/// What came of one wallet's answer.
struct WalletEvent: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case opened
        case booked(change: Money)
        case suspected(Suspicion)
        case held
        /// A hold is over: a person said what it was and that was carried out, or, with nil, the balance decided by itself.
        case holdEnded(HoldVerdict?)
        /// A true 0: what it held before, and when 0 was first seen.
        case emptied(before: Money, since: Instant)
        case glitch(Suspicion)
        case vanished
        case returned
        /// The clock is so many seconds behind what was already booked.
        case clockBehind(seconds: Int64)
    }

    var wallet: WalletID
    var kind: Kind
}
