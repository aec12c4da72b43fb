import Domain
import Reports

/// A report for a terminal: one row a wallet, the sum visible from left to right, totals by currency, then what is to be known beside it.
struct ReportTable {
    let report: Report
    let heading: ReportHeading
    let wording: Wording

    /// As wide as `output` is: what does not fit goes without bars, then without columns that hold nothing, then as lines for a phone.
    func text(for output: Output) -> String {
        let line = LineWording(wording: wording, report: report)
        var blocks = [heading.lines(wording).map { $0 + "\n" }.joined()]
        if report.lines.isEmpty, report.silent.isEmpty { blocks.append(say("Нет ни одного аккаунта.", "There is no account.") + "\n") }
        if !report.lines.isEmpty {
            guard let table = table(line, within: output.width ?? .max) else {
                return ReportWording(report, heading: heading, wording: wording).text
            }
            blocks.append(table)
        }
        let notes = notes(line)
        if !notes.isEmpty { blocks.append(notes.map { output.coloured($0.text, $0.isTrouble ? .red : .yellow) + "\n" }.joined()) }
        return blocks.joined(separator: "\n")
    }

    /// The widest table that fits; nil where none does.
    private func table(_ line: LineWording, within width: Int) -> String? {
        let hasCorrections = report.lines.contains { $0.figures.adjustments != .zero }
        let withdrawals: Set<Column> = report.lines.contains { $0.figures.withdrawals != .zero } ? [] : [.withdrawals]
        let hidden: [Set<Column>] = [[], [.bars], hasCorrections ? [.bars] : [.bars, .corrections]]
        return hidden.lazy.map { table(line, without: $0.union(withdrawals)) }.first { TextTable.width(ofLines: $0) <= width }
    }

    private enum Column: Int {
        case corrections = 3
        case withdrawals = 4
        case bars = 9
    }

    private func table(_ line: LineWording, without hidden: Set<Column>) -> String {
        func kept<Item>(_ items: [Item]) -> [Item] {
            items.enumerated().filter { index, _ in !hidden.contains { $0.rawValue == index } }.map(\.element)
        }
        var table = TextTable(
            kept([
                .init(say("Аккаунт", "Account")), .init(say("было", "opening"), leansRight: true),
                .init(say("+ пополнено", "+ top-ups"), leansRight: true), .init(say("+ корректировки", "+ corrections"), leansRight: true),
                .init(say("− вывод", "− withdrawals"), leansRight: true),
                .init(say("− списано", "− spent"), leansRight: true), .init(say("= стало", "= closing"), leansRight: true), .init(""),
                .init(say("хватит", "lasts")), .init(say("по дням", "by day")),
            ]))
        let digits = digits
        for item in report.lines {
            let currency = item.wallet.currency
            table.add(
                kept(
                    [line.name(item)] + figures(item, digits[currency] ?? currency.digits) + [
                        currency.code, line.foretells(item) ? wording.runway(item.runway) : "—", Sparkline(days: item.recentDays).text,
                    ]))
        }
        for total in report.totals {
            table.add(
                kept(
                    [say("Итого ", "Total ") + total.currency.code]
                        + figures(total, digits[total.currency] ?? total.currency.digits)
                        + [total.currency.code, "", ""]))
        }
        return table.text
    }

    /// As many decimals for all amounts of a currency as show each of them exactly.
    private var digits: [Currency: Int] {
        var digits: [Currency: Int] = [:]
        let all = report.lines.map { ($0.wallet.currency, $0.figures) } + report.totals.map { ($0.currency, $0.figures) }
        for (currency, figures) in all {
            let amounts = [figures.opening, figures.topUps, figures.adjustments, figures.withdrawals, figures.spend, figures.closing]
            digits[currency] = max(digits[currency] ?? 0, wording.exactDigits(of: amounts, in: currency))
        }
        return digits
    }

