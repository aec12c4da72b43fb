import Domain
import History
import Logging
import ServiceLifecycle

/// Looks every minute whether the database's path still leads to the open database, and saves a copy where it does not.
///
/// Whatever else lies at the path is neither read nor written.
struct DatabaseFileMonitor: Service {
    private static let pause = Duration.seconds(60)
    /// How long nothing is tried again after copies that failed, at most, in seconds.
    private static let longestWait: Int64 = 600

    let installation: CurrentInstallation
    let history: History
    let time: TimeSource
    let state: CollectorState
    let bot: Int64
    /// Rung for the delivery.
    let bell: Bell
    let log: Logger
    var pulse = Pulse()

    /// What was met at earlier turns.
    struct Turn {
        var trouble = RepeatedTrouble()
        /// When a copy is tried again, after some that failed.
        var nextTry: Instant?
        var failures = 0
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var turn = Turn()
            while await time.sleep(Self.pause) { await look(&turn) }
        }
    }

    /// Looks once.
    func look(_ turn: inout Turn) async {
        let place = history.place
        switch place {
        case .kept:
            if turn.failures > 0 { log.notice("The database file is where it was again") }
            (turn.nextTry, turn.failures) = (nil, 0)
            turn.trouble.clear("place")
        case .gone, .replaced:
            let now = time.now()
            guard turn.nextTry.map({ $0 <= now }) ?? true else { return }
            await save(isReplaced: place == .replaced, at: now, &turn)
        case .withoutLog: await renewLog(&turn)
        }
        switch history.renewLock() {
        case .held: turn.trouble.clear("lock")
        case .renewed: log.warning("The database's lock file was removed while the daemon runs; it was made again and is locked")
        case .lost where turn.trouble.isNew("lock"):
            log.critical(
                "The database's lock file was removed, and another process took the lock: end that process, or stop the daemon",
                metadata: ["database": "\(history.path)"])
        case .lost: break
        }
    }

    private func save(isReplaced: Bool, at now: Instant, _ turn: inout Turn) async {
        let lost = history.path
        let configuration = installation.value.configuration
        let wording = DeliveryWording(configuration.report.language)
        do {
            let copy = try await history.saveCopy(at: now, orIn: [configuration.paths.backups]) { [pulse] in
                pulse.excuse(for: .seconds(120))
            }
            (turn.nextTry, turn.failures) = (nil, 0)
            turn.trouble.clear("place")
            state.update { $0.savedCopy = copy }
            log.critical(
                Self.saved(isReplaced), metadata: ["database": "\(lost)", "copy": "\(copy)", "next": "\(Self.nextStep(copy))"])
            await tell(wording.saved(copy, of: lost, isReplaced: isReplaced))
        } catch {
            turn.failures += 1
            turn.nextTry = now + min(Self.longestWait, 30 << Int64(min(turn.failures, 10)))
            guard turn.trouble.isNew("place") else { return }
            log.critical(
                "The database file was removed or replaced, and no copy could be saved: do not stop the daemon before one is",
                metadata: ["database": "\(lost)", "error": "\(error)"])
            await tell(wording.notSaved("\(error)", of: lost, isReplaced: isReplaced), atMostDailyAs: "database-file")
        }
    }

    /// The sentence of the log; the same at a stop.
    static func saved(_ isReplaced: Bool) -> Logger.Message {
        isReplaced
            ? "The database file was replaced while the daemon runs; the history was saved as a copy and is written there now"
            : "The database file was removed while the daemon runs; the history was saved as a copy and is written there now"
    }

    /// What to do with the copy.
    static func nextStep(_ copy: String) -> String { "stop the daemon, run `balance-monitor restore \(copy)`, start the daemon" }

    private func renewLog(_ turn: inout Turn) async {
        do {
            try await history.renewLog()
            turn.trouble.clear("log")
            log.warning(
                "The database's -wal or -shm file was removed while the daemon runs; nothing is lost, and the database was opened again",
                metadata: ["database": "\(history.path)"])
        } catch {
            if turn.trouble.isNew("log \(error)") {
                log.failure("The database cannot be opened again after its log was removed", error)
            }
        }
    }

    private func tell(_ text: String, atMostDailyAs kind: String? = nil) async {
        let note = OwnerNote(bot: bot, owners: installation.value.configuration.telegram.owners, text: text)
        let now = time.now()
        do {
            let isQueued = try await history.write { transaction in
                if let kind { return try DailyNote(kind: kind, note: note).enqueue(in: transaction, at: now) }
                try note.enqueue(in: transaction, at: now)
                return true
            }
            if isQueued { bell.ring() }
        } catch {
            log.failure("The owners cannot be told of the database file", error)
        }
    }
}
