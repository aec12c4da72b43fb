import Domain
import Foundation
import History
import Testing

@testable import BalanceMonitor

/// A daemon without network: lives a story through the collector's books over a real history, and beside it keeps what is true.
struct LawWorld {
    /// What a window said of one wallet when it was reported.
    struct Figures: Hashable, Sendable {
        var opening: Money?
        var closing, topUps, refunds, corrections, withdrawals, spend: Money

        init(_ window: WalletWindow) {
            (opening, closing, topUps) = (window.opening?.balance, window.closing.balance, window.topUps)
            (refunds, corrections, withdrawals, spend) = (window.refunds, window.corrections, window.withdrawals, window.spend)
        }
    }

    struct SentReport: Sendable {
        var window: Window
        var isRefused: Bool
        var figures: [WalletID: Figures]
        /// Wallets of which a person has said something since.
        var reclassified: Set<WalletID> = []
    }

    static let begin = Instant(seconds: 1_700_000_000)
    static let chat = ChatAddress(chat: -5)

    let history: History
    private(set) var wallets: [LawWallet]
    private(set) var ids: [WalletID] = []
    private(set) var reports: [SentReport] = []
    private(set) var now = Self.begin
    private var accounts: [AccountID] = []
    private var books = Books(latest: [], openGaps: [], lastSweep: nil)
    private var request: UInt64 = 0

    init(_ story: LawStory, path: String) async throws {
        history = try History.open(path: path, lock: WriterLock(database: path))
        wallets = story.openings.map { LawWallet(opening: $0 * 10_000) }
        let (begin, count) = (now, wallets.count)
        accounts = try await history.write { transaction in
            try (0..<count).map {
                try transaction.upsertAccount(name: "a\($0)", was: nil, network: "n", title: "A\($0)", at: begin).id
            }
        }
        try await sweep(Array(repeating: .truth, count: wallets.count))
        let latest = try await history.read { try $0.latest() }
        ids = latest.map(\.wallet.id)
        for moment in story.moments { try await live(moment) }
        // In the end everybody answers truly, until nothing can be in doubt.
        now = max(now, try await history.read { try $0.earliestNextReading() })
        let end = LawMoment(pause: 300, happening: .nothing, polls: Array(repeating: .truth, count: wallets.count))
        // One more where the last word was in another currency, which the next one must confirm.
        for _ in 0..<3 { try await live(end) }
    }

    /// What waits or lasts in the end.
    var isSettled: Bool { books.doubts.keys.allSatisfy { !ids.contains($0) } && books.outages.isEmpty && books.absence == nil }

    private mutating func live(_ moment: LawMoment) async throws {
        now = max(Self.begin, now + moment.pause)
        if moment.happening == .restart { try await restart() }
        try await sweep(moment.polls)
        switch moment.happening {
        case .report(let isRefused): try await report(isRefused: isRefused)
        case .thinning:
            let limit = now - 2 * 3600
            _ = try await history.write { try $0.thin(until: limit, rows: 25) }
        case .nothing, .restart: break
        }
        for (index, poll) in moment.polls.enumerated() {
            if case .classified(let word) = poll { try await classify(index, word) }
        }
    }

    private mutating func restart() async throws {
        request = 0
        for index in wallets.indices { wallets[index].forgetDoubt() }
        let now = now
        books = try await history.write { transaction in
            let snapshot = transaction.snapshot
            let lastSweep = try snapshot.lastSweep()
            var books = try Books(snapshot, at: now, interval: 300)
            if let lastSweep, now - lastSweep > 450 { try books.record(Absence(since: lastSweep, silence: .off), in: transaction) }
            return books
        }
    }

