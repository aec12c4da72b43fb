import Domain
import History
import Logging
import ServiceLifecycle
import TelegramAPI
import UnixSignals

/// Re-reads everything on SIGHUP; what does not hold is refused, the old stays in force, and the owner is told.
struct ReloadService: Service {
    let path: String
    let environment: [String: String]
    let zones: ZoneFiles
    let redaction: Redaction
    let installation: CurrentInstallation
    let history: History
    let time: TimeSource
    let bot: Int64
    /// Rung when another configuration is in force.
    let bells: [Bell]
    let log: Logger
    var notifier: Notifier?

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) {
                notifier?.sayReloading()
                await reload()
                notifier?.send("READY=1")
            }
        }
    }

    /// Puts what the files say now in force, or refuses it.
    func reload() async {
        do throws(ConfigurationErrors) {
            let next = try Installation.load(path: path, environment: environment, zones: zones)
            let before = installation.value.configuration
            redaction.learn(next.configuration.secrets)
            installation.replace(with: next)
            if Self.needsRestart(before, next.configuration) {
                log.warning("The token, the API, its routes and paths of databases change at the next start; all else is in force now")
            }
            for warning in next.configuration.warnings {
                log.warning("The configuration should be changed", metadata: ["at": "\(warning)"])
            }
            log.notice("The configuration was read anew", metadata: ["accounts": "\(next.accounts.count)"])
        } catch {
            for problem in error.problems { log.error("The new configuration is refused", metadata: ["problem": "\(problem)"]) }
            if error.isCut { log.error("The new configuration is refused", metadata: ["problem": "\(ConfigurationErrors.more)"]) }
            await tellOwners(error)
        }
        for bell in bells { bell.ring() }
    }

    /// Whether something changed that is only made once, at the start.
    static func needsRestart(_ before: Configuration, _ after: Configuration) -> Bool {
        before.telegram.token != after.telegram.token || before.telegram.api != after.telegram.api
            || before.telegram.routes != after.telegram.routes || before.history.database != after.history.database
            || before.paths.session != after.paths.session
    }

    private func tellOwners(_ errors: ConfigurationErrors) async {
        let settings = installation.value.configuration
        let text = DeliveryWording(settings.report.language).refusedConfiguration(redaction.redact(errors.description))
        let note = OwnerNote(bot: bot, owners: settings.telegram.owners, text: text)
        let now = time.now()
        do {
            try await history.write { try note.enqueue(in: $0, at: now) }
        } catch {
            log.failure("The owners cannot be told", error)
        }
    }
}
