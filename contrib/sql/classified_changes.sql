-- Rises and falls that a person said something of: refunds, corrections, withdrawals.
SELECT a.name AS account, w.key AS wallet, w.currency, c.kind, c.at, c.amount_micros, c.classified_at
FROM credit AS c
JOIN wallet AS w ON w.id = c.wallet_id
JOIN account AS a ON a.id = w.account_id
WHERE c.kind <> 'topup' AND c.amount_micros <> 0
ORDER BY c.at, a.name, w.key;
