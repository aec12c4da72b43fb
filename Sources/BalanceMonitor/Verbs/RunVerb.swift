import FoundationEssentials
import Logging
import ServiceLifecycle
import UnixSignals

/// `run`: the daemon, until SIGTERM or SIGINT.
package enum RunVerb {
    /// What a stop may take, in real time, before what is still going on is broken off.
    private static let patience = Duration.seconds(4)

    /// Runs until told to stop; `time` is the text of `--time`.
    package static func run(configuration path: String, time: String?) async -> ExitCode {
        let option = time.map(TimeOption.init)
        if let time, option == .some(nil) {
            StandardStream.error.write("--time wants START[xRATE], such as 2026-11-22T10:14:00Zx60, not \"\(time)\"\n")
            return .usage
        }
        do throws(Daemon.StartFailure) {
            let daemon = try Daemon(
                configuration: path, environment: ProcessInfo.processInfo.environment, clock: option??.time)
            return await run(daemon)
        } catch {
            StandardStream.error.write(error.description + "\n")
            if let complaint = await error.notice?.tell() { StandardStream.error.write(complaint + "\n") }
            return error.code
        }
    }

    /// Runs the daemon's services together: when one of them fails, all stop, and the process with them.
    ///
    /// A `companion` runs beside them: it is cancelled when they are told to stop, and when it returns they are.
    package static func run(_ daemon: Daemon, beside companion: (@Sendable () async -> Void)? = nil) async -> ExitCode {
        var quiet = Logger(label: "balance-monitor.lifecycle") { _ in SwiftLogNoOpLogHandler() }
        quiet.logLevel = .critical
        var services = daemon.services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
        if let companion {
            services.append(.init(service: Companion(body: companion), successTerminationBehavior: .gracefullyShutdownGroup))
        }
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = patience
        let result: ExitCode
        do {
            try await ServiceGroup(configuration: configuration).run()
            result = .ok
        } catch {
            StandardStream.error.write("a part of the daemon failed: \(error)\n")
            result = .failed
        }
        await daemon.close()
        return result
    }
}

/// What runs beside the daemon, such as the chat of the demo.
private struct Companion: Service {
    let body: @Sendable () async -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown { await body() }
    }
}
