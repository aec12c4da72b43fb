extension Version3 {
    static let views = [topUps, spendDaily, spendHourly]

    /// What of the window's credits changes what was spent, and what the rises were if not top-ups.
    ///
    /// `given_back` is taken off the spend, `taken_back` (0 or below) lowers the top-ups.
    static let creditSums = """
        sum(iif(c.kind = 'refund', c.amount_micros, 0))                                                AS refunds,
        sum(iif(c.kind = 'correction', c.amount_micros, 0))                                            AS corrections,
        sum(iif(c.kind = 'withdrawal', c.amount_micros, 0))                                            AS withdrawals,
        sum(iif(c.kind = 'reversal', c.amount_micros, 0))                                              AS reversals,
        sum(iif(c.kind IN ('refund', 'reversal') AND c.amount_micros > 0, c.amount_micros, 0))         AS given_back,
        sum(iif(c.kind = 'reversal' AND c.amount_micros < 0, c.amount_micros, 0))                      AS taken_back,
        sum(iif(c.amount_micros < 0, c.amount_micros, 0))                                              AS falls,
        sum(iif(c.amount_micros > 0 AND c.kind <> 'topup', c.amount_micros, 0))                        AS other_rises
        """

    /// Whether the gap `g` says anything of the wallet `w`: one of all accounts does, one of its account, and of absences its own alone.
    static let concerns = """
        w.account_id = coalesce(g.account_id, w.account_id) AND (g.reason <> 'vanished' OR g.detail = w.key || ' ' || w.currency)
        """

    /// The wallets whose balance rose over a gap: the first good reading after it, at its end, booked that.
    static func risesOverGaps(_ join: String = "") -> String {
        """
        c.wallet_id
            FROM gap AS g
            JOIN credit AS c ON c.at > g.from_at AND c.at <= g.until_at AND c.amount_micros > 0
            JOIN wallet AS w ON w.id = c.wallet_id AND \(concerns)
            \(join)
            WHERE g.rose = 1
        """
    }

    /// The top-ups, and with their sign those that were taken back: the amounts add up to the top-ups of the reports.
    private static let topUps = """
        CREATE VIEW topups AS
        SELECT \(Version1.iso("c.at")) AS at, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               \(Version1.decimal("c.amount_micros")) AS amount, c.amount_micros AS amount_micros
        FROM credit AS c
        JOIN wallet AS w ON w.id = c.wallet_id
        JOIN account AS a ON a.id = w.account_id
        WHERE c.kind = 'topup' OR (c.kind = 'reversal' AND c.amount_micros < 0)
        """
}
