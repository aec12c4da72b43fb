/// How many readings are thinned in the next step, so that nobody waits for the writer longer than `longest`.
package struct ThinningPace: Hashable, Sendable {
    /// What a step may take, its wait for the disk included.
    package static let longest = Duration.milliseconds(50)
    /// Deleted in a moment by any machine: a disk that is slow by itself is not made faster by less.
    private static let fewestRows = 100
    /// About what fifty wallets write in a day and a half; more gains nothing.
    private static let mostRows = 25_600

    /// Begins with the fewest.
    package private(set) var rows = fewestRows

    package init() {}

    /// Learns from a step: doubles what took less than a twentieth of the time, halves what took more than a fifth of it.
    ///
    /// The rest of the time is for a disk that is slow now and then.
    package mutating func took(_ time: Duration) {
        if time * 20 < Self.longest {
            rows = min(rows * 2, Self.mostRows)
        } else if time * 5 > Self.longest {
            rows = max(rows / 2, Self.fewestRows)
        }
    }
}
