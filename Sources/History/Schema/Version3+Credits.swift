extension Version3 {
    /// SQLite cannot change a CHECK: the table is written once more, without the views that read it, and its rows move over.
    static let credits =
        ["spend_daily", "spend_hourly", "topups"].map { "DROP VIEW \($0)" } + [
            "DROP INDEX credit_classified",
            "ALTER TABLE credit RENAME TO credit_of_version_2",
            credit,
            """
            INSERT INTO credit (at, wallet_id, amount_micros, kind, classified_at, reverses_at, revision)
            SELECT at, wallet_id, amount_micros, kind, classified_at, NULL, revision
            FROM credit_of_version_2
            ORDER BY at, wallet_id
            """,
            "DROP TABLE credit_of_version_2",
            """
            CREATE INDEX credit_classified ON credit (at, wallet_id) WHERE kind <> 'topup'
            """,
        ]

    /// Every rise, every fall that took back a rise, and every fall that a person said was no spend; 0 when that was taken back.
    ///
    /// `kind = 'reversal'`: above 0 for a rise that brought back a fall, below 0 for the part of a fall that took back a rise.
    /// `reverses_at`: when the change was seen that this one undid. It stays when a person calls the row something else.
    private static let credit = """
        CREATE TABLE credit (
            at            INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799),
            wallet_id     INTEGER NOT NULL REFERENCES wallet (id),
            amount_micros INTEGER NOT NULL,
            kind          TEXT    NOT NULL,
            classified_at INTEGER CHECK (classified_at BETWEEN 0 AND 253402300799),
            reverses_at   INTEGER CHECK (reverses_at BETWEEN 0 AND at),
            revision      INTEGER NOT NULL,
            PRIMARY KEY (at, wallet_id),
            CHECK (CASE kind
                       WHEN 'topup'      THEN amount_micros > 0
                       WHEN 'refund'     THEN amount_micros > 0
                       WHEN 'withdrawal' THEN amount_micros < 0
                       WHEN 'reversal'   THEN amount_micros <> 0
                       WHEN 'correction' THEN 1
                       ELSE 0
                   END)
        ) STRICT, WITHOUT ROWID
        """
}
