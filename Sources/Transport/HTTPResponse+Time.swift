package import Domain

extension HTTPResponse {
    /// What the server's clock said, from `Date`; nil where a cache answered (`Age`, RFC 9111, section 5.1): that date is an older one.
    package var serverDate: Instant? {
        header("age") == nil ? header("date").flatMap(Instant.init(httpDate:)) : nil
    }

    /// How long the server asks to be left alone: `Retry-After` in seconds, rounded up, or as one of the three forms of a date (RFC 9110,
    /// section 10.2.3); a date that has passed means now. Nil where it does not say.
    package func retryAfter(now: Instant) -> Duration? {
        guard let text = header("retry-after") else { return nil }
        if let date = Instant(httpDate: text) { return .seconds(max(0, date - now)) }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return nil
        }
        let isFraction = parts.count == 2 && parts[1].contains { $0 != "0" }
        // Some three hundred years are as good as any longer time.
        return .seconds((whole.utf8.count > 10 ? 9_999_999_999 : Int64(whole) ?? 0) + (isFraction ? 1 : 0))
    }
}
