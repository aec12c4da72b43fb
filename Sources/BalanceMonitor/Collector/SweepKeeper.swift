import Domain
import History
import Logging
import Networks

/// Stores what a sweep brought: all of it in one transaction, or, where one account's answer cannot be stored, all the others.
struct SweepKeeper {
    let history: History
    let time: TimeSource
    let state: CollectorState
    let belief: SharedBelief
    let log: Logger
    private let herald: SweepHerald?
    private let pulse: Pulse
    /// Nil until the history could be read.
    private var books: Books?
    /// The last sweep that was stored: its beginning, its end and the interval in seconds by which the next one was planned; at the start, what
    /// the history says of it.
    private var last: (startedAt: Instant, endedAt: Instant, interval: Int64)?
    /// How much longer than an interval nobody may be polled before it counts as a gap, in seconds.
    private var grace: Int64 = 0
    /// Whether a sweep was stored since the daemon started.
    private var isUnderWay = false
    /// When the first sweep since the last stored one had started that could not be stored; nil where every one was.
    private var unwrittenSince: Instant?
    private var trouble = RepeatedTrouble()

    init(
        history: History, time: TimeSource, state: CollectorState, belief: SharedBelief, log: Logger, herald: SweepHerald? = nil,
        pulse: Pulse = Pulse()
    ) {
        self.history = history
        self.time = time
        self.state = state
        self.belief = belief
        self.log = log
        self.herald = herald
        self.pulse = pulse
    }

    /// Keeps a sweep; returns the names of the accounts in which something waits for the next reading.
    ///
    /// `isWhole` when every account was asked whose turn it was, not only those that are hastened or return from a back-off.
    mutating func keep(
        _ results: [PollResult], of installation: Installation, startedAt: Instant, isWhole: Bool
    ) async -> Set<String> {
        hear(results)
        let belief = belief.value
        state.update {
            $0.clockIsBelieved = belief.isBelieved
            $0.clockOffset = belief.lastOffset
        }
        guard belief.isBelieved else {
            if trouble.isNew("clock") {
                log.warning("The clock is not believed, so nothing is stored or sent; check the network and the system's time service")
            }
            return []
        }
        trouble.clear("clock")
        state.update { $0.isStoring = true }
        defer { state.update { $0.isStoring = false } }
        // The next sweep's answers would replace these: until then they are kept while another program writes.
        let deadline = startedAt + max(60, installation.configuration.collector.interval.components.seconds)
        while true {
            do {
                return try await store(results, of: installation, startedAt: startedAt, isWhole: isWhole)
            } catch is CancellationError {
                return []
            } catch {
                unwrittenSince = unwrittenSince ?? startedAt
                state.update { $0.storageTrouble = "\(error)" }
                let mayWait = error as? HistoryError == .busy && time.now() < deadline
                if trouble.isNew("storage \(error)") {
                    log.error(
                        mayWait ? "A sweep waits to be stored" : "A sweep could not be stored", metadata: ["error": "\(error)"])
                }
                // Waiting for another program is not standing still.
                pulse.beat(.collector, again: .seconds(60))
                guard mayWait, await time.sleep(.seconds(1)) else { return [] }
            }
        }
    }

    private func hear(_ results: [PollResult]) {
        for result in results {
            // A plain http answer can be anybody's.
            guard case .success(let answer) = result.outcome, let date = answer.serverDate,
                !result.account.settings.allowsHTTP, !result.account.network.definition.allowsHTTP
            else { continue }
            belief.hear(.network(result.account.settings.network), says: date, at: time.now())
        }
    }

    private mutating func store(
        _ results: [PollResult], of installation: Installation, startedAt: Instant, isWhole: Bool
    ) async throws -> Set<String> {
        var results = results
        let before = try await currentBooks(of: installation)
        let interval = installation.configuration.collector.interval.components.seconds
        let absence = absence(until: startedAt, interval: interval)
        while true {
            let kept: KeptSweep
            let offered = results
            do {
                kept = try await history.write { [herald] transaction in
                    try SweepEntry(
                        results: offered, installation: installation, startedAt: startedAt, books: before, absence: absence,
                        herald: herald
                    ).write(transaction)
                }
            } catch let refusal as AccountRefusal {
                guard let index = results.firstIndex(where: { $0.account.settings.name == refusal.account }),
                    case .success = results[index].outcome
                else { throw refusal }
                results[index].outcome = .failure(PollFailure(.permanent, refusal.reason))
                continue
            }
            books = kept.books
            if kept.alerts.hasMessages { herald?.bell.ring() }
            if kept.clockBehind == nil {
                last = (startedAt, time.now(), interval)
                grace = Self.graceAwake
                isUnderWay = true
                unwrittenSince = nil
            }
            publish(kept, startedAt: startedAt, isWhole: isWhole)
            return kept.doubtful
        }
    }

