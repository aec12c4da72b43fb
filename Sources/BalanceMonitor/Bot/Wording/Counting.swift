import Domain

/// A word in the forms that it takes after a number.
package struct Counted: Hashable, Sendable {
    /// 1, 21, 101: отчёт.
    let one: String
    /// 2 to 4, 22: отчёта.
    let few: String
    /// 0, 5 to 20, 25: отчётов.
    let many: String
    /// English, after 1.
    let single: String
    /// English, after all else.
    let plural: String

    /// The Russian forms after 1, 2 and 5, the English ones after 1 and 2.
    package init(_ one: String, _ few: String, _ many: String, en single: String, _ plural: String) {
        self.one = one
        self.few = few
        self.many = many
        self.single = single
        self.plural = plural
    }

    package static let report = Counted("отчёт", "отчёта", "отчётов", en: "report", "reports")
    package static let account = Counted("аккаунт", "аккаунта", "аккаунтов", en: "account", "accounts")
    package static let alert = Counted("тревога", "тревоги", "тревог", en: "alert", "alerts")
    package static let day = Counted("день", "дня", "дней", en: "day", "days")
    package static let hour = Counted("час", "часа", "часов", en: "hour", "hours")
    package static let minute = Counted("минута", "минуты", "минут", en: "minute", "minutes")
    /// As it stands after «по».
    package static let fullDay = Counted("полному дню", "полным дням", "полным дням", en: "full day", "full days")
    package static let skipped = Counted("пропущен", "пропущены", "пропущено", en: "skipped", "skipped")
}

extension Wording {
    /// The word in the form that goes with `count`.
    package func form(_ word: Counted, for count: Int) -> String {
        let count = count.magnitude
        guard language == .ru else { return count == 1 ? word.single : word.plural }
        switch (count % 10, count % 100) {
        case (_, 11...14): return word.many
        case (1, _): return word.one
        case (2...4, _): return word.few
        default: return word.many
        }
    }

    /// `5 отчётов`.
    package func count(_ count: Int, _ word: Counted) -> String {
        (count < 0 ? "\u{2212}" : "") + grouped(UInt64(count.magnitude)) + " " + form(word, for: count)
    }

    /// `10 с`, `90 с`, `5 мин`: an interval that somebody set, to the second where it is short.
    package func interval(seconds: Int64) -> String {
        seconds < 120 && seconds % 60 != 0 ? "\(seconds) " + say(ru: "с", en: "s") : duration(seconds: seconds)
    }

    /// `45 мин`, `2 ч 25 мин`, `17 ч`, `2 дня`: to the minute below 10 hours, to the hour below two days, then to the day; to the nearest.
    package func duration(seconds: Int64) -> String {
        let seconds = min(max(seconds, 0), 1 << 40)
        let minutes = (seconds + 30) / 60
        let (hour, minute) = (say(ru: "ч", en: "h"), say(ru: "мин", en: "min"))
        switch minutes {
        case ..<1: return say(ru: "меньше минуты", en: "less than a minute")
        case ..<60: return "\(minutes) \(minute)"
        case ..<600: return "\(minutes / 60) \(hour)" + (minutes % 60 == 0 ? "" : " \(minutes % 60) \(minute)")
        default: break
        }
        let hours = (seconds + 1800) / 3600
        return hours < 48 ? "\(hours) \(hour)" : count(Int((seconds + 43_200) / 86_400), .day)
    }
}
