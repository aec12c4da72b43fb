import Domain
import History
import Logging
import ServiceLifecycle

/// Looks once a day, and at the start, whether the database is sound: damage shall not grow unnoticed into every backup.
struct DatabaseCheck: Service {
    private static let pause = Duration.seconds(86400)

    let installation: CurrentInstallation
    let history: History
    let time: TimeSource
    let state: CollectorState
    let bot: Int64
    /// Rung for the delivery.
    let bell: Bell
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var trouble = RepeatedTrouble()
            repeat {
                await look(&trouble)
            } while await time.sleep(Self.pause)
        }
    }

    /// Looks once, on a connection of its own, so that nobody waits for it.
    func look(_ trouble: inout RepeatedTrouble) async {
        var damage: String?
        do {
            let reader = try history.reader()
            damage = try await reader.read { try $0.damage() }.first
            try reader.close()
        } catch HistoryError.corrupt(let detail) {
            damage = detail
        } catch {
            if trouble.isNew("\(error)") { log.failure("The database cannot be checked", error) }
            return
        }
        state.update { $0.damage = damage }
        guard let damage else {
            if trouble.clear("") { log.notice("The database is checked again and found sound") }
            return
        }
        if trouble.isNew(damage) {
            log.critical(
                "The database is damaged and still written to; stop the daemon and restore the latest backup",
                metadata: ["found": "\(damage)"]
            )
        }
        await tell(damage)
    }

    private func tell(_ damage: String) async {
        let configuration = installation.value.configuration
        let folder = BackupFolder(path: configuration.paths.backups, database: configuration.history.database)
        let text = DeliveryWording(configuration.report.language).damaged(
            damage, backup: (try? folder.backups())?.last, isRunning: true)
        let note = DailyNote(kind: "damage", note: OwnerNote(bot: bot, owners: configuration.telegram.owners, text: text))
        let now = time.now()
        do {
            if try await history.write({ try note.enqueue(in: $0, at: now) }) { bell.ring() }
        } catch {
            log.failure("The owners cannot be told of the damage", error)
        }
    }
}
