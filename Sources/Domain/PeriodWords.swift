/// The words for stretches of time in both languages, in the forms that people type.
enum PeriodWords {
    static let prepositions: Set = [
        "за", "в", "во", "на", "с", "со", "from", "for", "in", "on", "during", "последние", "последних", "последний", "last", "past",
    ]
    static let now: Set = ["сейчас", "now"]
    static let daysAgo = [
        "сегодня": 0, "today": 0, "вчера": 1, "yesterday": 1, "позавчера": 2, "завтра": -1, "tomorrow": -1, "послезавтра": -2,
    ]
    static let dayUnits: Set = ["д", "дн", "день", "дня", "дней", "дни", "d", "day", "days"]
    static let weekUnits: Set = ["н", "нед", "неделя", "неделю", "недели", "недель", "w", "week", "weeks"]
    static let months: Set = ["месяц", "месяце", "month"]
    static let weeks: Set = ["неделя", "неделю", "неделе", "week"]
    static let present: Set = [
        "этот", "этом", "эта", "эту", "этой", "текущий", "текущем", "текущая", "текущую", "текущей", "this", "current",
    ]
    static let previous: Set = [
        "прошлый", "прошлом", "прошлая", "прошлую", "прошлой", "предыдущий", "предыдущем", "предыдущая", "предыдущую", "предыдущей",
        "last", "previous",
    ]
    static let next: Set = ["следующий", "следующем", "следующая", "следующую", "следующей", "next"]
    static let dashes: Set = ["..", "…", "-", "–", "—", "по", "to"]
    static let yearMarks: Set = ["г", "год", "года", "году"]

    /// 1 for any form of January's name, to 12; nil for other words.
    static func month(_ word: some StringProtocol) -> Int? { monthNumbers[String(word.hasSuffix(".") ? word.dropLast() : word[...])] }

    /// Words long enough for a guess at what was meant by one letter more or less.
    static let vocabulary: [String] = {
        let names = Set(monthNumbers.keys).union(daysAgo.keys).union(months).union(weeks).union(present).union(previous).union(next).union(
            now)
        return names.filter { $0.count >= 4 }.sorted()
    }()

    private static let monthNumbers: [String: Int] = {
        let stems = ["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"]
        let short = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
        let english = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        ]
        var numbers = ["сент": 9, "нояб": 11, "февр": 2, "sept": 9]
        for month in 1...12 {
            let endings =
                month == 3 || month == 8
                ? ["", "а", "у", "ом", "е"] : month == 5 ? ["й", "я", "ю", "ем", "е"] : ["ь", "я", "ю", "ем", "е"]
            for ending in endings { numbers[stems[month - 1] + ending] = month }
            numbers[short[month - 1]] = month
            numbers[english[month - 1]] = month
            numbers[String(english[month - 1].prefix(3))] = month
        }
        return numbers
    }()
}
