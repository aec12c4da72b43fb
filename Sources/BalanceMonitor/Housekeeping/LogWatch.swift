import Domain
import History
import Logging
import ServiceLifecycle

/// Watches the size of the write-ahead log: a program that reads and does not end keeps it from being emptied, until the disk is full.
struct LogWatch: Service {
    /// Far above what a sweep writes; the log is cut back to 4 MiB whenever nobody holds it.
    static let limit: Int64 = 64 << 20
    private static let pause = Duration.seconds(60)

    let installation: CurrentInstallation
    let history: History
    let time: TimeSource
    let state: CollectorState
    let bot: Int64
    /// Rung for the delivery.
    let bell: Bell
    let log: Logger
    var limit = Self.limit

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isSaid = false
            repeat {
                await look(&isSaid)
            } while await time.sleep(Self.pause)
        }
    }

    /// Looks once.
    func look(_ isSaid: inout Bool) async {
        let bytes = FileSize.bytes(of: history.path + "-wal") ?? 0
        guard bytes > limit else {
            if isSaid { log.notice("The database's log is as small as it should be again") }
            isSaid = false
            return state.update { $0.longLog = nil }
        }
        state.update { $0.longLog = bytes }
        if isSaid { return }
        isSaid = true
        log.warning(
            "The database's log grows: another program reads it and does not end; end that program", metadata: ["bytes": "\(bytes)"])
        let configuration = installation.value.configuration
        let text = DeliveryWording(configuration.report.language).longLog(megabytes: bytes / 1_000_000)
        let note = DailyNote(kind: "log", note: OwnerNote(bot: bot, owners: configuration.telegram.owners, text: text))
        let now = time.now()
        do {
            if try await history.write({ try note.enqueue(in: $0, at: now) }) { bell.ring() }
        } catch {
            // Said again at the next look, until they are told.
            isSaid = false
            log.failure("The owners cannot be told of the log", error)
        }
    }
}
