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
        return try await history.thin(until: min(now, newest) - age.components.seconds) {
            // Whoever came meanwhile is served first.
            guard await time.sleep(.milliseconds(200)) else { return false }
            while state.value.isStoring {
                guard await time.sleep(.seconds(1)) else { return false }
            }
            return belief.value.isBelieved
        }
    }
}
