import Domain
import Glibc
import History

/// What most verbs work with: the host's files, read and checked, and an output that shows no secret of theirs.
struct VerbDesk: Sendable {
    let installation: Installation
    /// The report's time zone.
    let zone: Zone
    let outside: VerbOutside
    let output: Output
    private let redaction: Redaction
    /// The moment that everything the verb says is seen from.
    let now: Instant

    var configuration: Configuration { installation.configuration }

    /// Wording in the terminal's language, for verbs that show people their money.
    var wording: Wording { Wording(language: outside.language, zone: zone, now: now) }
    /// Wording in English, for verbs that an administrator runs.
    var english: Wording { Wording(language: .en, zone: zone, now: now) }

    /// Opens the desk and does `body` at it; why there is no desk, or why `body` threw, is said on standard error.
    static func work(
        configuration path: String, outside: VerbOutside, output: Output, _ body: (VerbDesk) async throws -> ExitCode
    ) async -> ExitCode {
        let redaction = Redaction()
        let output = output.redacted(by: redaction)
        do {
            return output.ending(try await body(open(path, outside: outside, output: output, redaction: redaction)))
        } catch let end as VerbEnd {
            output.complain(end.message)
            return end.code
        } catch let failure as StreamFailure {
            return output.ending(failure)
        } catch {
            output.complain("\(error)")
            return error is ConfigurationErrors ? .badConfiguration : .failed
        }
    }

    private static func open(_ path: String, outside: VerbOutside, output: Output, redaction: Redaction) throws -> VerbDesk {
        if access(path, F_OK) != 0, errno == ENOENT {
            throw VerbEnd(.badConfiguration, "there is no configuration file at \(path): write one, or name yours with --config FILE")
        }
        let installation = try Installation.load(path: path, environment: outside.environment, zones: outside.zones)
        redaction.learn(installation.configuration.secrets)
        for warning in installation.configuration.warnings { output.complain("warning: \(warning)") }
        return VerbDesk(
            installation: installation, zone: try outside.zones.zone(named: installation.configuration.report.timezone),
            outside: outside, output: output, redaction: redaction, now: outside.time.now())
    }

    /// Keeps further secrets out of what the verb prints.
    func learn(_ secrets: [Secret]) { redaction.learn(secrets) }

    /// Answers `body` from one state of the history, while the daemon runs or is stopped. Throws `HistoryError`, or what `body` throws.
    func read<T: Sendable>(_ body: @Sendable (Snapshot) throws -> T) async throws -> T {
        let reader = try History.openReadOnly(path: configuration.history.database)
        let result = try await reader.read(body)
        try reader.close()
        return result
    }
}
