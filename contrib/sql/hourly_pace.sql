-- At which hours of the (UTC) day money goes: the mean of the hours in which something was spent.
SELECT substr(hour_utc, 12, 2) AS hour_utc, currency, count(*) AS wallet_hours,
       CAST(sum(spend_micros) AS BIGINT) AS spend_micros,
       round(CAST(sum(spend_micros) AS BIGINT) / 1000000.0 / count(*), 2) AS mean_spend
FROM spend_hourly
WHERE spend_micros > 0
GROUP BY substr(hour_utc, 12, 2), currency
ORDER BY 1, 2;
