import Domain
import History
import Logging
import Networks
package import ServiceLifecycle
import TelegramAPI
import Transport

/// The composition root: everything the daemon consists of, made once and handed to each other.
package struct Daemon: Sendable {
    /// Why the daemon could not start, with the exit code that says so.
    package struct StartFailure: Error, CustomStringConvertible {
        package let code: ExitCode
        package let description: String
        /// What the owners are to be told at once, since no daemon will be there to do it.
        let notice: DamageNotice?

        init(code: ExitCode, description: String, notice: DamageNotice? = nil) {
            self.code = code
            self.description = description
            self.notice = notice
        }
    }

    /// What runs until it is told to stop.
    package let services: [any Service]
    private let client: HTTPClient
    private let history: History
    private let log: Logger
    private let now: @Sendable () -> Instant
    /// The folder of the backups, where a copy goes if it cannot lie beside the database.
    private let backupFolder: String

    /// Reads the configuration, opens the history and makes the services; nothing runs yet.
    ///
    /// `clock` replaces the machine's, which is allowed only where Telegram's API is on loopback; `logging` replaces standard error, and gets
    /// whole lines with their ends. Throws `StartFailure`.
    package init(
        configuration path: String, environment: [String: String], clock: TimeSource? = nil, redaction: Redaction = Redaction(),
        logging: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) }
    ) throws(StartFailure) {
        let zones = ZoneFiles()
        let installation: Installation
        do throws(ConfigurationErrors) {
            installation = try Installation.load(path: path, environment: environment, zones: zones)
        } catch {
            throw StartFailure(code: .badConfiguration, description: error.description)
        }
        let configuration = installation.configuration
        let isLoopback = configuration.telegram.isAPIOnLoopback
        guard clock == nil || isLoopback else {
            throw StartFailure(code: .usage, description: "--time is for tests: it needs a Telegram API on loopback")
        }
        redaction.learn(configuration.secrets)
        let time = clock ?? .system
        let output = LogOutput(
            level: configuration.services.logLevel, redaction: redaction, underJournal: environment["JOURNAL_STREAM"] != nil,
            destination: logging)
        let log = Logger(label: "balance-monitor") { _ in output }
        (self.log, now, backupFolder) = (log, time.now, configuration.paths.backups)
        for warning in configuration.warnings { log.warning("The configuration should be changed", metadata: ["at": "\(warning)"]) }

        let notifier = Notifier(environment: environment)
        let sessions: SessionDatabase
        let database = configuration.history.database
        let backups = BackupFolder(path: configuration.paths.backups, database: database)
        do throws(HistoryError) {
            notifier?.askForTime(toOpen: FileSize.bytes(of: database))
            let opened = try History.open(path: database, lock: WriterLock(database: database), copyingOlderInto: backups)
            history = opened.history
            if let copy = opened.copy {
                log.notice("The schema was brought up to date; the database before that is kept", metadata: ["copy": "\(copy)"])
            }
            sessions = try SessionVault.open(configuration.paths.session, log: log)
        } catch {
            guard error.isDamage else {
                throw StartFailure(code: error.isOfLaterVersion ? .damaged : .failed, description: error.description)
            }
            let notice = DamageNotice(configuration: configuration, detail: error.description, backup: (try? backups.backups())?.last)
            throw StartFailure(code: .damaged, description: error.description, notice: notice)
        }
        DamageNotice.forget(database: database)
        client = HTTPClient()
        let belief = SharedBelief(ClockBelief(isBelieved: isLoopback))
        let current = CurrentInstallation(installation)
        let parts = Parts(
            path: path, environment: environment, zones: zones, redaction: redaction, log: log, time: time, history: history,
            client: client, current: current, belief: belief, orders: SweepOrders(), state: CollectorState(), notifier: notifier)
        let vault = SessionVault(database: sessions, redaction: redaction, installation: current, time: time, log: log)
        let engine = NetworkEngine(client: client, sessions: vault.store, now: time.now, sleep: TimeSource.system.sleep)
        services = parts.services(engine: engine)
        log.notice(
            "Starting",
            metadata: ["version": "\(Product.version)", "accounts": "\(installation.accounts.count)", "database": "\(history.path)"])
    }

    /// Closes what was open, once the services have returned; a database whose file is not in its place any more is saved first.
    package func close() async {
        client.shutdown()
        let (lost, place) = (history.path, history.place)
        if place == .gone || place == .replaced {
            do {
                let copy = try await history.saveCopy(at: now(), orIn: [backupFolder])
                log.critical(
                    DatabaseFileMonitor.saved(place == .replaced),
                    metadata: ["database": "\(lost)", "copy": "\(copy)", "next": "\(DatabaseFileMonitor.nextStep(copy))"])
            } catch {
                log.critical("The database file was removed or replaced, and no copy could be saved", metadata: ["error": "\(error)"])
            }
        }
        // What is committed is on disk already; closing only tidies up.
        try? history.close()
    }
}
