import Domain
import History
import Networks

/// Books one account's answer wallet by wallet, within the sweep's transaction.
struct AnswerEntry {
    let answer: AccountAnswer
    var shelf: Books.Shelf
    let transaction: Transaction
    private(set) var events: [WalletEvent] = []

    init(answer: AccountAnswer, shelf: Books.Shelf, transaction: Transaction) {
        self.answer = answer
        self.shelf = shelf
        self.transaction = transaction
    }

    mutating func book() throws {
        let floor = try transaction.earliestReading()
        guard floor - answer.sentAt <= WalletLedger.smallStep else {
            events = shelf.pages.values.map { WalletEvent(wallet: $0.wallet.id, kind: .clockBehind(seconds: floor - answer.sentAt)) }
            return
        }
        guard answer.request > shelf.newestRequest else { return }
        shelf.newestRequest = answer.request
        // Dated after every window that was already reported: what was told does not change.
        let at = max(answer.sentAt, floor)
        let names = answer.wallets.map { Books.WalletName(key: $0.key, currency: $0.currency) }
        let present = Set(names)
        let waiting = present.filter { waits($0, among: present) }
        for (wallet, name) in zip(answer.wallets, names) where !waiting.contains(name) {
            do {
                try book(wallet, name: name, at: at)
            } catch is MoneyError {
                throw HistoryError.refused(
                    """
                    all that wallet \(wallet.key) in \(wallet.currency) has spent or received since it was opened would be more than this program \
                    can count (9 223 372 036 854); give the account a new name, without `was`, so that its history begins again
                    """)
            }
        }
        shelf.waiting = waiting
        try markVanished(except: present, at: at)
        shelf.lastGood = at
        try closeGap(at: at)
    }

    /// Whether a wallet seems to have changed its currency, which the next answer must confirm; one that is new beside the old is none.
    private func waits(_ name: Books.WalletName, among present: Set<Books.WalletName>) -> Bool {
        guard shelf.pages[name].map({ $0.wallet.vanishedAt != nil }) ?? true, !shelf.waiting.contains(name) else { return false }
        return shelf.pages.contains { $0.key.key == name.key && $0.value.wallet.vanishedAt == nil && !present.contains($0.key) }
    }

    private mutating func book(_ answered: WalletAnswer, name: Books.WalletName, at: Instant) throws {
        try expectBalance(answered.balance, of: answered)
        guard var page = shelf.pages[name] else {
            let wallet = try transaction.openWallet(
                account: answer.account, key: answered.key, title: answered.title, currency: answered.currency, at: at,
                opening: answered.balance)
            let opening = Reading(at: at, balance: answered.balance, spent: .zero, credited: .zero)
            shelf.pages[name] = Books.Page(wallet: wallet, ledger: WalletLedger(newest: opening, wasOverdrawn: false))
            events.append(WalletEvent(wallet: wallet.id, kind: .opened))
            return
        }
        let before = page.ledger.newest
        let waited = page.ledger.pending
        var hold = try HoldDecision(of: page, in: transaction)
        let balance = try hold.takeUnit(of: answered.balance, in: &page)
        try expectBalance(balance, of: answered)
        var (outcome, exposed) = try page.ledger.observe(balance, at: at, request: answer.request) {
            try transaction.snapshot.spend(between: [at - 86400, at])[page.wallet.id]?.first ?? .zero
        }
        outcome = try hold.takeMoney(after: waited, in: &page.ledger) ?? outcome
        if let exposed {
            try transaction.record(Glitch(wallet: page.wallet.id, at: exposed.at, balance: exposed.balance, reason: exposed.reason))
            events.append(WalletEvent(wallet: page.wallet.id, kind: .glitch(exposed.reason)))
        }
        try note(outcome, of: &page, before: before, zeroSince: waited?.reason == .zero ? waited?.at : nil)
        if let end = hold.end(of: page) { events.append(WalletEvent(wallet: page.wallet.id, kind: .holdEnded(end))) }
        try refresh(&page, title: answered.title, rose: page.ledger.newest.balance > before.balance, at: at)
        shelf.pages[name] = page
    }

    /// Refuses what is no balance, whoever answered it, and in whichever unit: the sums of a few such would not fit.
    private func expectBalance(_ balance: Money, of answered: WalletAnswer) throws {
        guard balance.magnitude > PollAnswer.largestBalance else { return }
        throw HistoryError.refused(
            "the balance of wallet \(answered.key) in \(answered.currency) is over 100 000 000 000, more than any balance; see what the filter takes"
        )
    }

