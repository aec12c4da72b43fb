package import Domain

/// The value of `--time START[xRATE]`: where a test's clock starts and how fast it runs.
package struct TimeOption: Hashable, Sendable {
    package let start: Instant
    package let rate: Int

    /// Reads an RFC 3339 date and time with `Z` or an offset, and after an `x` a whole number from 1 to 1 000 000; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "x", maxSplits: 1, omittingEmptySubsequences: false)
        guard let start = Instant(rfc3339: String(parts[0])) else { return nil }
        let rate = parts.count == 1 ? 1 : parts[1].utf8.allSatisfy { (48...57).contains($0) } ? Int(parts[1]) : nil
        guard let rate, (1...1_000_000).contains(rate) else { return nil }
        self.start = start
        self.rate = rate
    }

    /// The clock itself.
    package var time: TimeSource { .accelerated(from: start, rate: rate) }
}
