import Domain

/// What can be written as a file: columns with names for people and programs, over the history's tables and views.
package enum FileTable: String, CaseIterable, Sendable {
    /// Every change of a balance.
    case readings
    /// Spend and top-ups of each UTC hour in which something moved; `lower_bound` where more may have been spent.
    case hours
    /// Opening, spend, top-ups and closing of each day of the reports' time zone, and how many seconds of it are not known.
    case days
    /// Rises, and falls that a person said were no spend.
    case credits

    /// One column of a file.
    struct Column: Hashable {
        enum Kind: Hashable {
            /// Epoch seconds.
            case instant
            /// `2026-11-22`.
            case date
            /// Micros.
            case money
            /// An exact decimal with a point, as the views write it.
            case decimal
            /// A whole number that counts.
            case number
            /// 0 or 1; in JSON a truth value.
            case flag
            case text

            /// Whether the row's writer puts it into quotation marks there; a text does that by itself.
            var isQuotedInJSON: Bool {
                switch self {
                case .instant, .date, .money, .decimal: true
                case .number, .flag, .text: false
                }
            }
        }

        let name: String
        let kind: Kind
        /// In SQLite's words.
        let expression: String

        init(_ name: String, _ kind: Kind, _ expression: String? = nil) {
            self.name = name
            self.kind = kind
            self.expression = expression ?? name
        }
    }

    private var columns: [Column] {
        switch self {
        case .readings:
            [.init("at", .instant, "r.at")] + Self.names + [
                .init("balance", .money, "r.balance_micros"), .init("spent_total", .money, "r.spent_micros"),
                .init("credited_total", .money, "r.credited_micros"),
            ]
        case .hours:
            [.init("hour", .instant, Self.hourStart)] + Self.viewNames
                + ["spend", "topups", "closing"].map { Column($0, .decimal) } + [.init("lower_bound", .flag)]
        case .days:
            [.init("date", .date)] + Self.viewNames
                + ["opening", "topups", "refunds", "corrections", "withdrawals", "spend", "closing"].map { Column($0, .decimal) }
                + [.init("gap_seconds", .number), .init("lower_bound", .flag), .init("reversals", .decimal)]
        case .credits:
            [.init("at", .instant, "c.at")] + Self.names + [
                .init("amount", .money, "c.amount_micros"), .init("kind", .text, "c.kind"),
                .init("classified_at", .instant, "c.classified_at"), .init("reverses_at", .instant, "c.reverses_at"),
            ]
        }
    }

    /// The columns of a file in `format`: one for people names accounts and wallets by their titles, too.
    func columns(for format: FileFormat) -> [Column] {
        guard case .excel(_, let language) = format else { return columns }
        return columns.flatMap { column in
            switch (column.name, self) {
            case ("account", .hours), ("account", .days): [column, Column("title", .text, title)]
            case ("wallet", _): [column, Column("wallet_title", .text, walletTitle)]
            case ("kind", _) where language == .ru: [Column("kind", .text, FileHeading.kind("c.kind"))]
            default: [column]
            }
        }
    }

    /// The statement, whose two parameters are the window's edges.
    func select(for format: FileFormat) -> String {
        "SELECT \(columns(for: format).map(\.expression).joined(separator: ", "))\n\(source)"
    }

    /// The view that makes the rows; nil where a table does.
    private var view: String? {
        switch self {
        case .hours: "spend_hourly"
        case .days: "spend_daily"
        case .readings, .credits: nil
        }
    }

    private var title: String {
        view.map { "(SELECT t.title FROM account AS t WHERE t.name = \($0).account)" } ?? "a.title"
    }

    private var walletTitle: String {
        view.map { view in
            """
            (SELECT p.title FROM wallet AS p JOIN account AS t ON t.id = p.account_id
                WHERE t.name = \(view).account AND p.key = \(view).wallet AND p.currency = \(view).currency)
            """
        } ?? "w.title"
    }

    private var source: String {
        switch self {
        case .readings:
            // CROSS JOIN keeps the order in which the rows lie, so that nothing has to be sorted.
            """
            FROM reading AS r
            CROSS JOIN wallet AS w ON w.id = r.wallet_id
            CROSS JOIN account AS a ON a.id = w.account_id
            WHERE r.at > ? AND r.at <= ?
            ORDER BY r.at, r.wallet_id
            """
        case .hours:
            """
            FROM spend_hourly
            WHERE \(Self.hourStart) >= ? AND \(Self.hourStart) < ?
            ORDER BY 1, account, wallet, currency
            """
        case .days:
            """
            FROM spend_daily
            WHERE date IN (SELECT date FROM day WHERE starts_at >= ? AND ends_at <= ?)
            ORDER BY date, account, wallet, currency
            """
        case .credits:
            """
            FROM credit AS c
            CROSS JOIN wallet AS w ON w.id = c.wallet_id
            CROSS JOIN account AS a ON a.id = w.account_id
            WHERE c.at > ? AND c.at <= ?
            ORDER BY c.at, c.wallet_id
            """
        }
    }

    private static let hourStart = "CAST(strftime('%s', hour_utc) AS INTEGER)"
    private static let names = [
        Column("account", .text, "a.name"), Column("title", .text, "a.title"), Column("network", .text, "a.network"),
        Column("wallet", .text, "w.key"), Column("currency", .text, "w.currency"),
    ]
    private static let viewNames = ["account", "network", "wallet", "currency"].map { Column($0, .text) }
}
