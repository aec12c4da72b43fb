import Domain
import Reports

/// The money of one currency in words: a sum that comes out, to the last decimal that is there.
struct TotalWording {
    let wording: Wording
    let total: CurrencyTotal
    /// What the total is part of.
    let report: Report

    var lines: [String] {
        let figures = total.figures
        let amounts = [
            figures.opening, figures.topUps, figures.adjustments, figures.withdrawals, figures.spend, figures.closing, figures.returned,
            figures.takenBack,
        ]
        let digits = wording.exactDigits(of: amounts + [total.old?.amount].compactMap { $0 }, in: total.currency)
        let bound = total.isLowerBound ? wording.say(ru: "от ", en: "from ") : ""
        var rows = [
            (wording.say(ru: "было", en: "opening"), wording.figure(figures.opening, digits: digits)),
            (wording.say(ru: "пополнено", en: "top-ups"), total.isUnknown ? "—" : wording.figure(figures.topUps, digits: digits)),
        ]
        // By the names that the lines of wallets have for them.
        if figures.adjustments != .zero {
            rows.append((wording.say(ru: "корректировки", en: "corrections"), wording.figure(figures.adjustments, digits: digits)))
        }
        if figures.withdrawals != .zero {
            rows.append((wording.say(ru: "вывод", en: "withdrawals"), wording.figure(figures.withdrawals, digits: digits)))
        }
        rows.append(
            (wording.say(ru: "списано", en: "spent"), total.isUnknown ? "—" : bound + wording.figure(figures.spend, digits: digits)))
        rows.append((wording.say(ru: "стало", en: "closing"), wording.figure(figures.closing, digits: digits)))
        let labels = rows.map { TextTable.width($0.0) }.max() ?? 0
        let values = rows.map { TextTable.width($0.1) }.max() ?? 0
        var lines = [wording.say(ru: "Итого ", en: "Total ") + total.currency.code]
        for (label, value) in rows {
            let padding = String(repeating: " ", count: labels - TextTable.width(label) + 1 + values - TextTable.width(value))
            lines.append("  " + label + padding + value)
        }
        lines += reversals(figures) { wording.figure($0, digits: digits) }
        let caveats = TotalCaveats(wording: wording, report: report).texts(total)
        lines += (wording.hiding(total.hiding) + caveats).flatMap { Columns.wrapped($0, indent: true) }
        if let old = total.old {
            lines += Columns.wrapped(wording.old(wording.figure(old.amount, digits: digits), old), indent: true)
        }
        let comparison = ComparisonWording(wording: wording, window: report.window)
        // A part that is missing today cannot be compared.
        lines +=
            total.old != nil
            ? []
            : comparison.texts(dayBefore: total.dayBefore, weekBefore: total.weekBefore) {
                wording.figure($0, digits: max(digits, wording.exactDigits(of: [$0], in: total.currency)))
            }.flatMap { Columns.wrapped($0, indent: true) }
        if !figures.isBalanced {
            lines += Columns.wrapped(
                wording.say(ru: "⚠️ сумма не сходится: сообщите администратору", en: "⚠️ the sum does not come out: tell the administrator"),
                indent: true)
        }
        return lines
    }

    /// What came back and was no money: the sum above leaves it out.
    private func reversals(_ figures: Figures, _ text: (Money) -> String) -> [String] {
        guard !total.isUnknown else { return [] }
        var parts: [String] = []
        if figures.returned != .zero {
            parts.append(wording.say(ru: "вернулось списанного ", en: "spend that came back ") + text(figures.returned))
        }
        if figures.takenBack != .zero {
            parts.append(wording.say(ru: "отменено зачислений ", en: "top-ups taken back ") + text(figures.takenBack.magnitude))
        }
        guard !parts.isEmpty else { return [] }
        return Columns.wrapped(
            wording.say(ru: "не считая: ", en: "not counting ") + parts.joined(separator: ", "), indent: true)
    }
}

extension Wording {
    /// Why a currency has no total, and what to look at; one sentence.
    func unsummed(_ currency: Currency) -> String {
        say(
            ru: "Итого \(currency.code): сумма не помещается (больше 9 трлн), поэтому её нет; проверьте, верны ли остатки",
            en: "Total \(currency.code): the sum does not fit (over 9 trillion), so there is none; see whether the balances are right")
    }
}
