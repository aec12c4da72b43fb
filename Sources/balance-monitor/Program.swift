import ArgumentParser
import BalanceMonitor
import Glibc
import Networks

/// The command line: each verb parses its arguments and hands them to the application.
@main struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance-monitor",
        abstract: "Watches the prepaid balances of advertising networks and reports in Telegram.",
        discussion:
            "Exit codes: 0 ok, 1 failed, 2 usage, 3 partly (some accounts failed), 65 the database is damaged or of a later version, 78 bad configuration, 141 nobody reads the output any more.",
        version: Product.version,
        subcommands: [
            RunCommand.self, CheckCommand.self, AccountsCommand.self, NetworksCommand.self, StatCommand.self, BalanceCommand.self,
            HistoryCommand.self, ChartCommand.self, ClassifyCommand.self, ResolveCommand.self, ReportCommand.self, ExportCommand.self,
            SyncCommand.self, VerifyCommand.self, BackupCommand.self, RestoreCommand.self, DemoCommand.self,
        ])

    /// The library shows its general help, with success, for `help` of a verb that does not exist.
    private static func expectKnownHelp(_ arguments: [String]) throws {
        guard arguments.count > 2, arguments[1] == "help", !arguments[2].hasPrefix("-") else { return }
        let verbs = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !verbs.contains(arguments[2]) else { return }
        throw ValidationError("there is no verb \"\(arguments[2])\"; there are \(verbs.joined(separator: ", "))")
    }

    /// Runs the verb; a wrong command line ends with 2, as documented, where the library would say 64.
    static func main() async {
        FilterHelper.takePart()
        // What a library would read there (libpq its services and passwords) is not the configuration.
        unsetenv("HOME")
        HeapLimits.set()
        StandardStream.occupyClosed()
        // A reader that goes away is an error of the write, which ends the verb and no more.
        signal(SIGPIPE, SIG_IGN)
        do {
            try expectKnownHelp(CommandLine.arguments)
            var command = try parseAsRoot()
            if let complaint = OpenFileLimit.raise() {
                StandardStream.error.write(complaint + "\n")
                ending(.failed)
            }
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let code = Self.exitCode(for: error)
            // The help and the completions that were asked for; the library would not notice that nothing of them arrives.
            if code.isSuccess { ending(printing: fullMessage(for: error)) }
            guard code == .validationFailure else { exit(withError: error) }
            StandardStream.error.write(fullMessage(for: error) + "\n")
            ending(.usage)
        }
    }
}

/// What every verb takes.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The configuration file.", valueName: "file"))
    var config = Product.configurationPath
}

/// What a verb that prints a table takes.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON instead of a table.")
    var json = false

    /// JSON, or text for whatever standard output is.
    var output: Output { json ? .json : .standard }
}
