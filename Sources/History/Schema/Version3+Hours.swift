extension Version3 {
    /// The casts give a computed hour the type by which SQLite may look it up: ten years take seconds, not minutes.
    ///
    /// UTC, whatever the time zone of the reports; only the hours in which something moved, so that none says 0 for what is not known.
    static let spendHourly = """
        CREATE VIEW spend_hourly AS
        WITH RECURSIVE closing AS (
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
            SELECT CAST((c.at + 3599) / 3600 * 3600 AS INTEGER) AS hour, c.wallet_id, \(creditSums)
            FROM credit AS c
            GROUP BY 1, 2
        ), rising(hour, until_at, wallet_id) AS (
            SELECT CAST(g.from_at / 3600 * 3600 + 3600 AS INTEGER), g.until_at, \(risesOverGaps())
            UNION
            SELECT hour + 3600, until_at, wallet_id
            FROM rising
            WHERE hour < until_at
        ), bounded AS (
            SELECT DISTINCT hour, wallet_id
            FROM rising
        ), moved AS (
            SELECT s.hour, s.wallet_id, s.balance_micros,
                   s.spent - coalesce(k.given_back, 0) + coalesce(k.falls, 0) AS spend,
                   s.credited - coalesce(k.other_rises, 0) + coalesce(k.taken_back, 0) AS topups
            FROM step AS s
            LEFT JOIN classes AS k ON k.hour = s.hour AND k.wallet_id = s.wallet_id
            WHERE s.spent <> 0 OR s.credited <> 0
        )
        SELECT \(Version1.iso("m.hour - 3600")) AS hour_utc, a.name AS account, a.network AS network, w.key AS wallet,
               w.currency AS currency, \(Version1.decimal("m.spend")) AS spend, \(Version1.decimal("m.topups")) AS topups,
               \(Version1.decimal("m.balance_micros")) AS closing, m.spend AS spend_micros, b.hour IS NOT NULL AS lower_bound
        FROM moved AS m
        JOIN wallet AS w ON w.id = m.wallet_id
        JOIN account AS a ON a.id = w.account_id
        LEFT JOIN bounded AS b ON b.hour = m.hour AND b.wallet_id = m.wallet_id
        """
}
