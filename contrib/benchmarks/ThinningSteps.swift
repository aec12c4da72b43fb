import Domain
import History

/// How long the writer is kept busy by each step of thinning, on a disk where every step is a durable transaction of its own.
struct ThinningSteps {
    let path: String

    /// Thins all readings until `limit` and returns what each step took, in milliseconds, and how many readings went.
    func thin(until limit: Instant) async throws -> (steps: [Double], readings: Int) {
        let history = try History.open(path: path, lock: WriterLock(database: path))
        var (pace, steps, readings) = (ThinningPace(), [Double](), 0)
        while true {
            let hours = pace.hours
            let started = ContinuousClock.now
            let count = try await history.write { try $0.thin(until: limit, hours: hours) }
            let time = started.duration(to: .now)
            guard count > 0 else { break }
            pace.took(time)
            steps.append(time / .milliseconds(1))
            readings += count
        }
        try await history.checkpoint()
        try history.close()
        return (steps, readings)
    }
}
