-- What each network cost in each month, in each currency; "from_at_least" is 1 where more may have been spent than is known.
SELECT substr(date, 1, 7) AS month, network, currency,
       CAST(sum(spend_micros) AS BIGINT) AS spend_micros,
       round(CAST(sum(spend_micros) AS BIGINT) / 1000000.0, 2) AS spend,
       max(lower_bound) AS from_at_least
FROM spend_daily
WHERE spend_micros IS NOT NULL
GROUP BY substr(date, 1, 7), network, currency
ORDER BY month, network, currency;
