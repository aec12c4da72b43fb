import Domain

/// A report as a person reads it, taken apart again.
struct ReportText: Hashable {
    /// The sum of one currency, in micros.
    struct Total: Hashable {
        var currency: String
        var opening: Int64
        var topUps: Int64
        var corrections: Int64
        var spend: Int64
        var closing: Int64

        var isBalanced: Bool { opening + topUps + corrections - spend == closing }
    }

    /// `10:15 · сб, 22 ноября`: which report it is.
    let name: String
    /// Whether it says that it may be there twice.
    let isMarkedAsRepeat: Bool
    let text: String

    /// Nil for a message that is no scheduled report.
    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let title = lines.prefix(2).first { $0.hasPrefix("📊 Отчёт ") || $0.hasPrefix("📊 Report ") }
        guard let title, title.contains(" · "), case let name = title.split(separator: " ", maxSplits: 2)[2],
            name.first?.isNumber == true
        else { return nil }
        self.name = String(name)
        isMarkedAsRepeat = lines[0].contains("возможен повтор")
        self.text = text
    }

    /// The blocks that begin with «Итого», one a currency.
    var totals: [Total] {
        var totals: [Total] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Итого ") {
                totals.append(
                    Total(currency: String(line.dropFirst(6)), opening: 0, topUps: 0, corrections: 0, spend: 0, closing: 0))
                continue
            }
            let words = line.split(separator: " ")
            guard words.count >= 2, !totals.isEmpty, let amount = words.last.flatMap({ Self.micros($0) }) else { continue }
            let last = totals.count - 1
            switch words[0] {
            case "было": totals[last].opening = amount
            case "пополнено": totals[last].topUps = amount
            case "корректировки", "вывод": totals[last].corrections += amount
            case "списано": totals[last].spend = amount
            case "стало": totals[last].closing = amount
            default: continue
            }
        }
        return totals
    }

    /// `1 234,56` with its narrow no-break space and its true minus.
    static func micros(_ text: Substring) -> Int64? {
        let plain = text.filter { $0 != "\u{202F}" && $0 != "\u{2212}" }
        let halves = plain.split(separator: ",", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let whole = Int64(halves[0]) else { return nil }
        let decimals = halves.count == 2 ? halves[1] : ""
        guard decimals.count <= 6, let part = Int64(decimals + String(repeating: "0", count: 6 - decimals.count)) else { return nil }
        return (whole * 1_000_000 + part) * (text.hasPrefix("\u{2212}") ? -1 : 1)
    }
}