    private mutating func sweep(_ polls: [LawPoll]) async throws {
        let floor = try await history.read { try $0.earliestNextReading() }
        // So far back that nothing may be stored: the answers say nothing, neither true nor wrong.
        let isRefused = floor - now > WalletLedger.smallStep
        let answers = polls.indices.map { index -> Int64? in
            if isRefused || !isTaken(polls[index], of: index) { return wallets[index].truth }
            return wallets[index].answer(to: polls[index])
        }
        let (accounts, first, now, before) = (accounts, request, now, books)
        request += UInt64(polls.count)
        let (usd, eur) = (try #require(Currency("USD")), try #require(Currency("EUR")))
        let (after, booked) = try await history.write { transaction in
            var books = before
            var booked: [(wallet: Int, at: Instant, amount: Int64, reversal: Int64?)] = []
            var (answered, rose) = (false, false)
            for (index, account) in accounts.enumerated() {
                func answer(_ micros: Int64?, _ currency: Currency, request: UInt64) throws -> [WalletEvent] {
                    let wallets = micros.map { [WalletAnswer(balance: Money(micros: $0), currency: currency)] } ?? []
                    return try books.record(
                        AccountAnswer(account: account, wallets: wallets, unreadable: [], sentAt: now, request: request), in: transaction)
                }
                if polls[index] == .failed, !isRefused {
                    try books.record(
                        AccountFailure(account: account, failureClass: .temporary, message: "time-out", at: now), in: transaction)
                }
                let number = first + UInt64(index) + 1
                if !isRefused, polls[index] == .absent { _ = try answer(nil, usd, request: number) }
                if !isRefused, case .foreign(let cents) = polls[index] { _ = try answer(cents * 10_000, eur, request: number) }
                guard let micros = answers[index] else { continue }
                answered = true
                var events = try answer(micros, usd, request: number)
                if case .late(let cents) = polls[index] { events += try answer(cents * 10_000, usd, request: 0) }
                for case .booked(let change) in events.map(\.kind) {
                    let newest = books.shelves[account]?.pages[Books.WalletName(key: "main", currency: usd)]?.ledger.newest
                    let at = newest?.at ?? now
                    let wallet = events.first { $0.kind == .booked(change: change) }?.wallet
                    let credit = try wallet.flatMap { try transaction.snapshot.credit(of: $0, at: at) }
                    booked.append((index, at, change.micros, credit?.kind == .reversal ? credit?.amount.micros : nil))
                    rose = rose || !change.isNegative
                }
            }
            if answered { try books.recordReturn(at: max(now, transaction.earliestReading()), rose: rose, in: transaction) }
            try transaction.recordSweep(at: now)
            return (books, booked)
        }
        books = after
        for index in polls.indices where !isRefused && answers[index] == nil && isGone(index) { wallets[index].forgetDoubt() }
        for change in booked {
            wallets[change.wallet].changes.append((change.at, change.amount))
            wallets[change.wallet].reversals[change.at] = change.reversal
        }
    }

    private func page(_ index: Int, _ code: String) -> Books.Page? {
        Currency(code).flatMap { books.shelves[accounts[index]]?.pages[Books.WalletName(key: "main", currency: $0)] }
    }

    /// Whether the wallet is missing from its account's answers, or came back in doubt and went again.
    private func isGone(_ index: Int) -> Bool { page(index, "USD")?.wallet.vanishedAt != nil }

    /// Whether an answer in the wallet's own currency would be believed to be that: not the first one while another currency lives.
    private func isTaken(_ poll: LawPoll, of index: Int) -> Bool {
        switch poll {
        case .failed, .skipped, .absent, .foreign: return true
        default: break
        }
        guard isGone(index), let other = page(index, "EUR"), other.wallet.vanishedAt == nil else { return true }
        return books.shelves[accounts[index]]?.waiting.contains { $0.currency.code == "USD" } ?? true
    }

    private mutating func report(isRefused: Bool) async throws {
        // Some time after the sweep, so that the next one's requests may have been sent before the report and be answered after it.
        let (now, number) = (now + 300, reports.count)
        let report = try await history.write { transaction in
            let from = try transaction.snapshot.lastReportEnd(Self.chat) ?? now - 86_400
            let window = Window(from: from, until: now)
            let figures = try transaction.snapshot.windows(window).map { ($0.wallet.id, Figures($0)) }
            let slot = ReportSlot(chat: Self.chat, date: "2023-11-\(number + 10)", time: "10:15")
            let id = try #require(try transaction.claim(slot, window: window))
            let parts = try transaction.enqueue(
                OutgoingMessage(bot: 1, chat: Self.chat, kind: .report, parts: [.init(text: "report")], slot: id, createdAt: now))
            for part in parts {
                _ = try transaction.markSending(part, at: now)
                if isRefused {
                    try transaction.markDead(part, at: now, error: "400")
                } else {
                    try transaction.markSent(part, messageID: 1, at: now)
                }
            }
            return SentReport(window: window, isRefused: isRefused, figures: Dictionary(uniqueKeysWithValues: figures))
        }
        reports.append(report)
    }

    private mutating func classify(_ index: Int, _ word: Int) async throws {
        guard let change = wallets[index].changes.last else { return }
        let thinned = try await history.read { try $0.thinnedUntil() }
        if let thinned, change.at <= thinned { return }
        let kinds: [(Int64, Credit.Kind)] =
            change.amount > 0
            ? [(change.amount, .refund), (change.amount, .correction), (change.amount, .topUp), (change.amount, .refund)]
            : [(change.amount, .withdrawal), (change.amount, .correction), (change.amount / 2, .correction), (0, .correction)]
        let (amount, kind) = kinds[word]
        let credit = Credit(wallet: ids[index], at: change.at, amount: Money(micros: amount), kind: kind)
        try await history.write { try $0.record(credit) }
        wallets[index].words[change.at] = (amount, kind)
        for position in reports.indices { reports[position].reclassified.insert(ids[index]) }
    }
}
