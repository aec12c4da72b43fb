-- What every wallet held at an instant, here 24 hours before the last sweep; write any UTC epoch seconds in its place.
WITH asked AS (
    SELECT CAST(value AS BIGINT) - 86400 AS "at" FROM meta WHERE name = 'last_sweep'
), known AS (
    SELECT h.wallet_id, h.hour AS "at", h.balance_micros FROM hour AS h WHERE h.hour <= (SELECT "at" FROM asked)
    UNION ALL
    SELECT r.wallet_id, r.at, r.balance_micros FROM reading AS r WHERE r.at <= (SELECT "at" FROM asked)
), newest AS (
    SELECT wallet_id, balance_micros, row_number() OVER (PARTITION BY wallet_id ORDER BY "at" DESC) AS age FROM known
)
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', q."at", 'unixepoch') AS at_utc, a.name AS account, w.key AS wallet, w.currency, n.balance_micros,
       CASE WHEN n.balance_micros < 0 THEN '-' ELSE '' END || substr(printf('%07d', abs(n.balance_micros)), 1, length(printf('%07d', abs(n.balance_micros))) - 6)
           || '.' || substr(printf('%07d', abs(n.balance_micros)), -6) AS balance
FROM newest AS n
CROSS JOIN asked AS q
JOIN wallet AS w ON w.id = n.wallet_id
JOIN account AS a ON a.id = w.account_id
WHERE n.age = 1
ORDER BY a.name, w.key, w.currency;
