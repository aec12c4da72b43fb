extension ZoneRule {
    /// Reads a POSIX TZ string (`MSK-3`, `<-02>2<-01>,M3.5.0/-1,M10.5.0/0`), with the hours of RFC 9636, −167 to 167.
    ///
    /// Daylight saving without dates is refused: which ones are meant is nowhere written.
    init(text: ArraySlice<UInt8>) throws(TZifProblem) {
        var cursor = RuleCursor(text)
        guard let rule = Self.read(&cursor), cursor.isAtEnd else { throw .badRule(String(decoding: text.prefix(80), as: UTF8.self)) }
        self = rule
    }

    /// Letters, digits, `+` and `-`: what an abbreviation may hold.
    static func isAbbreviationByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }

    static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

    private static func read(_ cursor: inout RuleCursor) -> ZoneRule? {
        guard let name = cursor.abbreviation(), let west = cursor.time(hours: 24) else { return nil }
        let standard = LocalTimeType(offset: -west, abbreviation: name)
        guard !cursor.isAtEnd else { return ZoneRule(standard: standard) }
        guard let summerName = cursor.abbreviation() else { return nil }
        var summer = LocalTimeType(offset: standard.offset + 3600, abbreviation: summerName)
        if !cursor.skip(",") {
            guard let west = cursor.time(hours: 24), cursor.skip(",") else { return nil }
            summer.offset = -west
        }
        guard TZifFile.offsets.contains(standard.offset), TZifFile.offsets.contains(summer.offset),
            let start = change(&cursor), cursor.skip(","), let end = change(&cursor)
        else { return nil }
        return ZoneRule(standard: standard, daylight: Daylight(type: summer, start: start, end: end))
    }

    private static func change(_ cursor: inout RuleCursor) -> YearlyChange? {
        guard let day = day(&cursor) else { return nil }
        guard cursor.skip("/") else { return YearlyChange(day: day, time: 2 * 3600) }
        guard let time = cursor.time(hours: 167) else { return nil }
        return YearlyChange(day: day, time: time)
    }

    private static func day(_ cursor: inout RuleCursor) -> YearlyChange.Day? {
        if cursor.skip("J") { return cursor.number(1...365).map { .julian($0) } }
        guard cursor.skip("M") else { return cursor.number(0...365).map { .ordinal($0) } }
        guard let month = cursor.number(1...12), cursor.skip("."), let week = cursor.number(1...5), cursor.skip("."),
            let weekday = cursor.number(0...6)
        else { return nil }
        return .weekday(weekday, week: week, month: month)
    }
}

/// A cursor over the bytes of a POSIX TZ string.
private struct RuleCursor {
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) {
        rest = text
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Moves past `character` if it comes next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, UInt32(byte) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    /// `MSK`, or `<+03>`: three characters or more.
    mutating func abbreviation() -> String? {
        let isQuoted = skip("<")
        let name = rest.prefix { isQuoted ? ZoneRule.isAbbreviationByte($0) : ZoneRule.isLetter($0) }
        guard (3...32).contains(name.count) else { return nil }
        rest = rest.dropFirst(name.count)
        guard !isQuoted || skip(">") else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    /// One to three digits, within `range`.
    mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (48...57).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1) - 48 }
        return range.contains(value) ? value : nil
    }

    /// `[+-]h[:mm[:ss]]` in seconds.
    mutating func time(hours limit: Int) -> Int64? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hours = number(0...limit) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where skip(":") {
            guard let count = number(0...59) else { return nil }
            seconds += count * unit
        }
        return Int64(isNegative ? -seconds : seconds)
    }
}
