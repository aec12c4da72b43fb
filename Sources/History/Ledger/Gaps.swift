package import Domain
import GRDB

extension Snapshot {
    /// The gaps that last, at most one an account and one for all of them.
    package func openGaps() throws -> [Gap] {
        try gaps(where: "until_at IS NULL", [])
    }

    /// The gaps, those for all accounts too, that share some time with the window.
    package func gaps(in window: Window) throws -> [Gap] {
        try gaps(where: "(until_at IS NULL OR until_at > ?) AND from_at < ?", [window.from.seconds, window.until.seconds])
    }

    private func gaps(where condition: String, _ arguments: StatementArguments) throws -> [Gap] {
        let cursor = try rows(
            """
            SELECT account_id, from_at, until_at, reason, detail, rose
            FROM gap
            WHERE \(condition)
            ORDER BY from_at, id
            """, arguments)
        return try Array(cursor.map(Gap.init(row:)))
    }
}

extension Transaction {
    /// Opens a gap, or, while one lasts for that account (or for all), gives it the newest reason and detail; its beginning stays.
    package func openGap(_ gap: Gap) throws {
        let account = gap.account?.rawValue
        let lasting = try snapshot.row(
            """
            SELECT id, reason, detail
            FROM gap
            WHERE until_at IS NULL AND coalesce(account_id, 0) = coalesce(?, 0)
            """, [account])
        guard let lasting else {
            try run(
                """
                INSERT INTO gap (account_id, from_at, until_at, reason, detail, rose, revision)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, [account, gap.from.seconds, gap.until?.seconds, gap.reason, gap.detail, gap.rose, nextRevision()])
            return
        }
        guard lasting[1] != gap.reason || lasting[2] != gap.detail else { return }
        try run(
            """
            UPDATE gap
            SET reason = ?, detail = ?, revision = ?
            WHERE id = ?
            """, [gap.reason, gap.detail, nextRevision(), lasting[0] as Int64])
    }

    /// Adds a gap that is over already: of an account for which another one may last, since it tells of one wallet alone.
    package func addGap(_ gap: Gap) throws {
        try run(
            """
            INSERT INTO gap (account_id, from_at, until_at, reason, detail, rose, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                gap.account?.rawValue, gap.from.seconds, max(gap.from, gap.until ?? gap.from).seconds, gap.reason, gap.detail, gap.rose,
                nextRevision(),
            ])
    }

    /// Notes of the gap that lasts for `account` that a balance was higher after it than before, while something else in it waits to be decided.
    package func noteRise(inGapOf account: AccountID) throws {
        try run(
            """
            UPDATE gap
            SET rose = 1, revision = ?
            WHERE until_at IS NULL AND account_id = ? AND rose = 0
            """, [nextRevision(), account.rawValue])
    }

    /// Ends the gap that lasts for `account`, or with nil the one for all accounts; does nothing where there is none.
    ///
    /// `rose` says whether a balance was higher after it than before; once noted (`noteRise`) it stays so.
    package func closeGap(of account: AccountID?, at: Instant, rose: Bool) throws {
        let lasting = try snapshot.number(
            """
            SELECT id
            FROM gap
            WHERE until_at IS NULL AND coalesce(account_id, 0) = coalesce(?, 0)
            """, [account?.rawValue])
        guard let lasting else { return }
        try run(
            """
            UPDATE gap
            SET until_at = max(from_at, ?), rose = max(rose, ?), revision = ?
            WHERE id = ?
            """, [at.seconds, rose, nextRevision(), lasting])
    }
}

extension Gap {
    /// From the columns account_id, from_at, until_at, reason, detail, rose.
    init(row: Row) {
        self.init(
            account: (row[0] as Int64?).map(AccountID.init(rawValue:)), from: Instant(seconds: row[1]),
            until: (row[2] as Int64?).map(Instant.init(seconds:)), reason: row[3], detail: row[4], rose: row[5])
    }
}
