package import Domain

extension Snapshot {
    /// By how much a wallet changed at `instant`: above 0 for a rise, below for a fall, 0 where it did not, or where that is not known any more.
    ///
    /// The amount is the ledger's own; a rise is known for ever, a fall as long as its reading, or as long as it is classified.
    package func changeOfBalance(of wallet: WalletID, at instant: Instant) throws -> Money {
        let change = try change(of: wallet, at: instant)
        let amount = try change.credited - change.spent
        guard amount == .zero, let credit = try credit(of: wallet, at: instant) else { return amount }
        return credit.amount
    }
}

extension Transaction {
    /// Stores what a person says of the change of `wallet` at `instant`, and returns the whole change with its sign.
    ///
    /// Throws `HistoryError.refused` where there is no such change, or where it cannot be that: a fall is no refund.
    @discardableResult
    package func classify(_ wallet: WalletID, at instant: Instant, as name: ChangeClass, said: Instant) throws -> Money {
        let amount = try snapshot.changeOfBalance(of: wallet, at: instant)
        guard amount != .zero else {
            throw HistoryError.refused("wallet \(wallet.rawValue) has no change at \(instant.rfc3339)")
        }
        let stored = try snapshot.credit(of: wallet, at: instant)
        guard name != .reversal || stored?.reverses != nil else {
            throw HistoryError.refused(
                "nothing came back with the change of wallet \(wallet.rawValue) at \(instant.rfc3339): call it a correction, if it was no money"
            )
        }
        if name == .reversal, let undone = stored?.reverses, try !isPlain(wallet, at: undone) {
            throw HistoryError.refused(
                "what the change of wallet \(wallet.rawValue) at \(instant.rfc3339) undid was called something else: say first what that was"
            )
        }
        guard var credit = name.credit(of: amount, wallet: wallet, at: instant, said: said) else {
            throw HistoryError.refused("a \(amount.isNegative ? "fall" : "rise") cannot be called \(name.rawValue)")
        }
        credit.reverses = stored?.reverses
        if name == .reversal, amount.isNegative, let rise = try stored?.reverses.map({ try snapshot.changeOfBalance(of: wallet, at: $0) }) {
            // It took back no more than had risen; what fell beyond that was spent.
            credit.amount = max(amount, try -rise)
        }
        // The same word once more changes nothing, not even the day on which it was said.
        guard stored?.kind != credit.kind || stored?.amount != credit.amount else { return amount }
        // Nobody ever said that this fall was anything but spend.
        if stored == nil, name == .spend { return amount }
        try record(credit)
        try followUndone(change: amount, of: wallet, at: instant, isPlain: name == (amount.isNegative ? .spend : .topUp))
        return amount
    }

    /// Whether a change is what it is without anybody's word: a top-up, or spend.
    private func isPlain(_ wallet: WalletID, at instant: Instant) throws -> Bool {
        guard let credit = try snapshot.credit(of: wallet, at: instant) else { return true }
        return credit.kind == .topUp || credit.amount == .zero
    }

    /// What undid a change is no reversal while a person calls that change something else, and is one again once it is what it was.
    ///
    /// What a person said of the later change itself stands.
    private func followUndone(change: Money, of wallet: WalletID, at instant: Instant, isPlain: Bool) throws {
        guard var later = try snapshot.undoing(wallet, at: instant), later.classifiedAt == nil || later.kind == .reversal,
            isPlain != (later.kind == .reversal)
        else { return }
        later.classifiedAt = nil
        let amount = try snapshot.changeOfBalance(of: wallet, at: later.at)
        if amount.isNegative {
            later.amount = isPlain ? max(amount, try -change) : .zero
        }
        later.kind = isPlain ? .reversal : amount.isNegative ? .correction : .topUp
        try record(later)
    }
}
