/// How many readings are thinned in the next step, so that nobody waits for the writer longer than `longest`.
package struct ThinningPace: Hashable, Sendable {
    /// What a step may take, its wait for the disk included.
    package static let longest = Duration.milliseconds(50)
    /// About what fifty wallets write in three days; more gains nothing.
    private static let mostRows = 51_200

    /// Begins with what the slowest card deletes in a moment.
    package private(set) var rows = 100

    package init() {}

    /// Learns from a step: doubles what took less than a tenth of the time, halves what took more than two fifths of it.
    ///
    /// A step that took a tenth takes a fifth when it is doubled; the rest of the time is for a disk that is slow now and then.
    package mutating func took(_ time: Duration) {
        if time * 10 < Self.longest {
            rows = min(rows * 2, Self.mostRows)
        } else if time * 5 > Self.longest * 2 {
            rows = max(1, rows / 2)
        }
    }
}
