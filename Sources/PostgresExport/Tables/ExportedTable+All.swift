extension ExportedTable {
    /// Every table that is exported, each after those that it points to.
    ///
    /// It is the ledger and nothing else. People, chats, invitations, messages and what was reported to whom stay at home: they are
    /// personal, and no figure needs them. Of `meta` only what dates and names the ledger goes along, so that a note added later does not.
    package static let all = [account, wallet, reading, hour, frame, credit, gap, glitch, day, meta]

    static let account = ExportedTable(
        "account", "An account at an advertising network.", key: ["id"], growth: .revised,
        columns: [
            .init("id", .id), .init("name", .text, "The name in the configuration."), .init("network", .text), .init("title", .text),
            .init("created_at", .instant), .init("retired_at", .instant, nullable: true, "When it was taken out of the configuration."),
            .init("revision", .number, "Raised by each change of any row of this database."),
        ], unique: [["name"]], checks: ["name <> ''", "network <> ''"])

    static let wallet = ExportedTable(
        "wallet", "A balance of an account in one currency.", key: ["id"], growth: .revised,
        columns: [
            .init("id", .id), .init("account_id", .id), .init("key", .text, "Which of the account's balances."),
            .init("title", .text, nullable: true), .init("currency", .text), .init("opened_at", .instant),
            .init("opening_micros", .money, "The first balance that was read."),
            .init("vanished_at", .instant, nullable: true, "Since when the network does not show it."),
            .init("overdrawn_at", .instant, nullable: true, "Since when the balance is below 0."),
            .init("held_at", .instant, nullable: true, "Since when a change by a factor of 100, 1,000 or 1,000,000 waits for a person."),
            .init("held_verdict", .text, nullable: true),
            .init("unit_shift", .number, "Powers of ten between the network's unit and ours."),
            .init("revision", .number),
        ], unique: [["account_id", "key", "currency"]], references: [.init(column: "account_id", table: "account", target: "id")],
        checks: [
            "key <> ''", "length(currency) BETWEEN 1 AND 16", "unit_shift BETWEEN -12 AND 12",
            "held_verdict IS NULL OR (held_verdict IN ('money', 'unit') AND held_at IS NOT NULL)",
        ])

    static let reading = ExportedTable(
        "reading", "Every change of a balance. Old ones are deleted, their hours stay.", key: ["at", "wallet_id"], growth: .atEnd(of: "at"),
        columns: [.init("at", .instant, "When the network was asked.")] + values, references: [toWallet], checks: valueChecks)

    static let hour = ExportedTable(
        "hour", "What a wallet that changed in a UTC hour held at its end.", key: ["hour", "wallet_id"], growth: .atEnd(of: "hour"),
        columns: [.init("hour", .instant, "The end of the hour.")] + values, references: [toWallet],
        checks: ["date_trunc('hour', hour, 'UTC') = hour"] + valueChecks)

    static let frame = ExportedTable(
        "frame", "The hours whose closing holds every wallet there was.", key: ["hour"], growth: .atEnd(of: "hour"),
        columns: [.init("hour", .instant)], checks: ["date_trunc('hour', hour, 'UTC') = hour"])

    static let credit = ExportedTable(
        "credit", "Every rise of a balance, and every fall that took back a rise or that a person said was no spend.",
        key: ["at", "wallet_id"], growth: .revised,
        columns: [
            .init("at", .instant), .init("wallet_id", .id), .init("amount_micros", .money, "Below 0 for a fall."), .init("kind", .text),
            .init("classified_at", .instant, nullable: true, "When a person last said what it was."), reversesAt,
            .init("revision", .number),
        ], references: [toWallet], checks: [kindsOfCredit])

    /// When the change was seen that a credit undid; NULL where it undid none.
    static let reversesAt = ExportedColumn("reverses_at", .instant, nullable: true, "When the change was seen that this one undid.")

    /// Which amounts a kind of credit may have.
    static let kindsOfCredit = """
        CASE kind WHEN 'topup' THEN amount > 0 WHEN 'refund' THEN amount > 0 WHEN 'withdrawal' THEN amount < 0 \
        WHEN 'reversal' THEN amount <> 0 WHEN 'correction' THEN true ELSE false END
        """

    static let gap = ExportedTable(
        "gap", "When no balance could be read.", key: ["id"], growth: .revised,
        columns: [
            .init("id", .id), .init("account_id", .id, nullable: true, "NULL: the program was off, for every account."),
            .init("from_at", .instant), .init("until_at", .instant, nullable: true, "NULL while it lasts."), .init("reason", .text),
            .init("detail", .text), .init("rose", .flag, "Whether the balance rose meanwhile, so that the spend is a lower bound."),
            .init("revision", .number),
        ], references: [.init(column: "account_id", table: "account", target: "id")],
        checks: ["until_at >= from_at", "reason <> ''"], indexes: [["until_at"]])

    static let glitch = ExportedTable(
        "glitch", "Balances that the next reading proved to be a fault of the network's; no money moved.", key: ["at", "wallet_id"],
        growth: .revised,
        columns: [
            .init("at", .instant), .init("wallet_id", .id), .init("balance_micros", .money), .init("reason", .text),
            .init("revision", .number),
        ], references: [toWallet], checks: ["reason <> ''"])

    static let day = ExportedTable(
        "day", "The days of the reports' time zone.", key: ["date"], growth: .whole,
        columns: [.init("date", .date), .init("starts_at", .instant), .init("ends_at", .instant, "The start of the next day.")],
        checks: ["ends_at > starts_at"])

    static let meta = ExportedTable(
        "meta", "Notes of the program; instants are epoch seconds.", key: ["name"], growth: .whole,
        columns: [.init("name", .text), .init("value", .text)],
        filter: "name IN ('site_id', 'generation', 'schema_version', 'revision', 'last_sweep', 'thinned_until')")

    static let toWallet = Reference(column: "wallet_id", table: "wallet", target: "id")

    private static let values: [ExportedColumn] = [
        .init("wallet_id", .id), .init("balance_micros", .money),
        .init("spent_micros", .money, "The sum of all falls since the wallet was opened."),
        .init("credited_micros", .money, "The sum of all rises since then."),
    ]
    private static let valueChecks = ["spent >= 0", "credited >= 0"]
}
