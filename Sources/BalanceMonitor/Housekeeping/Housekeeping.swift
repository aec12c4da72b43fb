import Domain
import History
import Logging
import ServiceLifecycle

/// What must be done now and then: the days of the report's zone a year ahead, texts that nobody needs any more, old readings.
struct Housekeeping: Service {
    /// For how long the text of a message that was settled is kept, in seconds.
    private static let textLife: Int64 = 7 * 86400
    /// For how long the row itself is kept.
    private static let rowLife: Int64 = 90 * 86400

    /// The end of the year 9999, UTC.
    private static let lastInstant = Instant(seconds: 253_402_300_799)

    let installation: CurrentInstallation
    let history: History
    let zones: ZoneFiles
    let time: TimeSource
    let belief: SharedBelief
    let state: CollectorState
    let log: Logger
    /// Nil where there is no bot to tell the owners by.
    var bot: Int64?
    /// Rung for the delivery.
    var bell: Bell?

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Duration.seconds(5)
                if belief.value.isBelieved {
                    await attempt("days", fillDays)
                    await attempt("ends of networks", noteEnds)
                    await attempt("old texts", tidy)
                    await attempt("old readings", thin)
                    pause = .seconds(6 * 3600)
                }
                guard await time.sleep(pause) else { return }
            }
        }
    }

    /// One that fails holds up no other one.
    private func attempt(_ task: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            log.failure("Housekeeping failed at the \(task)", error)
        }
    }

    /// In steps, each a transaction: after a jump of the clock there may be millions, and a stop waits for a step alone.
    private func fillDays() async throws {
        let now = time.now()
        let zone = try zones.zone(named: installation.value.configuration.report.timezone)
        let opened = try await history.read { try $0.wallets().map(\.openedAt).min() }
        var first = zone.date(at: opened ?? now)
        let last = zone.date(at: now) + 366
        try await history.write { [first] in try $0.deleteDays(before: first.description, after: last.description) }
        while first <= last, !Task.isCancelled {
            let step = Self.days(from: first, until: min(first + 999, last), in: zone)
            try await history.write { try $0.fillDays(step) }
            guard first + 1000 > first else { return }
            first = first + 1000
        }
    }

    private func noteEnds() async throws {
        guard let bot else { return }
        let now = time.now()
        let zone = try zones.zone(named: installation.value.configuration.report.timezone)
        let notes = NetworkEndNotes(installation: installation.value, bot: bot, now: now, today: zone.date(at: now))
        if try await history.write({ try notes.enqueue(in: $0) }) { bell?.ring() }
    }

    private func tidy() async throws {
        let now = time.now()
        try await history.write { transaction in
            _ = try transaction.emptyTexts(settledBy: now - Self.textLife)
            _ = try transaction.pruneOutbox(settledBy: now - Self.rowLife)
            _ = try transaction.pruneJobs(finishedBy: now - Self.textLife)
        }
    }

    private func thin() async throws {
        let retention = Retention(history: history, time: time, state: state, belief: belief)
        let count = try await retention.thin(keeping: installation.value.configuration.history.keepReadings)
        if count > 0 { log.info("Old readings were thinned to hourly closings", metadata: ["readings": "\(count)"]) }
    }

    private static func days(from first: CivilDate, until last: CivilDate, in zone: Zone) -> [ReportDay] {
        guard first <= last else { return [] }
        return (0...(last - first)).compactMap { offset in
            let date = first + offset
            return zone.day(date).flatMap { day in
                // The schema ends with the year 9999.
                guard day.until <= Self.lastInstant else { return nil }
                return ReportDay(date: date.description, startsAt: day.from, endsAt: day.until)
            }
        }
    }
}
