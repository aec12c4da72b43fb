import Domain
import Reports

/// A report for a terminal: one row a wallet, the sum visible from left to right, totals by currency, then what is to be known beside it.
struct ReportTable {
    let report: Report
    let heading: ReportHeading
    let wording: Wording

    var text: String {
        let line = LineWording(wording: wording, report: report)
        var blocks = [heading.lines(wording).map { $0 + "\n" }.joined()]
        if report.lines.isEmpty, report.silent.isEmpty { blocks.append(say("Нет ни одного аккаунта.", "There is no account.") + "\n") }
        if !report.lines.isEmpty { blocks.append(table(line)) }
        let notes = notes(line)
        if !notes.isEmpty { blocks.append(notes.map { $0 + "\n" }.joined()) }
        return blocks.joined(separator: "\n")
    }

    private func table(_ line: LineWording) -> String {
        var table = TextTable([
            .init(say("Аккаунт", "Account")), .init(say("было", "opening"), leansRight: true),
            .init(say("+ пополнено", "+ top-ups"), leansRight: true), .init(say("+ поправки", "+ corrections"), leansRight: true),
            .init(say("− списано", "− spent"), leansRight: true), .init(say("= стало", "= closing"), leansRight: true), .init(""),
            .init(say("хватит", "lasts")),
        ])
        let digits = digits
        for item in report.lines {
            let currency = item.wallet.currency
            table.add(
                [line.name(item)] + figures(item, digits[currency] ?? currency.digits) + [
                    currency.code, line.foretells(item) ? runway(item.runway) : "—",
                ])
        }
        for total in report.totals {
            table.add(
                [say("Итого ", "Total ") + total.currency.code]
                    + figures(total.figures, total.isLowerBound, digits[total.currency] ?? total.currency.digits) + [total.currency.code])
        }
        return table.text
    }

    /// As many decimals for all amounts of a currency as show each of them exactly.
    private var digits: [Currency: Int] {
        var digits: [Currency: Int] = [:]
        let all = report.lines.map { ($0.wallet.currency, $0.figures) } + report.totals.map { ($0.currency, $0.figures) }
        for (currency, figures) in all {
            let amounts = [figures.opening, figures.topUps, figures.corrections, figures.spend, figures.closing]
            digits[currency] = max(digits[currency] ?? 0, wording.exactDigits(of: amounts, in: currency))
        }
        return digits
    }

    /// What nobody could read is a dash, never a 0.
    private func figures(_ item: ReportLine, _ digits: Int) -> [String] {
        var cells = figures(item.figures, item.isLowerBound, digits)
        if item.isUnknown { (cells[1], cells[2], cells[3]) = ("—", "—", "—") }
        return cells
    }

    private func figures(_ figures: Figures, _ isLowerBound: Bool, _ digits: Int) -> [String] {
        let bound = isLowerBound ? say("от ", "from ") : ""
        return [
            wording.figure(figures.opening, digits: digits), wording.figure(figures.topUps, digits: digits),
            wording.figure(figures.corrections, digits: digits), bound + wording.figure(figures.spend, digits: digits),
            wording.figure(figures.closing, digits: digits),
        ]
    }

    private func runway(_ runway: Runway) -> String {
        switch runway {
        case .empty, .until, .beyond: wording.runway(runway)
        case .tooLittleData, .noSpend: "—"
        }
    }

    private func notes(_ line: LineWording) -> [String] {
        var notes = report.lines.flatMap { item in line.noteTexts(item).map { "\(line.name(item)): \($0)" } }
        notes += report.silent.map { "\($0.account.title): " + line.silentText($0) }
        for total in report.totals {
            guard let old = total.old else { continue }
            notes.append(
                say("Итого ", "Total ") + total.currency.code + ": " + say("из них ", "of that ")
                    + wording.money(old.amount, total.currency, digits: wording.exactDigits(of: [old.amount], in: total.currency))
                    + say(" на ", " as of ") + wording.timeAndDay(old.asOf))
        }
        if report.totals.contains(where: { !$0.figures.isBalanced }) || report.lines.contains(where: { !$0.figures.isBalanced }) {
            notes.append(
                say("⚠️ сумма не сходится: выполните `balance-monitor verify`", "⚠️ the sum does not come out: run `balance-monitor verify`"))
        }
        return notes.map(TextTable.printable)
    }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
}