    /// What nobody could read is a dash, never a 0.
    private func figures(_ item: ReportLine, _ digits: Int) -> [String] {
        var cells = figures(item.figures, item.isLowerBound, digits)
        if item.isUnknown { cells.replaceSubrange(1...4, with: Array(repeating: "—", count: 4)) }
        return cells
    }

    private func figures(_ total: CurrencyTotal, _ digits: Int) -> [String] {
        var cells = figures(total.figures, total.isLowerBound, digits)
        if total.isUnknown { cells.replaceSubrange(1...4, with: Array(repeating: "—", count: 4)) }
        return cells
    }

    private func figures(_ figures: Figures, _ isLowerBound: Bool, _ digits: Int) -> [String] {
        let bound = isLowerBound ? say("от ", "from ") : ""
        return [
            wording.figure(figures.opening, digits: digits), wording.figure(figures.topUps, digits: digits),
            wording.figure(figures.adjustments, digits: digits),
            wording.figure(Money(micros: 0 &- figures.withdrawals.micros), digits: digits),
            bound + wording.figure(figures.spend, digits: digits),
            wording.figure(figures.closing, digits: digits),
        ]
    }

    /// A line below the table; in red where data is missing.
    private struct Note {
        var text: String
        var isTrouble = false
    }

    private func notes(_ line: LineWording) -> [Note] {
        let comparison = ComparisonWording(wording: wording, window: report.window)
        func past(_ dayBefore: PastSpend?, _ weekBefore: PastSpend?, _ currency: Currency) -> [String] {
            let texts = comparison.texts(dayBefore: dayBefore, weekBefore: weekBefore) { amount in
                wording.money(amount, currency, digits: wording.exactDigits(of: [amount], in: currency))
            }
            return texts.isEmpty ? [] : [texts.joined(separator: ", ")]
        }
        var notes: [Note] = []
        for item in report.lines {
            let caveat = line.foretells(item) ? ForecastWording(wording: wording, line: item).caveat : nil
            let told = item.moved && item.outage == nil ? past(item.dayBefore, item.weekBefore, item.wallet.currency) : []
            let credits = line.creditTexts(item)
            let came = credits.isEmpty ? [] : [credits.joined(separator: ", ")]
            let texts = came + line.noteTexts(item) + [caveat].compactMap { $0 } + told
            notes += texts.map { Note(text: "\(line.name(item)): \($0)", isTrouble: item.outage != nil) }
        }
        notes += report.silent.map { Note(text: "\($0.account.title): " + line.silentText($0), isTrouble: $0.outage != nil) }
        for total in report.totals {
            let name = say("Итого ", "Total ") + total.currency.code
            notes += TotalCaveats(wording: wording, report: report).texts(total).map {
                Note(text: name + ": " + $0, isTrouble: total.hasUnknown)
            }
            notes += (total.old == nil ? past(total.dayBefore, total.weekBefore, total.currency) : []).map { Note(text: name + ": " + $0) }
        }
        notes += report.unsummed.map { Note(text: wording.unsummed($0), isTrouble: true) }
        for total in report.totals {
            guard let old = total.old else { continue }
            let amount = wording.money(old.amount, total.currency, digits: wording.exactDigits(of: [old.amount], in: total.currency))
            notes.append(
                Note(text: say("Итого ", "Total ") + total.currency.code + ": " + wording.old(amount, old), isTrouble: true))
        }
        if report.totals.contains(where: { !$0.figures.isBalanced }) || report.lines.contains(where: { !$0.figures.isBalanced }) {
            let words = say(
                "⚠️ сумма не сходится: выполните `balance-monitor verify`", "⚠️ the sum does not come out: run `balance-monitor verify`")
            notes.append(Note(text: words, isTrouble: true))
        }
        return notes.map { Note(text: TextTable.printable($0.text), isTrouble: $0.isTrouble) }
    }

    private func say(_ russian: String, _ english: String) -> String { wording.say(ru: russian, en: english) }
}
