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
        /// Not before this, whatever asks for it: the network's minimum after the last poll.
        var earliest: Instant
        /// The place on the grid that the last good answer belongs to.
        var place: Instant?
        /// The place on the grid whose turn came while the network's minimum forbade a poll, which is made up for as soon as it allows one.
        var owed: Instant?
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
    /// The last sweep's place on the grid, and the interval by which the next one is planned.
    private var lastSweep: (place: Instant, step: Int64)?
    /// When the plan was last looked at.
    private var seenAt: Instant

    init(now: Instant) {
        nextSweep = now
        nextStart = now
        seenAt = now
    }

    /// Takes the accounts and the collector's interval in force: new accounts are due at once, those that are gone are forgotten, and what was
    /// planned by another interval is planned by this one.
    mutating func plan(_ accounts: [Installation.PolledAccount], interval: Duration, now: Instant) {
        // The clock was set back: what was planned by the wrong one would be hours away.
        if now < seenAt { shift(bySeconds: now - seenAt) }
        seenAt = now
        if let last = lastSweep, last.step != Self.step(interval) {
            lastSweep?.step = Self.step(interval)
            let jitter = (nextStart - nextSweep) * Self.step(interval) / last.step
            nextSweep = max(now, last.place + Self.step(interval))
            nextStart = nextSweep + jitter
        }
        var kept: [String: Entry] = [:]
        for account in accounts {
            var entry =
                entries[account.settings.name]
                ?? Entry(interval: account.interval, minInterval: account.minInterval, notBefore: now, earliest: now)
            entry.replan(interval: account.interval, minInterval: account.minInterval)
            kept[account.settings.name] = entry
        }
        if kept.keys.contains(where: { entries[$0] == nil }) { (nextSweep, nextStart) = (now, now) }
        entries = kept
    }

    private static func step(_ interval: Duration) -> Int64 { max(1, interval.components.seconds) }

    private mutating func shift(bySeconds step: Int64) {
        nextSweep = nextSweep + step
        nextStart = nextStart + step
        lastSweep = lastSweep.map { ($0.place + step, $0.step) }
        entries = entries.mapValues { entry in
            var entry = entry
            entry.notBefore = entry.notBefore + step
            entry.earliest = entry.earliest + step
            entry.place = entry.place.map { $0 + step }
            entry.owed = entry.owed.map { $0 + step }
            entry.hastenedTo = entry.hastenedTo.map { $0 + step }
            entry.lastPoll = entry.lastPoll.map { $0 + step }
            return entry
        }
    }

    /// Whether the grid's turn has come.
    func isTurn(at now: Instant) -> Bool { now >= nextStart }

    /// Those to poll now: at the grid's turn all that answer, between turns the hastened ones, those whose back-off ends and those whose turn came
    /// too early for their network; `all` asks for everything that neither its network's minimum nor a back-off forbids.
    func due(at now: Instant, all: Bool) -> Set<String> {
        Set(
            entries.filter { _, entry in
                guard entry.earliest <= now else { return false }
                if let hastened = entry.hastenedTo, hastened <= now { return true }
                if entry.backoff.kind != nil { return entry.notBefore <= now }
                return all || entry.owed != nil || hasTurn(entry, at: now)
            }.keys)
    }

    private func hasTurn(_ entry: Entry, at now: Instant) -> Bool { isTurn(at: now) && entry.notBefore <= max(now, nextSweep) }

    /// A sweep started: the grid moves on once its turn has come; returns the sweep's place on the grid, or `now` between turns.
    ///
    /// `jitter` is in 0..<1, of a tenth of the interval.
    mutating func started(at now: Instant, interval: Duration, jitter: Double) -> Instant {
        guard isTurn(at: now) else { return now }
        let place = nextSweep
        for (name, entry) in entries where entry.backoff.kind == nil && entry.earliest > now && hasTurn(entry, at: now) {
            entries[name]?.owed = place
        }
        let step = Self.step(interval)
        // A host that slept makes up for nothing: the grid starts from now when a whole turn was missed.
        nextSweep = now - nextSweep >= step ? now + step : nextSweep + step
        nextStart = nextSweep + Int64(jitter * Double(step) / 10)
        lastSweep = (nextSweep - step, step)
        return place
    }

    /// An account answered to a request of `at`; `doubtful` when a reading waits for the next one.
    mutating func succeeded(_ name: String, at sentAt: Instant, sweep: Instant, doubtful: Bool) {
        guard var entry = entries[name] else { return }
        let place = entry.owed ?? sweep
        entry.noteRequest(at: sentAt)
        entry.place = place
        entry.notBefore = entry.backoff.next(
            after: place, failure: nil, interval: entry.interval, minInterval: entry.minInterval, jitter: 0)
        entry.hastenedTo = doubtful ? max(sentAt + Self.hastening, entry.earliest) : nil
        entries[name] = entry
    }

    /// An account failed by `now`: it waits as its failure asks.
    mutating func failed(
        _ name: String, at now: Instant, sweep: Instant, failure: FailureClass, retryAfter: Duration?, jitter: Double
    ) {
        guard var entry = entries[name] else { return }
        entry.noteRequest(at: now)
        entry.place = nil
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
            min(
                earliest, entry.hastenedTo.map { max($0, entry.earliest) } ?? earliest, entry.owed.map { _ in entry.earliest } ?? earliest,
                entry.backoff.kind == nil ? earliest : max(entry.notBefore, entry.earliest))
        }
    }
}

extension PollPlan.Entry {
    /// Counts the network's minimum from a request; instants are whole seconds, so that it may have been sent almost a second later.
    fileprivate mutating func noteRequest(at instant: Instant) {
        lastPoll = instant
        owed = nil
        earliest = minInterval > .zero ? instant + minInterval.roundedUpSeconds + 1 : instant
    }

    /// Takes the intervals in force; what was planned by others is planned by these.
    fileprivate mutating func replan(interval: Duration, minInterval: Duration) {
        guard interval != self.interval || minInterval != self.minInterval else { return }
        let isShorter = interval < self.interval
        (self.interval, self.minInterval) = (interval, minInterval)
        if let lastPoll, minInterval > .zero { earliest = lastPoll + minInterval.roundedUpSeconds + 1 }
        if let place {
            notBefore = place + max(interval, minInterval).roundedUpSeconds
        } else if let lastPoll, isShorter, backoff.kind == .temporary || backoff.kind == .permanent {
            // A back-off begins with the interval; that of a refused key or of a server that asked for it does not.
            notBefore = min(notBefore, lastPoll + max(interval, .seconds(60)).roundedUpSeconds)
        }
    }
}

extension Duration {
    /// Whole seconds, a part of one counted as one.
    fileprivate var roundedUpSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}
