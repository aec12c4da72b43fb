/// The headings of a spreadsheet, and its kinds of changes, in Russian: by the words that the reports have for them.
enum FileHeading {
    /// The heading of the column `name`; the name itself where there is none.
    static func russian(_ name: String) -> String { headings[name] ?? name }

    /// A change's kind as SQLite is to write it.
    static func kind(_ column: String) -> String {
        let cases = [
            ("topup", "пополнение"), ("refund", "возврат"), ("correction", "корректировка"), ("withdrawal", "вывод"),
            ("reversal", "отмена"),
        ]
        return "CASE \(column) " + cases.map { "WHEN '\($0.0)' THEN '\($0.1)' " }.joined() + "ELSE \(column) END"
    }

    private static let headings = [
        "at": "Время", "hour": "Час", "date": "Дата", "account": "Аккаунт", "title": "Название", "network": "Сеть", "wallet": "Кошелёк",
        "wallet_title": "Название кошелька", "currency": "Валюта", "balance": "Остаток", "spent_total": "Списано всего",
        "credited_total": "Поступило всего", "opening": "Было", "topups": "Пополнено", "refunds": "Возвраты",
        "corrections": "Корректировки", "withdrawals": "Вывод", "spend": "Списано", "closing": "Стало", "gap_seconds": "Нет данных, сек.",
        "lower_bound": "Могло быть больше", "amount": "Сумма", "kind": "Что это", "classified_at": "Уточнено",
        "reversals": "Отмены", "reverses_at": "Что отменено",
    ]
}
