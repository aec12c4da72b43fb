import Domain

/// When each account may be polled next; decides, polls nothing.
///
/// Sweeps follow a grid of intervals, so that all accounts are read together; jitter moves a sweep's start, never the grid.
struct PollPlan: Sendable {
    /// What is planned for one account.
    struct Entry: Sendable {
        var interval: Duration
        var minInterval: Duration
        /// Not before this moment of the grid, or of the back-off.
        var notBefore: Instant
        /// An extra poll that hastens a decision about a suspicious reading.
        var hastenedTo: Instant?
        var lastPoll: Instant?
        var backoff = Backoff()
    }

    /// How soon a suspicious reading is asked for again, in seconds.
    static let hastening: Int64 = 60

    private(set) var entries: [String: Entry] = [:]
    /// The next sweep's place on the grid, and its start after jitter.
    private(set) var nextSweep: Instant
    private(set) var nextStart: Instant
    /// When the plan was last looked at.
    private var seenAt: Instant

    init(now: Instant) {
        nextSweep = now
        nextStart = now
        seenAt = now
    }

    /// Takes the accounts in force: new ones are due at once, those that are gone are forgotten.
    mutating func plan(_ accounts: [Installation.PolledAccount], now: Instant) {
        // The clock was set back: what was planned by the wrong one would be hours away.
        if now < seenAt { shift(bySeconds: now - seenAt) }
        seenAt = now
        var kept: [String: Entry] = [:]
        for account in accounts {
            var entry =
                entries[account.settings.name]
                ?? Entry(interval: account.interval, minInterval: account.minInterval, notBefore: now)
            entry.interval = account.interval
            entry.minInterval = account.minInterval
            kept[account.settings.name] = entry
        }
        if kept.keys.contains(where: { entries[$0] == nil }) { (nextSweep, nextStart) = (now, now) }
        entries = kept
    }

    private mutating func shift(bySeconds step: Int64) {
        nextSweep = nextSweep + step
        nextStart = nextStart + step
        entries = entries.mapValues { entry in
            var entry = entry
            entry.notBefore = entry.notBefore + step
            entry.hastenedTo = entry.hastenedTo.map { $0 + step }
            entry.lastPoll = entry.lastPoll.map { $0 + step }
            return entry
        }
    }

    /// Whether the grid's turn has come.
    func isTurn(at now: Instant) -> Bool { now >= nextStart }

    /// Those to poll now: at the grid's turn all that answer, between turns the hastened ones and those whose back-off ends; `all` asks for everything that
    /// neither its network's minimum nor a back-off forbids.
    func due(at now: Instant, all: Bool) -> Set<String> {
        Set(
            entries.filter { _, entry in
                if let hastened = entry.hastenedTo, hastened <= now { return true }
                if entry.backoff.kind != nil { return entry.notBefore <= now }
                if isTurn(at: now), entry.notBefore <= max(now, nextSweep) { return true }
                return all && mayBePolled(entry, at: now)
            }.keys)
    }

    private func mayBePolled(_ entry: Entry, at now: Instant) -> Bool {
        guard let last = entry.lastPoll else { return true }
        return now - last >= entry.minInterval.components.seconds
    }

    /// A sweep started: the grid moves on once its turn has come; returns the sweep's place on the grid, or `now` between turns.
    ///
    /// `jitter` is in 0..<1, of a tenth of the interval.
    mutating func started(at now: Instant, interval: Duration, jitter: Double) -> Instant {
        guard now >= nextStart else { return now }
        let place = nextSweep
        let step = max(1, interval.components.seconds)
        // A host that slept makes up for nothing: the grid starts from now when a whole turn was missed.
        nextSweep = now - nextSweep >= step ? now + step : nextSweep + step
        nextStart = nextSweep + Int64(jitter * Double(step) / 10)
        return place
    }

    /// An account answered; `doubtful` when a reading waits for the next one.
    mutating func succeeded(_ name: String, at now: Instant, sweep: Instant, doubtful: Bool) {
        guard var entry = entries[name] else { return }
        entry.lastPoll = now
        entry.notBefore = entry.backoff.next(
            after: sweep, failure: nil, interval: entry.interval, minInterval: entry.minInterval, jitter: 0)
        entry.hastenedTo = doubtful ? now + max(Self.hastening, entry.minInterval.components.seconds) : nil
        entries[name] = entry
    }

    /// An account failed: it waits as its failure asks.
    mutating func failed(
        _ name: String, at now: Instant, sweep: Instant, failure: FailureClass, retryAfter: Duration?, jitter: Double
    ) {
        guard var entry = entries[name] else { return }
        entry.lastPoll = now
        entry.hastenedTo = nil
        // Counted on the grid, or a pause of one interval would miss the next turn by the length of the poll.
        entry.notBefore = entry.backoff.next(
            after: retryAfter == nil ? sweep : now, failure: Backoff.Failure(failure, retryAfter: retryAfter), interval: entry.interval,
            minInterval: entry.minInterval, jitter: jitter)
        entries[name] = entry
    }

    /// When the collector must wake at the latest.
    var nextWake: Instant {
        entries.values.reduce(nextStart) { earliest, entry in
            min(earliest, entry.hastenedTo ?? earliest, entry.backoff.kind == nil ? earliest : entry.notBefore)
        }
    }
}
