import Domain
import History
import Logging
import ServiceLifecycle

/// Looks every minute whether the report's time zone is still on the host, and tells the owners once when it is not.
///
/// Reports go on: by the zone's present name, or else by the rules that were read last.
struct ZoneMonitor: Service {
    private static let pause = Duration.seconds(60)

    let installation: CurrentInstallation
    let history: History
    let zones: ZoneFiles
    let time: TimeSource
    let bot: Int64
    /// Rung for the delivery.
    let bell: Bell
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last: String?
            repeat { await look(&last) } while await time.sleep(Self.pause)
        }
    }

    /// Looks once; `last` is what the history holds already, nil where nobody looked yet.
    func look(_ last: inout String?) async {
        let configuration = installation.value.configuration
        let zone = configuration.report.timezone
        let standIn = zones.standIn(for: zone)
        let value = standIn == nil ? "" : zone
        guard value != last else { return }
        let text = standIn.map { DeliveryWording(configuration.report.language).zoneIsGone(zone, $0) }
        let note = text.map { OwnerNote(bot: bot, owners: configuration.telegram.owners, text: $0) }
        let now = time.now()
        do {
            let isNew = try await history.write { transaction in
                // What was told last stays through restarts; it is told anew once the zone was there meanwhile.
                let key = AlertKey(kind: "note-zone", subject: "service", chat: ChatAddress(chat: 0))
                let told = try transaction.snapshot.alertStates(kind: key.kind)[key] ?? ""
                guard value != told else { return false }
                try transaction.setAlertState(key, to: value, at: now)
                try note?.enqueue(in: transaction, at: now)
                return note != nil
            }
            last = value
            guard isNew, let standIn else { return }
            log.warning(
                "The reports' time zone is not on this host any more; write its present name, or install the package tzdata-legacy",
                metadata: ["zone": "\(zone)", "used": "\(standIn)"])
            bell.ring()
        } catch {
            log.failure("The owners cannot be told of the time zone", error)
        }
    }
}
