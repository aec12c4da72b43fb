extension Version1 {
    /// For people with `sqlite3`: decimal units, ISO times. Beside each decimal stands the exact whole number to sum up.
    static let views = [balances, readings, topUps, spendDaily, spendHourly]

    /// Micros as exact decimal text, by whole numbers alone; the sign apart, since -0.5 has none left of the point.
    static func decimal(_ micros: String) -> String {
        "printf('%s%d.%06d', iif(\(micros) < 0, '-', ''), abs(\(micros) / 1000000), abs(\(micros) % 1000000))"
    }

    /// An instant as people and programs read it.
    static func iso(_ instant: String) -> String {
        "strftime('%Y-%m-%dT%H:%M:%SZ', \(instant), 'unixepoch')"
    }

    /// What of the window's credits changes what was spent, and what the rises were if not top-ups.
    static let creditSums = """
        sum(iif(c.kind = 'refund', c.amount_micros, 0))                           AS refunds,
        sum(iif(c.kind = 'correction', c.amount_micros, 0))                       AS corrections,
        sum(iif(c.kind = 'withdrawal', c.amount_micros, 0))                       AS withdrawals,
        sum(iif(c.amount_micros < 0, c.amount_micros, 0))                         AS falls,
        sum(iif(c.amount_micros > 0 AND c.kind <> 'topup', c.amount_micros, 0))   AS other_rises
        """

    private static let balances = """
        CREATE VIEW balances AS
        WITH value AS (
            SELECT wallet_id, balance_micros, hour AS at
            FROM hour
            WHERE hour >= (SELECT coalesce(max(hour), 0) FROM frame)
            UNION ALL
            SELECT wallet_id, balance_micros, at
            FROM reading
            WHERE at > (SELECT coalesce(max(hour), 0) FROM hour)
        ), latest AS (
            SELECT wallet_id, balance_micros, max(at) AS at
            FROM value
            GROUP BY wallet_id
        )
        SELECT a.name AS account, a.title AS title, a.network AS network, w.key AS wallet, w.currency AS currency,
               \(decimal("l.balance_micros")) AS balance, l.balance_micros AS balance_micros,
               CASE
                   WHEN a.retired_at IS NOT NULL THEN 'retired'
                   WHEN w.vanished_at IS NOT NULL THEN 'vanished'
                   WHEN w.held_at IS NOT NULL THEN 'held'
                   ELSE 'live'
               END AS state,
               \(iso("(SELECT min(g.from_at) FROM gap AS g WHERE g.until_at IS NULL AND coalesce(g.account_id, a.id) = a.id)")) AS no_data_since
        FROM latest AS l
        JOIN wallet AS w ON w.id = l.wallet_id
        JOIN account AS a ON a.id = w.account_id
        """

    private static let readings = """
        CREATE VIEW readings AS
        SELECT \(iso("r.at")) AS at, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               \(decimal("r.balance_micros")) AS balance, \(decimal("r.spent_micros")) AS spent,
               \(decimal("r.credited_micros")) AS credited, r.balance_micros AS balance_micros
        FROM reading AS r
        JOIN wallet AS w ON w.id = r.wallet_id
        JOIN account AS a ON a.id = w.account_id
        """

    private static let topUps = """
        CREATE VIEW topups AS
        SELECT \(iso("c.at")) AS at, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               \(decimal("c.amount_micros")) AS amount, c.amount_micros AS amount_micros
        FROM credit AS c
        JOIN wallet AS w ON w.id = c.wallet_id
        JOIN account AS a ON a.id = w.account_id
        WHERE c.kind = 'topup'
        """

    /// One row a wallet and day of the table `day`, up to the last sweep, by the very rules of the reports.
    private static let spendDaily = """
        CREATE VIEW spend_daily AS
        WITH note AS (
            SELECT coalesce(max(CAST(value AS INTEGER)) FILTER (WHERE name = 'last_sweep'), 0) AS swept,
                   coalesce(max(CAST(value AS INTEGER)) FILTER (WHERE name = 'thinned_until'), 0) AS thinned
            FROM meta
        ), span AS (
            SELECT date, iif(starts_at < thinned, starts_at / 3600 * 3600, starts_at) AS from_at,
                   iif(ends_at < thinned, ends_at / 3600 * 3600, ends_at) AS until_at
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
        ), moved AS (
            SELECT s.date, u.wallet_id, coalesce(f.balance_micros, w.opening_micros) AS opening, u.balance_micros AS closing,
                   u.spent_micros - coalesce(f.spent_micros, 0) - coalesce(k.refunds, 0) + coalesce(k.falls, 0) AS spend,
                   u.credited_micros - coalesce(f.credited_micros, 0) - coalesce(k.other_rises, 0) AS topups,
                   coalesce(k.refunds, 0) AS refunds, coalesce(k.corrections, 0) AS corrections,
                   coalesce(k.withdrawals, 0) AS withdrawals
            FROM span AS s
            JOIN value AS u ON u.edge = s.until_at
            JOIN wallet AS w ON w.id = u.wallet_id
            LEFT JOIN value AS f ON f.edge = s.from_at AND f.wallet_id = u.wallet_id
            LEFT JOIN classes AS k ON k.date = s.date AND k.wallet_id = u.wallet_id
        )
        SELECT m.date AS date, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               \(decimal("m.opening")) AS opening, \(decimal("m.topups")) AS topups, \(decimal("m.refunds")) AS refunds,
               \(decimal("m.corrections")) AS corrections, \(decimal("m.withdrawals")) AS withdrawals,
               \(decimal("m.spend")) AS spend, \(decimal("m.closing")) AS closing, m.spend AS spend_micros
        FROM moved AS m
        JOIN wallet AS w ON w.id = m.wallet_id
        JOIN account AS a ON a.id = w.account_id
        """

    /// UTC, whatever the time zone of the reports; only the hours in which something moved.
    private static let spendHourly = """
        CREATE VIEW spend_hourly AS
        WITH closing AS (
            SELECT hour, wallet_id, balance_micros, spent_micros, credited_micros, hour AS at
            FROM hour
            UNION ALL
            SELECT (at + 3599) / 3600 * 3600 AS ended, wallet_id, balance_micros, spent_micros, credited_micros, max(at)
            FROM reading
            WHERE at > (SELECT coalesce(max(hour), 0) FROM hour)
            GROUP BY ended, wallet_id
        ), step AS (
            SELECT hour, wallet_id, balance_micros,
                   spent_micros - lag(spent_micros, 1, 0) OVER life AS spent,
                   credited_micros - lag(credited_micros, 1, 0) OVER life AS credited
            FROM closing
            WINDOW life AS (PARTITION BY wallet_id ORDER BY hour)
        ), classes AS (
            SELECT (c.at + 3599) / 3600 * 3600 AS hour, c.wallet_id, \(creditSums)
            FROM credit AS c
            GROUP BY 1, 2
        ), moved AS (
            SELECT s.hour, s.wallet_id, s.balance_micros,
                   s.spent - coalesce(k.refunds, 0) + coalesce(k.falls, 0) AS spend,
                   s.credited - coalesce(k.other_rises, 0) AS topups
            FROM step AS s
            LEFT JOIN classes AS k ON k.hour = s.hour AND k.wallet_id = s.wallet_id
            WHERE s.spent <> 0 OR s.credited <> 0
        )
        SELECT \(iso("m.hour - 3600")) AS hour_utc, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               \(decimal("m.spend")) AS spend, \(decimal("m.topups")) AS topups, \(decimal("m.balance_micros")) AS closing,
               m.spend AS spend_micros
        FROM moved AS m
        JOIN wallet AS w ON w.id = m.wallet_id
        JOIN account AS a ON a.id = w.account_id
        """
}
