-- Who spent most in the 7 newest days, in each currency.
SELECT currency, account, network, CAST(sum(spend_micros) AS BIGINT) AS spend_micros,
       round(CAST(sum(spend_micros) AS BIGINT) / 1000000.0, 2) AS spend, max(lower_bound) AS from_at_least
FROM spend_daily
WHERE date > (SELECT max(d) FROM (SELECT DISTINCT date AS d FROM spend_daily ORDER BY date DESC LIMIT 1 OFFSET 7) AS eighth)
  AND spend_micros IS NOT NULL
GROUP BY currency, account, network
ORDER BY currency, spend_micros DESC, account;
