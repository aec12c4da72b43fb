import Domain

/// The gaps that hide spend, in a reader's words: why a sum says «от».
extension Wording {
    /// How many are named one by one.
    private static let gapsNamed = 2

    /// «нет данных 12:05–13:40», the newest of them, a text each.
    func hiding(_ gaps: [Gap]) -> [String] {
        let named = gaps.suffix(Self.gapsNamed).map { gap in
            (gap.isAbsence ? say(ru: "исчезал ", en: "gone ") : say(ru: "нет данных ", en: "no data "))
                + stretch(from: gap.from, until: gap.until ?? now)
        }
        let rest = gaps.count - named.count
        return (rest > 0 ? [say(ru: "и ещё перерывов: ", en: "and more gaps: ") + "\(rest)"] : []) + named
    }

    /// «12:05–13:40», «вчера 12:05–13:40», «16:15 вчера – 09:15».
    func stretch(from: Instant, until: Instant) -> String {
        let (first, last) = (zone.date(at: from), zone.date(at: until))
        guard first == last else { return timeAndDay(from) + " – " + timeAndDay(until) }
        return (first == today ? "" : day(first) + " ") + time(from) + "–" + time(until)
    }
}
