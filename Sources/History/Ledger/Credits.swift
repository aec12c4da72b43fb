package import Domain
import GRDB

extension Snapshot {
    /// Rises, and falls that were classified away, after `window.from` up to and including its end, in order of time.
    package func credits(in window: Window) throws -> [Credit] {
        let cursor = try rows(
            """
            SELECT wallet_id, at, amount_micros, kind, classified_at
            FROM credit
            WHERE at > ? AND at <= ? AND amount_micros <> 0
            ORDER BY at, wallet_id
            """, [window.from.seconds, window.until.seconds])
        return try Array(cursor.map(Credit.init(row:)))
    }
}

extension Snapshot {
    /// What is recorded of a change: a rise, or what a person said of a fall, an amount of 0 where that was taken back; nil for nothing.
    package func credit(of wallet: WalletID, at instant: Instant) throws -> Credit? {
        try row(
            """
            SELECT wallet_id, at, amount_micros, kind, classified_at
            FROM credit
            WHERE at = ? AND wallet_id = ?
            """, [instant.seconds, wallet.rawValue]
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
            INSERT INTO credit (at, wallet_id, amount_micros, kind, classified_at, revision)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (at, wallet_id)
            DO UPDATE SET amount_micros = excluded.amount_micros, kind = excluded.kind, classified_at = excluded.classified_at,
                          revision = excluded.revision
            """,
            [
                credit.at.seconds, credit.wallet.rawValue, credit.amount.micros, credit.kind.rawValue,
                credit.classifiedAt?.seconds, nextRevision(),
            ])
    }

    private func expectChange(covering credit: Credit) throws {
        let change = try snapshot.change(of: credit.wallet, at: credit.at)
        let isCovered = credit.amount.isNegative ? try credit.amount >= -change.spent : credit.amount <= change.credited
        guard isCovered else {
            throw HistoryError.refused(
                "the change of wallet \(credit.wallet.rawValue) at \(credit.at.seconds) is smaller than \(credit.amount.decimalText)")
        }
    }
}

extension Credit {
    /// From the columns wallet_id, at, amount_micros, kind, classified_at.
    init(row: Row) throws {
        guard let kind = Kind(rawValue: row[3]) else { throw HistoryError.corrupt(detail: "a credit is of no known kind") }
        self.init(
            wallet: WalletID(rawValue: row[0]), at: Instant(seconds: row[1]), amount: Money(micros: row[2]), kind: kind,
            classifiedAt: (row[4] as Int64?).map(Instant.init(seconds:)))
    }
}