    private mutating func note(
        _ outcome: WalletLedger.Outcome, of page: inout Books.Page, before: Reading, zeroSince: Instant?
    ) throws {
        switch outcome {
        case .unchanged, .late: break
        case .clockBehind(let seconds): events.append(WalletEvent(wallet: page.wallet.id, kind: .clockBehind(seconds: seconds)))
        case .suspected(let reason): events.append(WalletEvent(wallet: page.wallet.id, kind: .suspected(reason)))
        case .held: events.append(WalletEvent(wallet: page.wallet.id, kind: .held))
        case .booked(let reading):
            try transaction.append(reading, to: page.wallet.id)
            let change = try reading.balance - before.balance
            if let credit = try credit(of: change, in: &page, at: reading.at, after: before.at) { try transaction.record(credit) }
            events.append(WalletEvent(wallet: page.wallet.id, kind: .booked(change: change)))
            if reading.balance == .zero {
                events.append(WalletEvent(wallet: page.wallet.id, kind: .emptied(before: before.balance, since: zeroSince ?? reading.at)))
            }
        }
    }

    /// What a booked change is, as far as that is recorded: a rise is a top-up unless it brought back a fall, a fall is spend unless it took
    /// back a rise.
    private func credit(of change: Money, in page: inout Books.Page, at: Instant, after previous: Instant) throws -> Credit? {
        let (wallet, snapshot) = (page.wallet, transaction.snapshot)
        let reversal = try page.recent.reversal(
            of: change, at: at, after: previous, interval: answer.interval,
            isOpen: { instant in
                // What a person called something else stands as it was called.
                let known = try snapshot.credit(of: wallet.id, at: instant)
                return change.isNegative ? known?.kind == .topUp : known.map { $0.amount == .zero } ?? true
            }, mean: { try snapshot.meanSpend(of: wallet, before: $0) })
        page.recent.note(change, at: at, after: previous, undoing: reversal, interval: answer.interval)
        if let reversal {
            return Credit(wallet: wallet.id, at: at, amount: reversal.amount, kind: .reversal, reverses: reversal.of)
        }
        return change.isNegative ? nil : Credit(wallet: wallet.id, at: at, amount: change, kind: .topUp)
    }

    /// Stores what changed of the wallet itself; most answers change nothing.
    private mutating func refresh(_ page: inout Books.Page, title: String?, rose: Bool, at: Instant) throws {
        var wallet = page.wallet
        wallet.title = title ?? wallet.title
        wallet.heldAt = page.ledger.heldSince
        if wallet.heldAt == nil { wallet.heldVerdict = nil }
        if page.ledger.newest.balance.isNegative, wallet.overdrawnAt == nil { wallet.overdrawnAt = at }
        // One that returns with another balance is back once that is decided, so that a rise over its absence is seen as one.
        if let from = wallet.vanishedAt, page.ledger.pending == nil, page.ledger.heldSince == nil {
            wallet.vanishedAt = nil
            try transaction.addGap(Gap(absenceOf: wallet, from: from, until: max(at, page.ledger.newest.at), rose: rose))
            events.append(WalletEvent(wallet: wallet.id, kind: .returned))
        }
        guard wallet != page.wallet else { return }
        try transaction.update(wallet)
        page.wallet = wallet
    }

    private mutating func markVanished(except present: Set<Books.WalletName>, at: Instant) throws {
        guard !answer.hasNamelessRow else { return }
        for (name, page) in shelf.pages where !present.contains(name) && (page.wallet.vanishedAt == nil || page.ledger.pending != nil) {
            // A key that waits in another currency, or whose row could not be read, is not gone.
            guard !shelf.waiting.contains(where: { $0.key == name.key }), !answer.unreadable.contains(name.key) else { continue }
            var wallet = page.wallet
            wallet.vanishedAt = wallet.vanishedAt ?? at
            try transaction.update(wallet)
            // What waited for the next reading waits no more: there is none.
            let ledger = WalletLedger(
                newest: page.ledger.newest, wasOverdrawn: page.ledger.wasOverdrawn, heldSince: page.ledger.heldSince)
            shelf.pages[name] = Books.Page(wallet: wallet, ledger: ledger, recent: page.recent)
            if page.wallet.vanishedAt == nil { events.append(WalletEvent(wallet: wallet.id, kind: .vanished)) }
        }
    }

    /// The gap ends with the first answer that leaves no doubt; a rise over it, seen by then or by an answer before, makes it hide spend.
    private mutating func closeGap(at: Instant) throws {
        guard let outage = shelf.outage else { return }
        let rose = outage.rose || events.contains(where: \.isRise)
        guard shelf.isUndecided else {
            try transaction.closeGap(of: answer.account, at: at, rose: rose)
            shelf.outage = nil
            return
        }
        // Stored at once, since a start before the decision must know of it, and a report until then tells of a lower bound.
        guard rose, !outage.rose else { return }
        try transaction.noteRise(inGapOf: answer.account)
        shelf.outage?.rose = true
    }
}
