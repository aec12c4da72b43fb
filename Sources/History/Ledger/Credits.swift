package import Domain
import GRDB

extension Snapshot {
    /// Rises, and falls that were classified away, after `window.from` up to and including its end, in order of time.
    package func credits(in window: Window) throws -> [Credit] {
        let cursor = try rows(
            """
            SELECT wallet_id, at, amount_micros, kind, classified_at, reverses_at
            FROM credit
            WHERE at > ? AND at <= ? AND amount_micros <> 0
            ORDER BY at, wallet_id
            """, [window.from.seconds, window.until.seconds])
        return try Array(cursor.map(Credit.init(row:)))
    }

    /// What people said of changes inside the window, in order of time: all that is needed for its sums, for the counters know the rest.
    func classified(in window: Window) throws -> [Credit] {
        let cursor = try rows(
            """
            SELECT wallet_id, at, amount_micros, kind, classified_at, reverses_at
            FROM credit INDEXED BY credit_classified
            WHERE at > ? AND at <= ? AND kind <> 'topup' AND amount_micros <> 0
            ORDER BY at, wallet_id
            """, [window.from.seconds, window.until.seconds])
        return try Array(cursor.map(Credit.init(row:)))
    }

    /// The credits that a window names one by one: all of its newest `WalletWindow.listed` seconds; of the time before only what a person
    /// classified and what rose over a gap, so that a window of years does not read every top-up in it.
    func listedCredits(in window: Window) throws -> [Credit] {
        let start = max(window.from, window.until - WalletWindow.listed)
        let recent = try credits(in: Window(from: start, until: window.until))
        guard start > window.from else { return recent }
        let cursor = try rows(
            """
            SELECT wallet_id, at, amount_micros, kind, classified_at, reverses_at
            FROM credit INDEXED BY credit_classified
            WHERE at > ?1 AND at <= ?2 AND kind <> 'topup' AND amount_micros <> 0
            UNION
            SELECT c.wallet_id, c.at, c.amount_micros, c.kind, c.classified_at, c.reverses_at
            FROM gap AS g
            CROSS JOIN credit AS c ON c.at > max(g.from_at, ?1) AND c.at <= min(coalesce(g.until_at, ?2), ?2)
            JOIN wallet AS w ON w.id = c.wallet_id AND \(Version3.concerns)
            WHERE (g.until_at > ?1 OR g.until_at IS NULL) AND g.from_at < ?2 AND g.rose = 1 AND c.amount_micros > 0
            ORDER BY 2, 1
            """, [window.from.seconds, start.seconds])
        return try Array(cursor.map(Credit.init(row:))) + recent
    }
}

extension Snapshot {
    /// What is recorded of a change: a rise, or what a person said of a fall, an amount of 0 where that was taken back; nil for nothing.
    package func credit(of wallet: WalletID, at instant: Instant) throws -> Credit? {
        try row(
            """
            SELECT wallet_id, at, amount_micros, kind, classified_at, reverses_at
            FROM credit
            WHERE at = ? AND wallet_id = ?
            """, [instant.seconds, wallet.rawValue]
        ).map(Credit.init(row:))
    }
}

extension Snapshot {
    /// What is recorded of the later change that undid the one of `instant`; nil where none did.
    func undoing(_ wallet: WalletID, at instant: Instant) throws -> Credit? {
        try row(
            """
            SELECT wallet_id, at, amount_micros, kind, classified_at, reverses_at
            FROM credit
            WHERE wallet_id = ? AND at > ? AND reverses_at = ?
            """, [wallet.rawValue, instant.seconds, instant.seconds]
        ).map(Credit.init(row:))
    }
}

extension Transaction {
    /// Records a rise, or what a person says of one change: the row of that wallet and instant is added or replaced.
    ///
    /// Comes after the reading itself. For a fall `amount` is negative and not more than what fell there; an amount of 0 with `.correction` takes that word back.
    /// Throws `HistoryError.refused` when no change of that wallet and instant covers the amount.
    package func record(_ credit: Credit) throws {
        let stored = try snapshot.credit(of: credit.wallet, at: credit.at)
        guard stored != credit else { return }
        if stored?.amount != credit.amount { try expectChange(covering: credit) }
        try run(
            """
            INSERT INTO credit (at, wallet_id, amount_micros, kind, classified_at, reverses_at, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (at, wallet_id)
            DO UPDATE SET amount_micros = excluded.amount_micros, kind = excluded.kind, classified_at = excluded.classified_at,
                          reverses_at = excluded.reverses_at, revision = excluded.revision
            """,
            [
                credit.at.seconds, credit.wallet.rawValue, credit.amount.micros, credit.kind.rawValue,
                credit.classifiedAt?.seconds, credit.reverses?.seconds, nextRevision(),
            ])
    }

    private func expectChange(covering credit: Credit) throws {
        let change = try change(of: credit.wallet, at: credit.at)
        let isCovered = credit.amount.isNegative ? try credit.amount >= -change.spent : credit.amount <= change.credited
        guard isCovered else {
            throw HistoryError.refused(
                "the change of wallet \(credit.wallet.rawValue) at \(credit.at.seconds) is smaller than \(credit.amount.decimalText)")
        }
    }

    /// The same as of the snapshot; a change that this very transaction stored costs no look-up, however many wallets there are.
    private func change(of wallet: WalletID, at instant: Instant) throws -> (spent: Money, credited: Money) {
        let own = progress.appended[wallet] ?? []
        guard let after = own.first(where: { $0.at == instant }) else { return try snapshot.change(of: wallet, at: instant) }
        let earlier = own.filter { $0.at < instant }.max { $0.at < $1.at }
        guard let before = try earlier ?? stateBefore(earliestReading())[wallet] else { return (.zero, .zero) }
        return (try after.spent - before.spent, try after.credited - before.credited)
    }

    /// What all wallets held before this transaction's own readings, asked once.
    private func stateBefore(_ floor: Instant) throws -> [WalletID: Reading] {
        if let state = progress.stateBefore { return state }
        let state = try snapshot.balances(at: floor - 1)
        progress.stateBefore = state
        return state
    }
}

extension Credit {
    /// From the columns wallet_id, at, amount_micros, kind, classified_at, reverses_at.
    init(row: Row) throws {
        guard let kind = Kind(rawValue: row[3]) else { throw HistoryError.corrupt(detail: "a credit is of no known kind") }
        self.init(
            wallet: WalletID(rawValue: row[0]), at: Instant(seconds: row[1]), amount: Money(micros: row[2]), kind: kind,
            classifiedAt: (row[4] as Int64?).map(Instant.init(seconds:)), reverses: (row[5] as Int64?).map(Instant.init(seconds:)))
    }
}
