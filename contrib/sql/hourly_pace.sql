-- At which hours of the (UTC) day money goes: the mean of the hours in which something was spent, cut to whole micros.
WITH spent AS (
    SELECT substr(hour_utc, 12, 2) AS hour_utc, currency, count(*) AS wallet_hours, CAST(sum(spend_micros) AS BIGINT) AS spend_micros
    FROM spend_hourly
    WHERE spend_micros > 0
    GROUP BY substr(hour_utc, 12, 2), currency
), paced AS (
    SELECT hour_utc, currency, wallet_hours, spend_micros,
           CAST((spend_micros - spend_micros % wallet_hours) / wallet_hours AS BIGINT) AS mean_micros
    FROM spent
)
SELECT hour_utc, currency, wallet_hours, spend_micros,
       CASE WHEN spend_micros < 0 THEN '-' ELSE '' END || substr(printf('%07d', abs(spend_micros)), 1, length(printf('%07d', abs(spend_micros))) - 6)
           || '.' || substr(printf('%07d', abs(spend_micros)), -6) AS spend,
       CASE WHEN mean_micros < 0 THEN '-' ELSE '' END || substr(printf('%07d', abs(mean_micros)), 1, length(printf('%07d', abs(mean_micros))) - 6)
           || '.' || substr(printf('%07d', abs(mean_micros)), -6) AS mean_spend
FROM paced
ORDER BY hour_utc, currency;
