/// Dates and ranges written in digits: `2026-11-05`, `05.11.2026`, `2026-11`, `2026-11-01..15`, `2026-11-01..2026-12-03`.
enum PeriodDates {
    /// The days that `word` names; nil when it does not look like a date at all, an error when it does and is none.
    static func days(_ word: Substring) throws(PeriodError) -> ClosedRange<CivilDate>? {
        guard let dash = dash(in: word) else { return try span(word) }
        guard let first = try span(word[..<dash.lowerBound]) else { return nil }
        return try range(from: first, to: word[dash.upperBound...], in: word)
    }

    /// The days from those of one word to those of another, as in `2026-11-01 — 15`.
    static func range(from first: ClosedRange<CivilDate>, to end: Substring, in text: Substring) throws(PeriodError) -> ClosedRange<
        CivilDate
    > {
        guard let last = try span(end) ?? short(end, after: first.lowerBound) else { throw .notADate(String(text)) }
        guard first.lowerBound <= last.upperBound else { throw .reversed(String(text)) }
        return first.lowerBound...last.upperBound
    }

    /// Where a range's two ends are kept apart.
    static func dash(in word: Substring) -> Range<Substring.Index>? {
        for index in word.indices {
            if "…–—".contains(word[index]) { return index..<word.index(after: index) }
            let next = word.index(after: index)
            if word[index] == ".", next < word.endIndex, word[next] == "." { return index..<word.index(after: next) }
        }
        // Between dates that are written with dots nothing else is a hyphen.
        guard word.contains("."), let hyphen = word.firstIndex(of: "-"), word.lastIndex(of: "-") == hyphen else { return nil }
        return hyphen..<word.index(after: hyphen)
    }

    /// One day, or one month of days.
    private static func span(_ word: Substring) throws(PeriodError) -> ClosedRange<CivilDate>? {
        let byDash = numbers(word, separator: "-")
        let byDot = numbers(word, separator: ".")
        let date: CivilDate?
        if let fields = byDash, fields.count == 3, fields[0].digits == 4 {
            date = CivilDate(year: fields[0].value, month: fields[1].value, day: fields[2].value)
        } else if let fields = byDot, fields.count == 3, fields[2].digits == 4 {
            date = CivilDate(year: fields[2].value, month: fields[1].value, day: fields[0].value)
        } else if let fields = byDot, fields.count == 3, fields.map(\.digits).max() == 2 {
            date = CivilDate(year: 2000 + fields[2].value, month: fields[1].value, day: fields[0].value)
        } else if let fields = byDash, fields.count == 2, fields[0].digits == 4 {
            guard let start = CivilDate(year: fields[0].value, month: fields[1].value, day: 1) else { throw .notADate(String(word)) }
            return start...start.startOfNextMonth - 1
        } else {
            return nil
        }
        guard let date else { throw .notADate(String(word)) }
        return date...date
    }

    /// `15` or `12-03`: the rest is as in the date before it.
    private static func short(_ word: Substring, after first: CivilDate) -> ClosedRange<CivilDate>? {
        guard let fields = numbers(word, separator: "-"), fields.count <= 2, fields.allSatisfy({ $0.digits <= 2 }), let day = fields.last
        else { return nil }
        let month = fields.count == 2 ? fields[0].value : first.month
        return CivilDate(year: first.year, month: month, day: day.value).map { $0...$0 }
    }

    private static func numbers(_ word: Substring, separator: Character) -> [(value: Int, digits: Int)]? {
        var numbers: [(value: Int, digits: Int)] = []
        for field in word.split(separator: separator, omittingEmptySubsequences: false) {
            guard let value = plainNumber(field), field.count <= 4 else { return nil }
            numbers.append((value, field.count))
        }
        return numbers
    }
}
