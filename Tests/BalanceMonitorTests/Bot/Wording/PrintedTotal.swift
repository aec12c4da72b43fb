import Domain
import Testing

/// The sum of one currency as a person reads it off a report.
struct PrintedTotal {
    var opening = Money.zero
    var topUps = Money.zero
    var corrections = Money.zero
    var spent = Money.zero
    var closing = Money.zero

    /// Every total of a report's text; a line between them that is none of theirs ends one.
    static func all(in text: String, _ language: Language) throws -> [PrintedTotal] {
        let title = language == .ru ? "Итого " : "Total "
        var totals: [PrintedTotal] = []
        var isInside = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(title) {
                totals.append(PrintedTotal())
                isInside = true
            } else if isInside, line.hasPrefix("  "), let last = totals.indices.last {
                let words = line.split(separator: " ", maxSplits: 1)
                guard let label = words.first, words.count == 2, labels.contains(label) else { continue }
                totals[last].set(label, to: try Money(decimal: decimal(words[1], language)))
            } else {
                isInside = false
            }
        }
        return totals
    }

    private static func decimal(_ text: Substring, _ language: Language) -> String {
        let plain = text.replacing("от ", with: "").replacing("from ", with: "").replacing("\u{2212}", with: "-")
            .replacing("\u{202F}", with: "").replacing(" ", with: "")
        // What is not known is a dash; the sum comes out without it.
        guard plain != "—" else { return "0" }
        return String(plain.replacing(",", with: language == .ru ? "." : ""))
    }

    private mutating func set(_ label: Substring, to amount: Money) {
        switch label {
        case "было", "opening": opening = amount
        case "пополнено", "top-ups": topUps = amount
        case "корректировки", "corrections", "вывод", "withdrawals":
            corrections = (try? corrections + amount) ?? .zero
        case "списано", "spent": spent = amount
        case "стало", "closing": closing = amount
        default: break
        }
    }

    private static let labels: Set<Substring> = [
        "было", "opening", "пополнено", "top-ups", "корректировки", "corrections", "вывод", "withdrawals", "списано", "spent", "стало",
        "closing",
    ]
}
