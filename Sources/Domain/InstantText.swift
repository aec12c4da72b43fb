extension Instant {
    /// Reads `2026-11-22T10:14:00Z` or `2026-11-22T10:14:00+03:00` (RFC 3339, section 5.6, without fractions); nil for anything else.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 || bytes.count == 25, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let date = CivilDate(text.prefix(10)), let time = CivilTime(text.dropFirst(11).prefix(5)), bytes[16] == UInt8(ascii: ":"),
            let second = Self.twoDigits(bytes[17...18]), second < 60
        else { return nil }
        var seconds = Int64(date.dayNumber) * 86400 + Int64(time.secondOfDay + second)
        switch (bytes[19], bytes.count) {
        case (UInt8(ascii: "Z"), 20), (UInt8(ascii: "z"), 20): break
        case (UInt8(ascii: "+"), 25), (UInt8(ascii: "-"), 25):
            guard let offset = CivilTime(text.dropFirst(20)) else { return nil }
            seconds -= Int64(offset.secondOfDay) * (bytes[19] == UInt8(ascii: "+") ? 1 : -1)
        default: return nil
        }
        self.init(seconds: seconds)
    }

    /// `2026-11-22T07:14:00Z`.
    package var rfc3339: String {
        let date = CivilDate(dayNumber: Int((seconds - ((seconds % 86400) + 86400) % 86400) / 86400))
        let rest = Int(((seconds % 86400) + 86400) % 86400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// Reads the three forms of HTTP dates (RFC 9110, section 5.6.7); nil for anything else.
    ///
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. A year of two digits lies in
    /// 1970...2069, as in POSIX: a clock that may be wrong is not asked for the century.
    package init?(httpDate text: String) {
        let words = text.split(separator: " ")
        var parts: (day: Substring, month: Substring, year: Substring, time: Substring)
        switch words.count {
        case 6 where words[0].last == "," && words[5] == "GMT": parts = (words[1], words[2], words[3], words[4])
        case 4 where words[0].last == "," && words[3] == "GMT":
            let date = words[1].split(separator: "-", omittingEmptySubsequences: false)
            guard date.count == 3, date[2].utf8.count == 2 else { return nil }
            parts = (date[0], date[1], date[2], words[2])
        case 5: parts = (words[2], words[1], words[4], words[3])
        default: return nil
        }
        guard let day = Self.number(parts.day), let month = Self.months.firstIndex(of: String(parts.month)),
            var year = Self.number(parts.year)
        else { return nil }
        if parts.year.utf8.count == 2 { year += year < 70 ? 2000 : 1900 }
        guard let date = CivilDate(year: year, month: month + 1, day: day) else { return nil }
        self.init(rfc3339: "\(date)T\(parts.time)Z")
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }

    private static func twoDigits(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.allSatisfy { (48...57).contains($0) } ? bytes.reduce(0) { $0 * 10 + Int($1 - 48) } : nil
    }
}
