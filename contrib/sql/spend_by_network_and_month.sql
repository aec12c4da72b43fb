-- What each network cost in each month, in each currency; "from_at_least" is 1 where more may have been spent than is known.
WITH cost AS (
    SELECT substr(date, 1, 7) AS month, network, currency, CAST(sum(spend_micros) AS BIGINT) AS spend_micros, max(lower_bound) AS from_at_least
    FROM spend_daily
    WHERE spend_micros IS NOT NULL
    GROUP BY substr(date, 1, 7), network, currency
)
SELECT month, network, currency, spend_micros,
       CASE WHEN spend_micros < 0 THEN '-' ELSE '' END || substr(printf('%07d', abs(spend_micros)), 1, length(printf('%07d', abs(spend_micros))) - 6)
           || '.' || substr(printf('%07d', abs(spend_micros)), -6) AS spend,
       from_at_least
FROM cost
ORDER BY month, network, currency;
