/// Reads `30s`, `5m`, `2h`, `3d` (a whole number and one unit, nothing else) as a duration; nil for any other text.
package func duration(from text: some StringProtocol) -> Duration? {
    guard let unit = text.last, let seconds = ["s": 1, "m": 60, "h": 3600, "d": 86400][unit] else { return nil }
    let digits = text.dropLast()
    guard (1...9).contains(digits.count), digits.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int64(digits) else { return nil }
    return .seconds(count * Int64(seconds))
}
