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

    let installation: CurrentInstallation
    let history: History
    let zones: ZoneFiles
    let time: TimeSource
    let belief: SharedBelief
    let state: CollectorState
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Duration.seconds(5)
                if belief.value.isBelieved {
                    do {
                        try await tidy()
                        try await thin()
                    } catch {
                        log.error("Housekeeping failed", metadata: ["error": "\(error)"])
                    }
                    pause = .seconds(6 * 3600)
                }
                guard await time.sleep(pause) else { return }
            }
        }
    }

    private func tidy() async throws {
        let now = time.now()
        let zone = try zones.zone(named: installation.value.configuration.report.timezone)
        try await history.write { transaction in
            let first = try transaction.snapshot.wallets().map(\.openedAt).min() ?? now
            try transaction.fillDays(Self.days(from: zone.date(at: first), until: zone.date(at: now) + 366, in: zone))
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
            return zone.day(date).map { ReportDay(date: date.description, startsAt: $0.from, endsAt: $0.until) }
        }
    }
}
