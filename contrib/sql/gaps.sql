-- When nothing was known, of whom and for how long; without an account the daemon did not run: the machine was off, or the service was stopped.
SELECT coalesce(a.name, 'all') AS account, g.reason,
       strftime('%Y-%m-%dT%H:%M:%SZ', g.from_at, 'unixepoch') AS from_utc,
       strftime('%Y-%m-%dT%H:%M:%SZ', g.until_at, 'unixepoch') AS until_utc,
       coalesce(g.until_at, CAST((SELECT value FROM meta WHERE name = 'last_sweep') AS BIGINT)) - g.from_at AS seconds,
       CASE WHEN g.until_at IS NULL THEN 1 ELSE 0 END AS lasts, g.rose AS balance_rose
FROM gap AS g
LEFT JOIN account AS a ON a.id = g.account_id
ORDER BY g.from_at, account;
