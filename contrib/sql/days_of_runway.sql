-- For how many days each balance lasts at the pace of the last 7 complete days of which all is known ("spend" is theirs together).
WITH complete AS (
    SELECT account, wallet, currency, spend_micros,
           row_number() OVER (PARTITION BY account, wallet, currency ORDER BY date DESC) AS age
    FROM spend_daily
    WHERE gap_seconds = 0 AND date < (SELECT max(date) FROM spend_daily)
), pace AS (
    SELECT account, wallet, currency, count(*) AS days, CAST(sum(spend_micros) AS BIGINT) AS spend_micros
    FROM complete
    WHERE age <= 7
    GROUP BY account, wallet, currency
)
SELECT b.account, b.wallet, b.currency, b.balance, p.days AS of_days,
       CASE WHEN p.spend_micros < 0 THEN '-' ELSE '' END || substr(printf('%07d', abs(p.spend_micros)), 1, length(printf('%07d', abs(p.spend_micros))) - 6)
           || '.' || substr(printf('%07d', abs(p.spend_micros)), -6) AS spend,
       round(b.balance_micros * 1.0 * p.days / p.spend_micros, 1) AS days_left
FROM balances AS b
JOIN pace AS p ON p.account = b.account AND p.wallet = b.wallet AND p.currency = b.currency
WHERE p.spend_micros > 0 AND b.state = 'live'
ORDER BY b.account, b.wallet, b.currency;
