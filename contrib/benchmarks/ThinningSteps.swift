import Domain
import History
import Synchronization

/// How long thinning keeps the writer busy, and what a sweep that comes meanwhile waits, on a disk where each is a durable transaction.
struct ThinningSteps {
    let path: String

    /// What was measured, in milliseconds.
    struct Times: Sendable {
        /// How many readings went.
        var readings = 0
        /// Each step of thinning, from asking for the writer to the end of its commit.
        var steps: [Double] = []
        /// Each sweep that nothing disturbed, from asking to the end of its commit.
        var alone: [Double] = []
        /// Each sweep during thinning.
        var meanwhile: [Double] = []
    }

    /// Stores some sweeps alone, then goes on with them while all readings until `limit` are thinned as the daemon does it.
    func thin(until limit: Instant) async throws -> Times {
        let history = try History.open(path: path, lock: WriterLock(database: path))
        var times = Times()
        times.alone = try await sweep(history) { $0 < 300 }
        let isOver = Atomic(false)
        async let meanwhile = sweep(history) { _ in !isOver.load(ordering: .relaxed) }
        var steps: [Double] = []
        times.readings = try await history.thin(until: limit, held: { steps.append($0 / .milliseconds(1)) }) {
            // The daemon pauses ten times as long.
            (try? await Task.sleep(for: .milliseconds(20))) != nil
        }
        isOver.store(true, ordering: .relaxed)
        times.meanwhile = try await meanwhile
        times.steps = steps
        try history.close()
        return times
    }

    /// Ten sweeps a second for as long as `mayGoOn` says of their number.
    private func sweep(_ history: History, while mayGoOn: (Int) -> Bool) async throws -> [Double] {
        var (sweeps, times) = (try await Sweeps(history), [Double]())
        while mayGoOn(times.count) {
            try await Task.sleep(for: .milliseconds(100))
            let started = ContinuousClock.now
            try await sweeps.store()
            times.append(started.duration(to: .now) / .milliseconds(1))
        }
        return times
    }
}
