package import Domain

/// Dates and times as people say them: «сб, 22 ноября», «вчера в 17:15», «до 27 ноября».
extension Wording {
    /// «27 ноября», with the year when it is not the present one.
    package func date(_ date: CivilDate) -> String {
        "\(date.day) " + monthOfDate(date.month) + (date.year == today.year ? "" : " \(date.year)")
    }

    /// «сб, 22 ноября».
    package func weekdayAndDate(_ date: CivilDate) -> String { weekday(date.weekday) + ", " + self.date(date) }

    /// «17:15», in the reader's zone.
    package func time(_ instant: Instant) -> String { zone.civil(at: instant).time.description }

    /// «сегодня в 17:15», «вчера в 17:15», «завтра в 17:15», «19 ноября в 17:15».
    package func moment(_ instant: Instant) -> String { day(zone.date(at: instant)) + say(ru: " в ", en: " at ") + time(instant) }

    /// «08:40», «17:15 вчера», «17:15 19 ноября»: what follows «с», «до» or «за»; today goes without saying.
    package func timeAndDay(_ instant: Instant) -> String {
        let date = zone.date(at: instant)
        return date == today ? time(instant) : time(instant) + (isNamed(date) ? " " : say(ru: " ", en: " on ")) + day(date)
    }

    /// «08:40», «01:13–08:40», «12:05–13:40 вчера», «12:35 вчера – 08:40»: the first and the last of several moments; one where they
    /// read alike.
    package func timeAndDay(_ instants: ClosedRange<Instant>) -> String {
        let (first, last) = (timeAndDay(instants.lowerBound), timeAndDay(instants.upperBound))
        if first == last { return first }
        let isOneDay = zone.date(at: instants.lowerBound) == zone.date(at: instants.upperBound)
        return isOneDay ? time(instants.lowerBound) + "–" + last : first + " – " + last
    }

    /// «сегодня», «вчера», «завтра», «19 ноября».
    package func day(_ date: CivilDate) -> String {
        switch date - today {
        case -1: say(ru: "вчера", en: "yesterday")
        case 0: say(ru: "сегодня", en: "today")
        case 1: say(ru: "завтра", en: "tomorrow")
        default: self.date(date)
        }
    }

    /// Until when a balance lasts: «сегодня до 23:00» within 48 hours (the full hour before), else «до 27 ноября».
    package func runway(_ runway: Runway) -> String {
        switch runway {
        case .empty: return say(ru: "закончился", en: "used up")
        case .beyond: return say(ru: "больше 10 лет", en: "more than 10 years")
        case .tooLittleData: return say(ru: "мало данных", en: "too little data")
        case .noSpend: return say(ru: "без расхода", en: "no spend")
        case .until(let instant):
            let date = zone.date(at: instant)
            guard instant - now < 48 * 3600 else { return say(ru: "до ", en: "until ") + self.date(date) }
            // An hour that has begun is said to the minute: «до 12:00» at 12:40 would be in the past.
            let isThisHour = zone.civil(at: now).time.hour == zone.civil(at: instant).time.hour && instant - now < 3600
            let hour = time(instant).prefix(2) + ":00"
            return day(date) + say(ru: " до ", en: " until ") + (isThisHour ? time(instant) : String(hour))
        }
    }

    /// The zone's name for its time: «МСК», `CET`, `UTC+5:45`.
    package func zoneLabel(at instant: Instant) -> String {
        let abbreviation = zone.abbreviation(at: instant)
        if abbreviation == "MSK" { return say(ru: "МСК", en: "MSK") }
        guard let first = abbreviation.first, "+-".contains(first) else { return abbreviation }
        let minutes = zone.offset(at: instant) / 60
        let rest = minutes.magnitude % 60
        return "UTC" + (minutes < 0 ? "\u{2212}" : "+") + "\(minutes.magnitude / 60)"
            + (rest == 0 ? "" : rest < 10 ? ":0\(rest)" : ":\(rest)")
    }

    /// «пн» for 1 to «вс» for 7.
    func weekday(_ number: Int) -> String {
        let names = language == .ru ? ["пн", "вт", "ср", "чт", "пт", "сб", "вс"] : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return names[(number + 6) % 7]
    }

    /// «ноября» for 11: the form that stands after a day.
    func monthOfDate(_ number: Int) -> String {
        guard language == .ru else { return monthName(number) }
        let names = [
            "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
        ]
        return names[(number + 11) % 12]
    }

    /// «ноябрь» for 11.
    func monthName(_ number: Int) -> String {
        let russian = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"]
        let english = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ]
        return (language == .ru ? russian : english)[(number + 11) % 12]
    }

    private func isNamed(_ date: CivilDate) -> Bool { abs(date - today) <= 1 }
}
