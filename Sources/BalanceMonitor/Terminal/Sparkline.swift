import Domain

/// The spend of days as a row of bars, one character each: `▁▃▂·█`.
struct Sparkline {
    private static let bars = Array("▁▂▃▄▅▆▇█")

    let days: [Money?]

    /// A fortnight where that much is known, else a week; a day that is not known is a dot. Nothing where no day is known.
    var text: String {
        let known = days.drop { $0 == nil }
        let shown = days.suffix(known.count > 7 ? 14 : 7)
        guard !known.isEmpty else { return "" }
        let most = Int128(shown.compactMap { $0?.micros }.max() ?? 0)
        return String(
            shown.map { day -> Character in
                guard let day else { return "·" }
                guard most > 0, day > .zero else { return Self.bars[0] }
                // The largest day is the highest bar, and whatever was spent is above the lowest.
                return Self.bars[max(1, Int((Int128(day.micros) * 7 + most - 1) / most))]
            })
    }
}
