import Charts
import Domain
import Reports
import TelegramAPI

/// What a chart says, and what stands under it.
struct ChartWording {
    /// A wallet of which nothing is known in the whole window, so that it is not drawn: it is named instead.
    struct Unknown {
        let name: String
        /// What it held when it was last known.
        let balance: Money
    }

    let wording: Wording
    /// Before its wallets were ranked, so that every one of them counts.
    let chart: Chart
    let unit: ChartCalendar.Unit
    let window: Window
    /// Whether some of the accounts were asked for, which are named then.
    let isFiltered: Bool
    /// The account of each of its wallets.
    let accounts: [Account]
    /// The sums, as the report over the same window has them.
    let total: CurrencyTotal
    var unknown: [Unknown] = []
    /// False where readings were thinned, so that edges are full hours.
    let isExact: Bool

    /// What the wallets behind the eighth are called together.
    var rest: String { say("остальные", "others") + " (\(max(0, chart.wallets.count - Chart.mostWallets)))" }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
    private func money(_ amount: Money) -> String { wording.money(amount, chart.currency) }

    private var title: String {
        if let account = accounts.first, accounts.allSatisfy({ $0.id == account.id }) { return account.title }
        let named = AccountNames(accounts.map { ($0.name, $0.title) }).text(wording)
        return (isFiltered ? named : say("Все аккаунты", "All accounts")) + ", " + chart.currency.code
    }

    private var dates: String {
        let last = wording.zone.date(at: max(window.from, window.until - 1))
        return wording.title(of: wording.zone.date(at: window.from)...last)
    }

    func chartWords() -> ChartWords {
        let (figures, wording, currency) = (total.figures, wording, chart.currency)
        return ChartWords(
            title: title, subtitle: dates + ", " + wording.zoneLabel(at: wording.now),
            balance: ChartWords.Heading(name: say("Остаток", "Balance"), amount: money(figures.closing), note: note),
            spend: ChartWords.Heading(name: spendName, amount: (total.isLowerBound ? "≥ " : "") + money(figures.spend)),
            topUps: figures.topUps == .zero ? nil : say("▲ пополнено ", "▲ topped up ") + money(figures.topUps),
            gapNote: say(
                "▨ нет данных; списанное за это время — в столбце после", "▨ no data; what was spent then is in the bar after it"),
            lowerBoundNote: say("≥ не меньше: пополнение скрыло часть списаний", "≥ at least: a top-up hid some of the spend"),
            partialNote: unit == .hour || unit == .day
                ? say("светлый — ещё не закончен", "pale: not over yet") : say("светлый — неполный", "pale: not whole"),
            restNote: say("остальные — только в столбцах", "others: in the bars only"),
            oldNote: say("серым — последний известный остаток", "grey: the last balance known"),
            notes: [missing].compactMap { $0 } + (isExact ? [] : [say("с точностью до часа", "to the hour")]),
            noData: say("нет данных", "no data"),
            short: { wording.axisFigure($0, step: $1) }, full: { wording.money($0, currency) })
    }

    /// Telegram's HTML, a few lines.
    var caption: String {
        let figures = total.figures
        let head = "📈 <b>" + HTMLText.escape(TextTable.printable(title).bounded(toBytes: 400)) + "</b> · " + dates
        var sums = [say("списано ", "spent ") + (total.isLowerBound ? say("от ", "from ") : "") + money(figures.spend)]
        if figures.topUps != .zero { sums.append(say("пополнено ", "topped up ") + money(figures.topUps)) }
        sums.append(say("остаток ", "balance ") + money(figures.closing) + (note.map { " (\($0))" } ?? ""))
        return ([head] + ([sums.joined(separator: " · "), missing].compactMap { $0 }.map { HTMLText.escape($0) })).joined(separator: "\n")
    }

    /// «списания не вошли, нет данных: PopAds (тогда 77,10 $)»: what the spend leaves out, and what the balance has from then.
    private var missing: String? {
        guard !unknown.isEmpty else { return nil }
        let named = unknown.prefix(3).map { wallet in
            TextTable.printable(wallet.name).bounded(toBytes: 80) + say(" (тогда ", " (then ") + money(wallet.balance) + ")"
        }
        let more = unknown.count > 3 ? say(" и ещё ", " and ") + "\(unknown.count - 3)" + say("", " more") : ""
        return say("списания не вошли, нет данных: ", "spend left out, no data: ") + named.joined(separator: ", ") + more
    }

    private var spendName: String {
        switch unit {
        case .hour: say("Списания по часам", "Spend by hour")
        case .day: say("Списания по дням", "Spend by day")
        case .week: say("Списания по неделям", "Spend by week")
        case .month: say("Списания по месяцам", "Spend by month")
        }
    }

    /// How old the balance is, or how much of it.
    private var note: String? {
        guard let old = total.old else { return nil }
        guard old.amount != total.figures.closing else { return say("на ", "as of ") + wording.timeAndDay(old.asOf) }
        return wording.old(money(old.amount), old)
    }
}

extension Wording {
    /// «12 ноя» for an axis, or «ноя 2026» for a month.
    func shortDate(_ date: CivilDate, isMonth: Bool) -> String {
        let russian = ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
        let english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let name = (language == .ru ? russian : english)[(date.month + 11) % 12]
        guard isMonth else { return language == .ru ? "\(date.day)\u{A0}\(name)" : "\(name)\u{A0}\(date.day)" }
        return (name == "мая" ? "май" : name) + "\u{A0}\(date.year)"
    }

    /// An amount for an axis whose steps are that far apart: no more decimals than tell them apart, and millions by name.
    func axisFigure(_ amount: Money, step: Money) -> String {
        let unit: Int64 = 1_000_000
        for (size, ru, en) in [(Int64(1_000_000_000), "млрд", "bn"), (1_000_000, "млн", "m")] where step.micros >= size * unit {
            return figure(Money(micros: amount.micros / size), digits: 0) + "\u{A0}" + say(ru: ru, en: en)
        }
        let digits = (0..<6).first { step.micros >= unit / [1, 10, 100, 1000, 10_000, 100_000][$0] } ?? 6
        return figure(amount, digits: digits)
    }
}
