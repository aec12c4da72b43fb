package import Domain

/// Periods as people name them, and why one could not be answered.
extension Wording {
    /// «вчера, 21 ноября», «1–15 ноября», «28 октября – 3 ноября», «ноябрь», «ноябрь 2025»: the days themselves, so that nothing is left to guess.
    package func title(of dates: ClosedRange<CivilDate>) -> String {
        let (first, last) = (dates.lowerBound, dates.upperBound)
        if first == last { return abs(first - today) <= 1 ? day(first) + ", " + date(first) : weekdayAndDate(first) }
        guard first.year == last.year, first.month == last.month else {
            // The year is said once where both ends share it.
            let start = first.year == last.year ? "\(first.day) " + monthOfDate(first.month) : self.date(first)
            return start + " – " + self.date(last)
        }
        if isWholeMonth(dates) {
            return monthName(first.month) + (first.year == today.year ? "" : " \(first.year)")
        }
        return "\(first.day)–" + date(last)
    }

    /// Whether the days are those of one month of the calendar.
    func isWholeMonth(_ dates: ClosedRange<CivilDate>) -> Bool {
        dates.lowerBound.day == 1 && dates.upperBound + 1 == dates.lowerBound.startOfNextMonth
    }

    /// What was wrong with a period, and what to write instead.
    package func explain(_ error: PeriodError) -> String {
        switch error {
        case .notADate(let text):
            say(
                ru: "«\(text.bounded(toBytes: 80))» — не дата. Можно так: 2026-11-22, 2026-11, 2026-11-01..15, вчера, 7д, ноябрь.",
                en: "“\(text.bounded(toBytes: 80))” is not a date. Try 2026-11-22, 2026-11, 2026-11-01..15, yesterday, 7d, november.")
        case .reversed(let text):
            say(
                ru: "«\(text.bounded(toBytes: 80))» кончается раньше, чем начинается.",
                en: "“\(text.bounded(toBytes: 80))” ends before it begins.")
        case .length(let text):
            say(
                ru: "«\(text.bounded(toBytes: 80))»: можно от 1 до \(Period.longest) дней.",
                en: "“\(text.bounded(toBytes: 80))”: between 1 and \(Period.longest) days.")
        case .future(let date):
            say(ru: "\(self.date(date)) ещё не наступило.", en: "\(self.date(date)) has not come yet.")
        }
    }
}
