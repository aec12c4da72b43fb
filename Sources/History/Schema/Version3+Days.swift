extension Version3 {
    /// The gaps of each wallet and day cut to that day, and their union measured: one of the account and one of all may overlap.
    private static let gapsOfDays = """
        clipped AS (
            SELECT s.date, w.id AS wallet_id, max(g.from_at, s.from_at) AS from_at,
                   min(coalesce(g.until_at, n.swept), s.known_until) AS until_at
            FROM note AS n
            JOIN gap AS g
            JOIN span AS s ON s.from_at < coalesce(g.until_at, n.swept) AND s.until_at > g.from_at
            JOIN wallet AS w ON \(concerns)
        ), ahead AS (
            SELECT *, max(until_at) OVER (
                       PARTITION BY date, wallet_id ORDER BY from_at, until_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                   ) AS reached
            FROM clipped
        ), missing AS (
            SELECT date, wallet_id, sum(max(0, until_at - max(from_at, coalesce(reached, from_at)))) AS seconds
            FROM ahead
            GROUP BY date, wallet_id
        ), risen AS (
            SELECT DISTINCT s.date, \(risesOverGaps("JOIN span AS s ON s.from_at < g.until_at AND s.until_at > g.from_at"))
        )
        """

    /// One row a wallet and day of the table `day`, up to the last sweep, by the very rules of the reports.
    static let spendDaily = """
        CREATE VIEW spend_daily AS
        WITH note AS (
            SELECT coalesce(max(CAST(value AS INTEGER)) FILTER (WHERE name = 'last_sweep'), 0) AS swept,
                   coalesce(max(CAST(value AS INTEGER)) FILTER (WHERE name = 'thinned_until'), 0) AS thinned
            FROM meta
        ), span AS (
            SELECT date, iif(starts_at < thinned, starts_at / 3600 * 3600, starts_at) AS from_at,
                   iif(ends_at < thinned, ends_at / 3600 * 3600, ends_at) AS until_at, min(ends_at, swept) AS known_until
            FROM day, note
            WHERE starts_at <= swept
        ), edge AS (
            SELECT from_at AS at FROM span
            UNION
            SELECT until_at FROM span
        ), known AS (
            SELECT e.at AS edge, h.wallet_id, h.balance_micros, h.spent_micros, h.credited_micros, h.hour AS at
            FROM edge AS e
            JOIN hour AS h ON h.hour <= e.at AND h.hour >= (SELECT max(f.hour) FROM frame AS f WHERE f.hour <= e.at)
            UNION ALL
            SELECT e.at, r.wallet_id, r.balance_micros, r.spent_micros, r.credited_micros, r.at
            FROM edge AS e
            JOIN reading AS r ON r.at <= e.at AND r.at > (SELECT coalesce(max(h.hour), 0) FROM hour AS h WHERE h.hour <= e.at)
        ), value AS (
            SELECT edge, wallet_id, balance_micros, spent_micros, credited_micros, max(at)
            FROM known
            GROUP BY edge, wallet_id
        ), classes AS (
            SELECT s.date, c.wallet_id, \(creditSums)
            FROM span AS s
            JOIN credit AS c ON c.at > s.from_at AND c.at <= s.until_at
            GROUP BY s.date, c.wallet_id
        ), \(gapsOfDays), moved AS (
            SELECT s.date, u.wallet_id, coalesce(f.balance_micros, w.opening_micros) AS opening, u.balance_micros AS closing,
                   u.spent_micros - coalesce(f.spent_micros, 0) - coalesce(k.given_back, 0) + coalesce(k.falls, 0) AS spend,
                   u.credited_micros - coalesce(f.credited_micros, 0) - coalesce(k.other_rises, 0) + coalesce(k.taken_back, 0) AS topups,
                   coalesce(k.refunds, 0) AS refunds, coalesce(k.corrections, 0) AS corrections,
                   coalesce(k.withdrawals, 0) AS withdrawals, coalesce(k.reversals, 0) AS reversals,
                   coalesce(m.seconds, 0) AS gap_seconds,
                   r.wallet_id IS NOT NULL AS rose,
                   u.spent_micros <> coalesce(f.spent_micros, 0) OR u.credited_micros <> coalesce(f.credited_micros, 0)
                       OR (f.edge IS NULL AND coalesce(m.seconds, 0) < s.known_until - s.from_at) AS has_moved,
                   coalesce(m.seconds, 0) < s.known_until - s.from_at AS has_data,
                   s.from_at >= min(coalesce(w.vanished_at, 253402300799), coalesce(a.retired_at, 253402300799)) AS is_gone
            FROM span AS s
            JOIN value AS u ON u.edge = s.until_at
            JOIN wallet AS w ON w.id = u.wallet_id
            JOIN account AS a ON a.id = w.account_id
            LEFT JOIN value AS f ON f.edge = s.from_at AND f.wallet_id = u.wallet_id
            LEFT JOIN classes AS k ON k.date = s.date AND k.wallet_id = u.wallet_id
            LEFT JOIN missing AS m ON m.date = s.date AND m.wallet_id = u.wallet_id
            LEFT JOIN risen AS r ON r.date = s.date AND r.wallet_id = u.wallet_id
        ), said AS (
            SELECT date, wallet_id, opening, closing, gap_seconds, rose,
                   iif(is_known, spend, NULL) AS spend, iif(is_known, topups, NULL) AS topups, iif(is_known, refunds, NULL) AS refunds,
                   iif(is_known, corrections, NULL) AS corrections, iif(is_known, withdrawals, NULL) AS withdrawals,
                   iif(is_known, reversals, NULL) AS reversals
            FROM (SELECT *, has_data OR has_moved AS is_known FROM moved WHERE has_moved OR NOT is_gone)
        )
        SELECT m.date AS date, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               \(decimal("m.opening")) AS opening, \(decimal("m.topups")) AS topups, \(decimal("m.refunds")) AS refunds,
               \(decimal("m.corrections")) AS corrections, \(decimal("m.withdrawals")) AS withdrawals,
               \(decimal("m.spend")) AS spend, \(decimal("m.closing")) AS closing, m.spend AS spend_micros,
               m.gap_seconds AS gap_seconds, m.rose AS lower_bound, \(decimal("m.reversals")) AS reversals
        FROM said AS m
        JOIN wallet AS w ON w.id = m.wallet_id
        JOIN account AS a ON a.id = w.account_id
        """

    /// What is not known is not written as 0.
    private static func decimal(_ micros: String) -> String {
        "iif(\(micros) IS NULL, NULL, \(Version1.decimal(micros)))"
    }
}
