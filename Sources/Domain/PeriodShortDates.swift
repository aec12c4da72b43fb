/// Dates without their year, as people type them on a phone: `15.11`, `1.11-15.11`, `1-15.11`, `1.11 по 15.11`.
enum PeriodShortDates {
    /// The period that begins with the first of `words`, and of how many words it is; nil for what does not look like one.
    ///
    /// Throws `PeriodError` for what does and is none.
    static func match(_ words: ArraySlice<Substring>) throws(PeriodError) -> (period: Period, length: Int)? {
        guard let first = words.first else { return nil }
        if let dash = dash(in: first) {
            guard let through = numbers(first[dash.upperBound...]), let from = numbers(first[..<dash.lowerBound]) else { return nil }
            return try span(from, through, in: String(first)).map { ($0, 1) }
        }
        guard let from = numbers(first), from.count == 2 else { return nil }
        let three = words.prefix(3)
        if three.count == 3, let mark = three.dropFirst().first, PeriodWords.dashes.contains(String(mark)), let last = three.last,
            let through = numbers(last), let period = try span(from, through, in: three.joined(separator: " "))
        {
            return (period, 3)
        }
        let day = try day(from, month: from[1], in: String(first))
        return (.recent(month: day.month, days: day.day...day.day), 1)
    }

    /// From `1.11` or `1` to `15.11`, or from `1.11` to `15`; nil where neither end has a month.
    private static func span(_ from: [Int], _ through: [Int], in text: String) throws(PeriodError) -> Period? {
        guard let month = from.count == 2 ? from[1] : through.count == 2 ? through[1] : nil else { return nil }
        let first = try day(from, month: month, in: text)
        let last = try day(through, month: through.count == 2 ? through[1] : month, in: text)
        guard first.month == last.month else { return .recentSpan(from: first, through: last) }
        guard first <= last else { throw .reversed(text) }
        return .recent(month: first.month, days: first.day...last.day)
    }

    private static func day(_ fields: [Int], month: Int, in text: String) throws(PeriodError) -> DayOfMonth {
        guard let day = DayOfMonth(month: month, day: fields[0]) else { throw .notADate(text) }
        return day
    }

    private static func dash(in word: Substring) -> Range<Substring.Index>? {
        PeriodDates.dash(in: word) ?? word.firstIndex(of: "-").map { $0..<word.index(after: $0) }
    }

    /// `15.11` or `15`, each of at most two digits; a full stop at the end is the sentence's.
    private static func numbers(_ word: Substring) -> [Int]? {
        let word = word.hasSuffix(".") ? word.dropLast() : word
        var numbers: [Int] = []
        for field in word.split(separator: ".", omittingEmptySubsequences: false) {
            guard field.count <= 2, let number = plainNumber(field) else { return nil }
            numbers.append(number)
        }
        return (1...2).contains(numbers.count) ? numbers : nil
    }
}
