import Domain
import Reports
import TelegramAPI

/// Balances alone, with their age where they are old.
struct BalanceWording {
    let report: Report
    let wording: Wording
    let polledAt: Instant?
    /// The names of the accounts that were asked for; nil when it is about all.
    var filter: String?

    /// Plain lines, as a terminal shows them.
    var text: String { (heading + [""] + entries.flatMap { $0 }).map { $0 + "\n" }.joined() }

    /// Blocks of Telegram's HTML: the heading, then boxes of whole entries.
    var blocks: [String] { [HTMLText.escape(heading.joined(separator: "\n"))] + Boxes.blocks(of: entries) }

    private var entries: [[String]] {
        let line = LineWording(wording: wording, report: report)
        var entries: [[String]] = []
        for item in report.lines {
            let sound = item.outage == nil && item.goneSince == nil && item.doubt == nil
            entries.append(sound ? Columns.line(line.name(item), money(item.figures.closing, item.wallet.currency)) : line.still(item))
        }
        entries += report.silent.map(line.silent)
        for total in report.totals {
            var lines =
                [""]
                + Columns.line(wording.say(ru: "Итого ", en: "Total ") + total.currency.code, money(total.figures.closing, total.currency))
            if let old = total.old {
                lines += Columns.wrapped(wording.old(money(old.amount, total.currency), old), indent: true)
            }
            entries.append(lines)
        }
        entries += report.unsummed.map { [""] + Columns.wrapped("⚠️ " + wording.unsummed($0)) }
        if entries.isEmpty { entries = [[wording.say(ru: "Нет ни одного аккаунта.", en: "There is no account.")]] }
        return entries
    }

    private var heading: [String] {
        let polled = polledAt.map { wording.say(ru: "опрос в ", en: "polled at ") + wording.timeAndDay($0) }
        let title =
            "💰 " + wording.say(ru: "Остатки", en: "Balances")
            + " · " + (polled ?? wording.say(ru: "опроса ещё не было", en: "not polled yet"))
        let only = filter.map { [wording.say(ru: "только: ", en: "only: ") + TextTable.printable($0)] } ?? []
        return ([title] + only).flatMap { Columns.wrapped($0) }
    }

    private func money(_ amount: Money, _ currency: Currency) -> String {
        wording.money(amount, currency, digits: wording.exactDigits(of: [amount], in: currency))
    }
}
