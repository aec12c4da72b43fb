import Domain

extension CentralSchema {
    /// What came back was no money: a kind of credit of its own, and views that know it.
    ///
    /// A program that writes version 1 may go on: it knows no reversal, and the new column may be NULL.
    static let version2 =
        [
            "DROP VIEW IF EXISTS topups, spend_daily, spend_hourly;",
            """
            ALTER TABLE credit
                DROP CONSTRAINT credit_check,
                ADD COLUMN \(reversesAt.name) \(reversesAt.kind.type),
                ADD CHECK (\(ExportedTable.kindsOfCredit));
            """,
            // A code of a currency may have 16 characters; 12 were allowed.
            """
            ALTER TABLE wallet
                DROP CONSTRAINT wallet_currency_check,
                ADD CHECK (length(currency) BETWEEN 1 AND \(Currency.longest));
            """,
        ] + TableStatements(.credit, hasSite: true).comments
        + [ExportedView.topUps, .spendDaily, .spendHourly].flatMap(\.centralStatements)

    private static let reversesAt = ExportedTable.reversesAt
}
