-- Rises and falls that are no plain top-up or spend: refunds, corrections, withdrawals, and reversals, which were no money.
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', c.at, 'unixepoch') AS at_utc, a.name AS account, w.key AS wallet, w.currency, c.kind, c.amount_micros,
       CASE WHEN c.amount_micros < 0 THEN '-' ELSE '' END || substr(printf('%07d', abs(c.amount_micros)), 1, length(printf('%07d', abs(c.amount_micros))) - 6)
           || '.' || substr(printf('%07d', abs(c.amount_micros)), -6) AS amount,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.classified_at, 'unixepoch') AS classified_utc
FROM credit AS c
JOIN wallet AS w ON w.id = c.wallet_id
JOIN account AS a ON a.id = w.account_id
WHERE c.kind <> 'topup' AND c.amount_micros <> 0
ORDER BY c.at, a.name, w.key;
