-- Suspicious answers that the next one did not confirm: no money moved by them.
SELECT a.name AS account, w.key AS wallet, w.currency, g.reason, count(*) AS glitches,
       strftime('%Y-%m-%dT%H:%M:%SZ', min(g.at), 'unixepoch') AS first_utc,
       strftime('%Y-%m-%dT%H:%M:%SZ', max(g.at), 'unixepoch') AS last_utc
FROM glitch AS g
JOIN wallet AS w ON w.id = g.wallet_id
JOIN account AS a ON a.id = w.account_id
GROUP BY a.name, w.key, w.currency, g.reason
ORDER BY 1, 2, 3, 4;
