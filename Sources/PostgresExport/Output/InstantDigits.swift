import Domain

/// Writes instants as `2026-11-22 07:14:00`, UTC, with what goes between and after; fast where many rows share one.
struct InstantDigits {
    /// The seconds that four digits of a year can show.
    static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    private let separator: UInt8
    private let suffix: [UInt8]
    private var day = Int64.min
    private var date: [UInt8] = []

    /// `separator` stands between date and time, `suffix` at the end.
    init(separator: Character = " ", suffix: String = "+00") {
        self.separator = separator.asciiValue ?? 32
        self.suffix = Array(suffix.utf8)
    }

    /// Appends one; there must be room for 32 bytes, and `seconds` must lie in `range`.
    @inline(__always) mutating func put(_ seconds: Int64, to output: ByteOutput) {
        var (newDay, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        if second < 0 { (newDay, second) = (newDay - 1, second + 86_400) }
        if newDay != day {
            day = newDay
            date = Array(CivilDate(dayNumber: Int(newDay)).description.utf8)
        }
        date.withUnsafeBufferPointer { output.put($0) }
        output.put(separator)
        let time = Int(second)
        output.putTwo(time / 3600)
        output.put(UInt8(ascii: ":"))
        output.putTwo(time / 60 % 60)
        output.put(UInt8(ascii: ":"))
        output.putTwo(time % 60)
        suffix.withUnsafeBufferPointer { output.put($0) }
    }
}
