package import Domain
import GRDB

extension Snapshot {
    /// Every wallet there ever was, in order of id.
    package func wallets() throws -> [Wallet] {
        try wallets(where: "1", [])
    }

    /// The wallet of this id; throws `HistoryError.refused` when there is none.
    package func wallet(_ id: WalletID) throws -> Wallet {
        guard let wallet = try wallets(where: "id = ?", [id.rawValue]).first else {
            throw HistoryError.refused("there is no wallet \(id.rawValue)")
        }
        return wallet
    }

    func wallets(where condition: String, _ arguments: StatementArguments) throws -> [Wallet] {
        let cursor = try rows(
            """
            SELECT id, account_id, key, title, currency, opened_at, opening_micros, vanished_at, overdrawn_at, held_at,
                   held_verdict, unit_shift
            FROM wallet
            WHERE \(condition)
            ORDER BY id
            """, arguments)
        return try Array(cursor.map(Wallet.init(row:)))
    }
}

extension Transaction {
    /// Adds a wallet with its first reading: balance `opening`, both counters 0. `at` obeys the same rule as `append`.
    package func openWallet(
        account: AccountID, key: String, title: String?, currency: Currency, at: Instant, opening: Money
    ) throws -> Wallet {
        try run(
            """
            INSERT INTO wallet (account_id, key, title, currency, opened_at, opening_micros, vanished_at, overdrawn_at, held_at,
                                held_verdict, unit_shift, revision)
            VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, 0, ?)
            """, [account.rawValue, key, title, currency.code, at.seconds, opening.micros, nextRevision()])
        let wallet = Wallet(
            id: WalletID(rawValue: database.lastInsertedRowID), account: account, key: key, title: title, currency: currency,
            openedAt: at, opening: opening)
        try append(Reading(at: at, balance: opening, spent: .zero, credited: .zero), to: wallet.id)
        return wallet
    }

    /// Stores what may change of a wallet: its title, when it vanished, was overdrawn or was held, and its unit. Unchanged, it writes nothing.
    ///
    /// A person's word on a hold is not among it (see `decideHold`), but goes with the hold.
    package func update(_ wallet: Wallet) throws {
        var stored = try snapshot.wallet(wallet.id)
        stored.title = wallet.title
        stored.vanishedAt = wallet.vanishedAt
        stored.overdrawnAt = wallet.overdrawnAt
        stored.heldAt = wallet.heldAt
        stored.unitShift = wallet.unitShift
        if wallet.heldAt == nil { stored.heldVerdict = nil }
        var wallet = wallet
        wallet.heldVerdict = stored.heldVerdict
        guard stored == wallet else {
            throw HistoryError.refused("the account, key, currency or opening of wallet \(wallet.id.rawValue) cannot change")
        }
        guard try snapshot.wallet(wallet.id) != wallet else { return }
        try run(
            """
            UPDATE wallet
            SET title = ?, vanished_at = ?, overdrawn_at = ?, held_at = ?, held_verdict = ?, unit_shift = ?, revision = ?
            WHERE id = ?
            """,
            [
                wallet.title, wallet.vanishedAt?.seconds, wallet.overdrawnAt?.seconds, wallet.heldAt?.seconds,
                wallet.heldVerdict?.rawValue, wallet.unitShift, nextRevision(), wallet.id.rawValue,
            ])
    }

    /// Notes what a person says of the change that holds a wallet since `since`; the next reading carries it out.
    ///
    /// Throws `HistoryError.refused` when the wallet is not held since then, or somebody has decided already.
    package func decideHold(of id: WalletID, since: Instant, as verdict: HoldVerdict) throws {
        let changed = try run(
            """
            UPDATE wallet
            SET held_verdict = ?, revision = ?
            WHERE id = ? AND held_at = ? AND held_verdict IS NULL
            """, [verdict.rawValue, nextRevision(), id.rawValue, since.seconds])
        guard changed == 1 else { throw HistoryError.refused("nothing of wallet \(id.rawValue) waits for a decision any more") }
    }
}

extension Wallet {
    /// From the columns id, account_id, key, title, currency, opened_at, opening_micros, vanished_at, overdrawn_at, held_at, held_verdict,
    /// unit_shift.
    init(row: Row) throws {
        guard let currency = Currency(stored: row[4]) else {
            throw HistoryError.corrupt(detail: "wallet \(row[0] as Int64) has no currency")
        }
        func instant(_ column: Int) -> Instant? { (row[column] as Int64?).map(Instant.init(seconds:)) }
        self.init(
            id: WalletID(rawValue: row[0]), account: AccountID(rawValue: row[1]), key: row[2], title: row[3], currency: currency,
            openedAt: Instant(seconds: row[5]), opening: Money(micros: row[6]), vanishedAt: instant(7), overdrawnAt: instant(8),
            heldAt: instant(9), heldVerdict: (row[10] as String?).flatMap(HoldVerdict.init(rawValue:)), unitShift: row[11])
    }
}
