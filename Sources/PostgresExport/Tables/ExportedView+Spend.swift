extension ExportedView {
    /// What of the window's credits changes what was spent, and what the rises were if not top-ups.
    ///
    /// `given_back` is taken off the spend, `taken_back` (0 or below) lowers the top-ups.
    private static let creditSums = """
        coalesce(sum(c.amount) FILTER (WHERE c.kind = 'refund'), 0.000000) AS refunds,
                   coalesce(sum(c.amount) FILTER (WHERE c.kind = 'correction'), 0.000000) AS corrections,
                   coalesce(sum(c.amount) FILTER (WHERE c.kind = 'withdrawal'), 0.000000) AS withdrawals,
                   coalesce(sum(c.amount) FILTER (WHERE c.kind = 'reversal'), 0.000000) AS reversals,
                   coalesce(sum(c.amount) FILTER (WHERE c.kind IN ('refund', 'reversal') AND c.amount > 0), 0.000000) AS given_back,
                   coalesce(sum(c.amount) FILTER (WHERE c.kind = 'reversal' AND c.amount < 0), 0.000000) AS taken_back,
                   coalesce(sum(c.amount) FILTER (WHERE c.amount < 0), 0.000000) AS falls,
                   coalesce(sum(c.amount) FILTER (WHERE c.amount > 0 AND c.kind <> 'topup'), 0.000000) AS other_rises
        """

    /// The end of the UTC hour in which an instant lies, an hour's own end included.
    private static func hourEnd(_ instant: String) -> String {
        "date_trunc('hour', \(instant) + interval '3599 seconds', 'UTC')"
    }

    /// The length of an interval.
    private static func seconds(_ interval: String) -> String { "extract(epoch FROM \(interval))::bigint" }

    /// Whether the gap `g` says anything of the wallet `w`: one of all accounts does, one of its account, and of absences its own alone.
    private static let concerns = """
        w.account_id = coalesce(g.account_id, w.account_id) AND (g.reason <> 'vanished' OR g.detail = w.key || ' ' || w.currency)
        """

    /// The wallets whose balance rose over a gap: the first good reading after it, at its end, booked that.
    private static let risesOverGaps = """
        c.wallet_id
            FROM gap AS g
            JOIN credit AS c ON c.at > g.from_at AND c.at <= g.until_at AND c.amount > 0
            JOIN wallet AS w ON w.id = c.wallet_id AND \(concerns)
        """

    /// The gaps of each wallet and day cut to that day, and their union measured: one of the account and one of all may overlap.
    private static let gapsOfDays = """
        clipped AS (
            SELECT s.date, w.id AS wallet_id, greatest(g.from_at, s.from_at) AS from_at,
                   least(coalesce(g.until_at, n.swept), s.known_until) AS until_at
            FROM note AS n
            CROSS JOIN gap AS g
            JOIN span AS s ON s.from_at < coalesce(g.until_at, n.swept) AND s.until_at > g.from_at
            JOIN wallet AS w ON \(concerns)
        ), ahead AS (
            SELECT date, wallet_id, from_at, until_at, max(until_at) OVER (
                       PARTITION BY date, wallet_id ORDER BY from_at, until_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                   ) AS reached
            FROM clipped
        ), missing AS (
            SELECT date, wallet_id, sum(greatest(0, \(seconds("until_at - greatest(from_at, reached)"))))::bigint AS seconds
            FROM ahead
            GROUP BY date, wallet_id
        ), risen AS (
            SELECT DISTINCT s.date, \(risesOverGaps)
            JOIN span AS s ON s.from_at < g.until_at AND s.until_at > g.from_at
            WHERE g.rose
        )
        """

    static let spendDaily = ExportedView(
        "spend_daily",
        """
        One row a wallet and day of the table day, up to the last sweep, by the rules of the reports; sums are NULL where nothing is known. \
        gap_seconds: how much of the day readings were missing; lower_bound: a balance rose meanwhile, more may have been spent.
        """,
        """
        WITH note AS (
            SELECT coalesce(to_timestamp(max(value::bigint) FILTER (WHERE name = 'last_sweep')), '-infinity') AS swept,
                   coalesce(to_timestamp(max(value::bigint) FILTER (WHERE name = 'thinned_until')), '-infinity') AS thinned
            FROM meta
            WHERE name IN ('last_sweep', 'thinned_until')
        ), span AS (
            SELECT date, CASE WHEN starts_at < thinned THEN date_trunc('hour', starts_at, 'UTC') ELSE starts_at END AS from_at,
                   CASE WHEN ends_at < thinned THEN date_trunc('hour', ends_at, 'UTC') ELSE ends_at END AS until_at,
                   least(ends_at, swept) AS known_until
            FROM day, note
            WHERE starts_at <= swept
        ), instant AS (
            SELECT from_at AS at FROM span
            UNION
            SELECT until_at FROM span
        ), edge AS (
            SELECT i.at, (SELECT max(f.hour) FROM frame AS f WHERE f.hour <= i.at) AS framed,
                   (SELECT coalesce(max(h.hour), '-infinity') FROM hour AS h WHERE h.hour <= i.at) AS closed
            FROM instant AS i
        ), known AS (
            SELECT e.at AS edge, h.wallet_id, h.balance, h.spent, h.credited, h.hour AS at
            FROM edge AS e
            JOIN hour AS h ON h.hour BETWEEN e.framed AND e.at
            UNION ALL
            SELECT e.at, r.wallet_id, r.balance, r.spent, r.credited, r.at
            FROM edge AS e
            JOIN reading AS r ON r.at <= e.at AND r.at > e.closed
        ), value AS (
            SELECT DISTINCT ON (edge, wallet_id) edge, wallet_id, balance, spent, credited
            FROM known
            ORDER BY edge, wallet_id, at DESC
        ), classes AS (
            SELECT s.date, c.wallet_id,
                   \(creditSums)
            FROM span AS s
            JOIN credit AS c ON c.at > s.from_at AND c.at <= s.until_at
            GROUP BY s.date, c.wallet_id
        ), \(gapsOfDays), moved AS (
            SELECT s.date, u.wallet_id, coalesce(f.balance, w.opening) AS opening, u.balance AS closing,
                   u.spent - coalesce(f.spent, 0.000000) - coalesce(k.given_back, 0.000000) + coalesce(k.falls, 0.000000) AS spend,
                   u.credited - coalesce(f.credited, 0.000000) - coalesce(k.other_rises, 0.000000) + coalesce(k.taken_back, 0.000000) AS topups,
                   coalesce(k.refunds, 0.000000) AS refunds, coalesce(k.corrections, 0.000000) AS corrections,
                   coalesce(k.withdrawals, 0.000000) AS withdrawals, coalesce(k.reversals, 0.000000) AS reversals,
                   coalesce(m.seconds, 0) AS gap_seconds,
                   r.wallet_id IS NOT NULL AS rose,
                   u.spent <> coalesce(f.spent, 0) OR u.credited <> coalesce(f.credited, 0)
                       OR (f.edge IS NULL AND coalesce(m.seconds, 0) < \(seconds("s.known_until - s.from_at"))) AS has_moved,
                   coalesce(m.seconds, 0) < \(seconds("s.known_until - s.from_at")) AS has_data,
                   s.from_at >= coalesce(least(w.vanished_at, a.retired_at), 'infinity') AS is_gone
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
                   \(["spend", "topups", "refunds", "corrections", "withdrawals", "reversals"]
                       .map { "CASE WHEN has_data OR has_moved THEN \($0) END AS \($0)" }.joined(separator: ", "))
            FROM moved
            WHERE has_moved OR NOT is_gone
        )
        SELECT m.date AS date, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               m.opening AS opening, m.topups AS topups, m.refunds AS refunds,
               m.corrections AS corrections, m.withdrawals AS withdrawals,
               m.spend AS spend, m.closing AS closing, (m.spend * 1000000)::bigint AS spend_micros,
               m.gap_seconds AS gap_seconds, m.rose AS lower_bound, m.reversals AS reversals
        FROM said AS m
        JOIN wallet AS w ON w.id = m.wallet_id
        JOIN account AS a ON a.id = w.account_id
        """)

    static let spendHourly = ExportedView(
        "spend_hourly",
        "One row a wallet and UTC hour in which something moved; lower_bound: a balance rose in a gap, more may have been spent.",
        """
        WITH closing AS (
            SELECT hour, wallet_id, balance, spent, credited
            FROM hour
            UNION ALL
            (SELECT DISTINCT ON (wallet_id, \(hourEnd("at"))) \(hourEnd("at")), wallet_id, balance, spent, credited
            FROM reading
            WHERE at > (SELECT coalesce(max(hour), '-infinity') FROM hour)
            ORDER BY wallet_id, \(hourEnd("at")), at DESC)
        ), step AS (
            SELECT hour, wallet_id, balance,
                   spent - lag(spent, 1, 0.000000) OVER life AS spent,
                   credited - lag(credited, 1, 0.000000) OVER life AS credited
            FROM closing
            WINDOW life AS (PARTITION BY wallet_id ORDER BY hour)
        ), classes AS (
            SELECT \(hourEnd("c.at")) AS hour, c.wallet_id,
                   \(creditSums)
            FROM credit AS c
            GROUP BY 1, 2
        ), bounded AS (
            SELECT DISTINCT rising.hour, \(risesOverGaps)
            CROSS JOIN LATERAL generate_series(
                date_trunc('hour', g.from_at, 'UTC') + interval '1 hour', \(hourEnd("g.until_at")), interval '1 hour'
            ) AS rising (hour)
            WHERE g.rose
        ), moved AS (
            SELECT s.hour, s.wallet_id, s.balance,
                   s.spent - coalesce(k.given_back, 0.000000) + coalesce(k.falls, 0.000000) AS spend,
                   s.credited - coalesce(k.other_rises, 0.000000) + coalesce(k.taken_back, 0.000000) AS topups
            FROM step AS s
            LEFT JOIN classes AS k ON k.hour = s.hour AND k.wallet_id = s.wallet_id
            WHERE (s.spent <> 0 OR s.credited <> 0)
              AND s.hour > coalesce((SELECT to_timestamp(value::bigint) FROM meta WHERE name = 'exported_from'), '-infinity')
        )
        SELECT m.hour - interval '1 hour' AS hour_utc, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               m.spend AS spend, m.topups AS topups, m.balance AS closing, (m.spend * 1000000)::bigint AS spend_micros,
               b.hour IS NOT NULL AS lower_bound
        FROM moved AS m
        JOIN wallet AS w ON w.id = m.wallet_id
        JOIN account AS a ON a.id = w.account_id
        LEFT JOIN bounded AS b ON b.hour = m.hour AND b.wallet_id = m.wallet_id
        """)
}
