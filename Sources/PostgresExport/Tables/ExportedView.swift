/// A view in PostgreSQL that answers as the view of the same name in SQLite does: same columns, in the same order.
///
/// Instants are `timestamptz`, amounts `numeric`; beside each total stands the whole number of micros, as there.
package struct ExportedView: Hashable, Sendable {
    package let name: String
    /// What its rows are, for `\d+`.
    package let comment: String
    let query: String

    init(_ name: String, _ comment: String, _ query: String) {
        self.name = name
        self.comment = comment
        self.query = query
    }

    /// `CREATE VIEW` and its comment.
    package var statements: [String] {
        ["CREATE VIEW \(name) AS\n\(query);", "COMMENT ON VIEW \(name) IS \(TableStatements.literal(comment));"]
    }

    /// All of them.
    package static let all = [balances, readings, topUps, spendDaily, spendHourly]
}

extension ExportedView {
    private static func micros(_ amount: String) -> String { "(\(amount) * 1000000)::bigint" }

    static let balances = ExportedView(
        "balances", "What every wallet holds, and since when there is no data.",
        """
        WITH value AS (
            SELECT wallet_id, balance, hour AS at
            FROM hour
            WHERE hour >= (SELECT coalesce(max(hour), '-infinity') FROM frame)
            UNION ALL
            SELECT wallet_id, balance, at
            FROM reading
            WHERE at > (SELECT coalesce(max(hour), '-infinity') FROM hour)
        ), latest AS (
            SELECT DISTINCT ON (wallet_id) wallet_id, balance
            FROM value
            ORDER BY wallet_id, at DESC
        )
        SELECT a.name AS account, a.title AS title, a.network AS network, w.key AS wallet, w.currency AS currency,
               l.balance AS balance, \(micros("l.balance")) AS balance_micros,
               CASE
                   WHEN a.retired_at IS NOT NULL THEN 'retired'
                   WHEN w.vanished_at IS NOT NULL THEN 'vanished'
                   WHEN w.held_at IS NOT NULL THEN 'held'
                   ELSE 'live'
               END AS state,
               (SELECT min(g.from_at) FROM gap AS g WHERE g.until_at IS NULL AND coalesce(g.account_id, a.id) = a.id) AS no_data_since
        FROM latest AS l
        JOIN wallet AS w ON w.id = l.wallet_id
        JOIN account AS a ON a.id = w.account_id
        """)

    static let readings = ExportedView(
        "readings", "Every change of a balance, with the names of account and wallet.",
        """
        SELECT r.at AS at, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               r.balance AS balance, r.spent AS spent, r.credited AS credited, \(micros("r.balance")) AS balance_micros
        FROM reading AS r
        JOIN wallet AS w ON w.id = r.wallet_id
        JOIN account AS a ON a.id = w.account_id
        """)

    static let topUps = ExportedView(
        "topups", "Every top-up, and below 0 every one that was taken back.",
        """
        SELECT c.at AS at, a.name AS account, a.network AS network, w.key AS wallet, w.currency AS currency,
               c.amount AS amount, \(micros("c.amount")) AS amount_micros
        FROM credit AS c
        JOIN wallet AS w ON w.id = c.wallet_id
        JOIN account AS a ON a.id = w.account_id
        WHERE c.kind = 'topup' OR (c.kind = 'reversal' AND c.amount < 0)
        """)
}
