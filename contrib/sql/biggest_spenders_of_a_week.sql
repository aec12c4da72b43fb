-- Who spent most in the 7 newest days, in each currency; "from_at_least" is 1 where more may have been spent than is known.
WITH week AS (
    SELECT currency, account, network, CAST(sum(spend_micros) AS BIGINT) AS spend_micros, max(lower_bound) AS from_at_least
    FROM spend_daily
    WHERE date > (SELECT max(d) FROM (SELECT DISTINCT date AS d FROM spend_daily ORDER BY date DESC LIMIT 1 OFFSET 7) AS eighth)
      AND spend_micros IS NOT NULL
    GROUP BY currency, account, network
)
SELECT currency, account, network, spend_micros,
       CASE WHEN spend_micros < 0 THEN '-' ELSE '' END || substr(printf('%07d', abs(spend_micros)), 1, length(printf('%07d', abs(spend_micros))) - 6)
           || '.' || substr(printf('%07d', abs(spend_micros)), -6) AS spend,
       from_at_least
FROM week
ORDER BY currency, spend_micros DESC, account;
