-- Every top-up of the newest month that has any, by account.
SELECT "at" AS at_utc, account, wallet, currency, amount_micros, amount
FROM topups
WHERE substr("at", 1, 7) = (SELECT max(substr("at", 1, 7)) FROM topups)
ORDER BY "at", account, wallet, currency;
