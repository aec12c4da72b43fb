extension Version3 {
    /// A code may be as long as `USDT_POLYGON.POS`, and other spellings of a currency are one with it: «руб» is RUB.
    ///
    /// A wallet that stands in another spelling goes on in the code, unless the account has that wallet already. The list is that of what the
    /// versions before took for a code of its own.
    static let currencies = [
        // SQLite cannot change a CHECK, and other tables refer to this one: its text is exchanged (https://sqlite.org/lang_altertable.html, 7).
        "PRAGMA writable_schema = ON",
        """
        UPDATE sqlite_schema
        SET sql = replace(sql, 'length(currency) BETWEEN 1 AND 12', 'length(currency) BETWEEN 1 AND 16')
        WHERE type = 'table' AND name = 'wallet'
        """,
        "PRAGMA writable_schema = RESET",
        """
        UPDATE meta
        SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)
        WHERE name = 'revision' AND EXISTS (SELECT 1 FROM wallet AS w JOIN \(spellings) AS s ON s.spelling = w.currency)
        """,
        """
        UPDATE gap
        SET detail = w.key || ' ' || s.code, revision = \(revision)
        FROM wallet AS w
        JOIN \(spellings) AS s ON s.spelling = w.currency
        WHERE w.account_id = gap.account_id AND gap.reason = 'vanished' AND gap.detail = w.key || ' ' || w.currency
          AND NOT EXISTS (SELECT 1 FROM wallet AS o WHERE o.account_id = w.account_id AND o.key = w.key AND o.currency = s.code)
        """,
        """
        UPDATE OR IGNORE wallet
        SET currency = s.code, revision = \(revision)
        FROM \(spellings) AS s
        WHERE s.spelling = wallet.currency
        """,
    ]

    private static let spellings = """
        (SELECT column1 AS spelling, column2 AS code
         FROM (VALUES ('РУБ', 'RUB'), ('РУБЛЬ', 'RUB'), ('РУБЛЯ', 'RUB'), ('РУБЛИ', 'RUB'), ('РУБЛЕЙ', 'RUB'), ('Р', 'RUB'), ('RUBLE', 'RUB'),
                      ('RUBLES', 'RUB'), ('ДОЛЛ', 'USD'), ('ДОЛЛАР', 'USD'), ('ДОЛЛАРА', 'USD'), ('ДОЛЛАРЫ', 'USD'), ('ДОЛЛАРОВ', 'USD'),
                      ('DOLLAR', 'USD'), ('DOLLARS', 'USD'), ('ЕВРО', 'EUR'), ('EURO', 'EUR'), ('EUROS', 'EUR'), ('ГРН', 'UAH'), ('ТГ', 'KZT'),
                      ('ТЕНГЕ', 'KZT'), ('TL', 'TRY'), ('ZŁ', 'PLN')))
        """

    private static let revision = "(SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'revision')"
}