    /// A host that was awake polls a little late at times; one that slept, or could not write, did not poll for long.
    private static let graceAwake: Int64 = 900

    /// The time in which nobody was polled, where that is longer than it was planned: by the interval of the last sweep, or, where a reload has
    /// lengthened it since, by the one in force.
    private func absence(until startedAt: Instant, interval: Int64) -> Absence? {
        guard let last else { return nil }
        let planned = isUnderWay ? max(interval, last.interval) : last.interval
        let longest = planned + grace
        guard startedAt - last.endedAt > longest else { return nil }
        // Everybody was asked, and the answers could not be kept.
        if let unwrittenSince, unwrittenSince - last.endedAt <= longest { return Absence(since: last.startedAt, silence: .unwritten) }
        // A machine that was on all the time had its daemon stopped; one whose daemon never was, slept.
        let wasOn = !isUnderWay && time.bootedAt() < last.startedAt
        return Absence(since: last.startedAt, silence: wasOn ? .stopped : .off)
    }

    private mutating func currentBooks(of installation: Installation) async throws -> Books {
        if let books { return books }
        let now = time.now()
        let longest = installation.accounts.map(\.interval.components.seconds).max() ?? 0
        let (books, lastSweep, planned) = try await history.read { snapshot in
            (try Books(snapshot, at: now, interval: longest), try snapshot.lastSweep(), try snapshot.plannedInterval())
        }
        // A restart within an interval and a half missed no reading.
        let interval = installation.configuration.collector.interval.components.seconds
        last = lastSweep.map { ($0, $0, planned ?? interval) }
        grace = (planned ?? interval) / 2
        self.books = books
        return books
    }

    private mutating func publish(_ kept: KeptSweep, startedAt: Instant, isWhole: Bool) {
        if trouble.clear("storage") { log.notice("Sweeps are stored again: the history is written as before") }
        state.update {
            $0.doubts = kept.books.doubts
            $0.outages = kept.books.outages
            $0.clockBehind = kept.clockBehind
            if isWhole, kept.clockBehind == nil { $0.lastSweep = startedAt }
            $0.storageTrouble = nil
        }
        if let behind = kept.clockBehind {
            if trouble.isNew("behind") {
                log.error("The clock is behind what was already booked; nothing is stored", metadata: ["seconds": "\(behind)"])
            }
        } else if trouble.clear("behind") {
            log.notice("The clock is behind what was booked no longer; readings are stored again")
        }
        for (alert, reason) in kept.alerts.failures where trouble.isNew("alert \(alert) \(reason)") {
            log.error("An alert failed; the sweep is stored", metadata: ["alert": "\(alert)", "error": "\(reason)"])
        }
        for (name, event) in kept.events where !event.isRefused || trouble.isNew("poll \(name) behind") { log.logEvent(event, of: name) }
        for (name, failure) in kept.failures where trouble.isNew("poll \(name) \(failure.message)") {
            log.warning(
                "A poll failed",
                metadata: ["account": "\(name)", "class": "\(failure.failureClass.rawValue)", "error": "\(failure.message)"])
        }
        for (name, text) in kept.badRows where trouble.isNew("rows \(name) \(text)") {
            log.warning(
                "Some wallets of an answer cannot be read; the others were stored", metadata: ["account": "\(name)", "rows": "\(text)"])
        }
        for name in kept.answered where !kept.badRows.contains(where: { $0.account == name }) && trouble.clear("rows \(name) ") {
            log.notice("All wallets of the account can be read again", metadata: ["account": "\(name)"])
        }
        for name in kept.answered where trouble.clear("poll \(name) ") {
            log.notice("The account answers again", metadata: ["account": "\(name)"])
        }
    }
}
