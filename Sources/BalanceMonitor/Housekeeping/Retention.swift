import Domain
import History

/// Thins readings that are older than `[history] keep_readings`: in steps so short that a sweep hardly waits for one, and never while one waits.
struct Retention: Sendable {
    let history: History
    let time: TimeSource
    let state: CollectorState
    let belief: SharedBelief

    /// Deletes what is old enough and says how many readings went; a restart goes on where this ended. Throws `HistoryError`.
    func thin(keeping age: Duration) async throws -> Int {
        let now = time.now()
        // A clock that runs ahead must not make young readings old: the last sweep was dated by a believed one.
        let newest = try await history.read { try $0.lastSweep() } ?? now
        let limit = min(now, newest) - age.components.seconds
        var (pace, deleted) = (ThinningPace(), 0)
        while !Task.isCancelled, belief.value.isBelieved {
            if state.value.isStoring {
                guard await time.sleep(.seconds(1)) else { break }
                continue
            }
            let hours = pace.hours
            let started = ContinuousClock.now
            let count = try await history.write { try $0.thin(until: limit, hours: hours) }
            guard count > 0 else { break }
            pace.took(started.duration(to: .now))
            deleted += count
            // Whoever came meanwhile is served first.
            guard await time.sleep(.milliseconds(200)) else { break }
        }
        if deleted > 0 { try await history.checkpoint() }
        return deleted
    }
}
