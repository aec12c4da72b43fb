/// How many hours are thinned in the next step, so that nobody waits for the writer longer than `longest`.
package struct ThinningPace: Hashable, Sendable {
    /// What a step may take, its wait for the disk included.
    package static let longest = Duration.milliseconds(50)
    /// A week; more gains nothing.
    private static let mostHours = 168

    /// Begins with one hour, whatever the disk.
    package private(set) var hours = 1

    package init() {}

    /// Learns from a step of `hours`: doubles what took less than a tenth of the time, halves what took more than two fifths of it.
    ///
    /// That leaves room for the steps in which SQLite moves its log into the database by the way, which take twice as long and more.
    package mutating func took(_ time: Duration) {
        if time * 10 < Self.longest {
            hours = min(hours * 2, Self.mostHours)
        } else if time * 5 > Self.longest * 2 {
            hours = max(1, hours / 2)
        }
    }
}
