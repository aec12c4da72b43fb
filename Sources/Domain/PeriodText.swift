extension Period {
    /// Finds the period in what a person typed after `/stat`, in Russian or English; the other words are the filter, as typed.
    ///
    /// `period` is nil when none was named, or `сейчас`: the report as of now. Throws `PeriodError` for what looks like a date and is none.
    package static func parse(_ text: some StringProtocol) throws(PeriodError) -> (period: Period?, filter: [String]) {
        let typed = String(text).split { $0.isWhitespace }.map { String($0) }
        let words = typed.map { word in Substring(String(word.lowercased().map { $0 == "ё" ? "е" : $0 })) }
        for start in words.indices {
            guard let match = try match(words[start...]) else { continue }
            var before = typed[..<start]
            while let last = before.last, PeriodWords.prepositions.contains(last.lowercased()) { before.removeLast() }
            return (match.period, Array(before) + typed[(start + match.length)...])
        }
        return (nil, typed)
    }

    private typealias Match = (period: Period?, length: Int)

    /// The period that begins with the first of `words`, and of how many words it is.
    private static func match(_ words: ArraySlice<Substring>) throws(PeriodError) -> Match? {
        guard let first = words.first else { return nil }
        if PeriodWords.now.contains(String(first)) { return (nil, 1) }
        if let count = PeriodWords.daysAgo[String(first)] { return (.daysAgo(count), 1) }
        if let match = try dates(words) { return match }
        if let match = try PeriodShortDates.match(words) { return match }
        if let match = try days(words) { return match }
        if let match = try month(words) { return match }
        if PeriodWords.months.contains(String(first)) { return (.monthsAgo(0), 1) }
        guard let second = words.dropFirst().first.map({ String($0) }) else { return nil }
        let isMonth = PeriodWords.months.contains(second)
        guard isMonth || PeriodWords.weeks.contains(second) else { return nil }
        let word = String(first)
        let ago =
            PeriodWords.present.contains(word) ? 0 : PeriodWords.previous.contains(word) ? 1 : PeriodWords.next.contains(word) ? -1 : nil
        return ago.map { (isMonth ? .monthsAgo($0) : .weeksAgo($0), 2) }
    }

    /// `2026-11-01..15`, in one word or three.
    private static func dates(_ words: ArraySlice<Substring>) throws(PeriodError) -> Match? {
        let three = words.prefix(3)
        guard let first = three.first, let days = try PeriodDates.days(first) else { return nil }
        guard three.count == 3, let dash = three.dropFirst().first, let last = three.last, PeriodWords.dashes.contains(String(dash)) else {
            return (.days(days), 1)
        }
        return (.days(try PeriodDates.range(from: days, to: last, in: Substring(three.joined(separator: " ")))), 3)
    }

    /// `7д`, `7 дней`, `2 недели`, `неделю`.
    private static func days(_ words: ArraySlice<Substring>) throws(PeriodError) -> Match? {
        guard let first = words.first else { return nil }
        if PeriodWords.weeks.contains(String(first)) { return (.lastDays(7), 1) }
        let digits = first.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        var unit = first.dropFirst(digits.count)
        let length = unit.isEmpty ? 2 : 1
        if unit.isEmpty { unit = words.dropFirst().first ?? "" }
        if unit.hasSuffix(".") { unit.removeLast() }
        let isWeeks = PeriodWords.weekUnits.contains(String(unit))
        guard isWeeks || PeriodWords.dayUnits.contains(String(unit)) else { return nil }
        guard let count = plainNumber(digits), (1...longest).contains(count * (isWeeks ? 7 : 1)) else {
            throw .length(words.prefix(length).joined(separator: " "))
        }
        return (.lastDays(count * (isWeeks ? 7 : 1)), length)
    }

    /// `ноябрь`, `ноябрь 2025`, `5 ноября`, `1-15 ноября 2025 г.`, `november 5`.
    private static func month(_ words: ArraySlice<Substring>) throws(PeriodError) -> Match? {
        guard let first = words.first else { return nil }
        var days = dayRange(first)
        var length = days == nil ? 1 : 2
        guard words.count >= length, let month = PeriodWords.month(words[words.startIndex + length - 1]) else { return nil }
        if days == nil, let next = words.dropFirst(length).first, let day = dayRange(next) {
            days = day
            length += 1
        }
        var year: Int?
        if let next = words.dropFirst(length).first, next.count == 4, let number = plainNumber(next) {
            year = number
            length += 1
            if let mark = words.dropFirst(length).first, PeriodWords.yearMarks.contains(String(mark.filter { $0 != "." })) { length += 1 }
        }
        let text = words.prefix(length).joined(separator: " ")
        if let days, days.from > days.through { throw .reversed(text) }
        // 2000 had every day that any year has.
        let last = days?.through ?? CivilDate.days(in: month, of: year ?? 2000)
        guard let from = CivilDate(year: year ?? 2000, month: month, day: days?.from ?? 1),
            let through = CivilDate(year: year ?? 2000, month: month, day: last)
        else { throw .notADate(text) }
        if year != nil { return (.days(from...through), length) }
        return (.recent(month: month, days: days.map { $0.from...$0.through }), length)
    }

    /// `5`, `1-15`, `1..15`, `1–15`.
    private static func dayRange(_ word: Substring) -> (from: Int, through: Int)? {
        if word.count <= 2, let day = plainNumber(word) { return (day, day) }
        let dash = PeriodDates.dash(in: word) ?? word.firstIndex(of: "-").map { $0..<word.index(after: $0) }
        guard let dash, word.count <= 6, let from = plainNumber(word[..<dash.lowerBound]),
            let through = plainNumber(word[dash.upperBound...]),
            from <= 99, through <= 99
        else { return nil }
        return (from, through)
    }
}

extension Period {
    /// The whole of a year that is written as four digits from 2000 on, for a word that is nothing else: a name may hold such a number, too.
    package static func year(_ word: some StringProtocol) -> Period? {
        guard word.count == 4, let year = plainNumber(Substring(word)), year >= 2000, let first = CivilDate(year: year, month: 1, day: 1),
            let last = CivilDate(year: year, month: 12, day: 31)
        else { return nil }
        return .days(first...last)
    }

    /// «год» and the like, which may stand behind a year.
    package static var yearMarks: Set<String> { PeriodWords.yearMarks }

    /// The words of one kind or another that periods are named by, for a guess at what somebody mistyped.
    package static var vocabulary: [String] { PeriodWords.vocabulary }
}
