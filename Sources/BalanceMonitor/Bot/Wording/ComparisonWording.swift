import Domain
import Reports

/// How a window's spend compares with the same stretch of the day and of the week before, in words that hold for any window.
struct ComparisonWording {
    /// Up to how many seconds a window is compared with the one a day before: a day, with an hour for the change of clocks.
    private static let day: Int64 = 25 * 3600
    /// The same for a week.
    private static let week: Int64 = 7 * 86400 + 3600

    let wording: Wording
    let window: Window

    /// A text a comparison; none where nothing is known of that time, or the windows would share some of it.
    func texts(dayBefore: PastSpend?, weekBefore: PastSpend?, money: (Money) -> String) -> [String] {
        [(dayLabel, dayBefore), (weekLabel, weekBefore)].compactMap { label, past in
            guard let label, let past else { return nil }
            return label + " " + (past.isLowerBound ? wording.say(ru: "от ", en: "from ") : "") + money(past.amount)
        }
    }

    /// Whether the window reaches to the present.
    private var isNow: Bool { wording.now - window.until <= 60 }

    private var dayLabel: String? {
        guard (1...Self.day).contains(window.seconds) else { return nil }
        // What is compared is what had been spent by this hour; of a window gone by «yesterday» would be wrong.
        return isNow
            ? wording.say(ru: "вчера к этому часу", en: "yesterday by this hour") : wording.say(ru: "днём раньше", en: "the day before")
    }

    private var weekLabel: String? {
        guard (1...Self.week).contains(window.seconds) else { return nil }
        return isNow ? wording.say(ru: "неделей раньше", en: "a week earlier") : wording.say(ru: "неделей раньше", en: "the week before")
    }
}
