import Domain
import Reports

/// What a total leaves out, since nobody could read it or nobody watched it yet; a part that is not known is named, never counted as 0.
struct TotalCaveats {
    /// How many wallets are named one by one.
    private static let named = 3

    let wording: Wording
    let report: Report

    /// «без PopAds: нет данных», «данные только с 12:00 5 ноября», «не с начала: Kadam».
    func texts(_ total: CurrencyTotal) -> [String] {
        let lines = report.lines.filter { $0.wallet.currency == total.currency }
        var texts: [String] = []
        let unknown = lines.filter(\.isUnknown)
        // Where nothing is known at all the sum is a dash already.
        if !unknown.isEmpty, !total.isUnknown {
            texts.append(wording.say(ru: "без ", en: "without ") + names(unknown) + wording.say(ru: ": нет данных", en: ": no data"))
        }
        let later = lines.filter { $0.openedAt != nil }
        if let since = later.compactMap(\.openedAt).min() {
            texts.append(
                later.count == lines.count
                    ? wording.say(ru: "данные только с ", en: "data only since ") + wording.timeAndDay(since)
                    : wording.say(ru: "не с начала: ", en: "not from the beginning: ") + names(later))
        }
        return texts
    }

    private func names(_ lines: [ReportLine]) -> String {
        let words = LineWording(wording: wording, report: report)
        let names = lines.prefix(Self.named).map { words.name($0).replacing(" ", with: "\u{A0}") }.joined(separator: ", ")
        let rest = lines.count - Self.named
        return names + (rest > 0 ? wording.say(ru: " и ещё \(rest)", en: " and \(rest) more") : "")
    }
}

extension Wording {
    /// «из них 77,10 на 08:40», «на 01:13–08:40» where the old balances are not of one minute; `amount` is its figure.
    func old(_ amount: String, _ old: CurrencyTotal.OldMoney) -> String {
        say(ru: "из них ", en: "of that ") + amount + say(ru: " на ", en: " as of ") + timeAndDay(old.asOf)
    }
}
