import ArgumentParser
import BalanceMonitor

struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Keep a copy of the history elsewhere up to date.", subcommands: [SyncPostgresCommand.self])
}

struct SyncPostgresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postgres", abstract: "Bring what is new in the history to a PostgreSQL server that many hosts share.",
        discussion: """
            Reads beside a running daemon. May end anywhere: the next run goes on behind what was stored. Passwords come from the files \
            that PGPASSFILE or PGSERVICEFILE name, or from [sync] to; never from the command line.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: .long, help: ArgumentHelp("The server: service=NAME, host=… dbname=…, or a URL; [sync] to otherwise.", valueName: "server"))
    var to: String?

    @Option(name: .long, help: ArgumentHelp("The schema there (default: balance_monitor).", valueName: "name"))
    var schema: String?

    @Flag(name: .long, help: "Copy nothing; compare counts and sums by wallet and day, and say which differ.")
    var verify = false

    @Flag(name: .long, help: "This history was restored from a backup: make the server's rows of this site agree with it.")
    var acceptRestored = false

    func validate() throws {
        if verify, acceptRestored { throw ValidationError("--verify changes nothing and --accept-restored does: give one of them") }
    }

    func run() async {
        let request = SyncVerb.Request(target: to, schema: schema, verifies: verify, acceptsRestored: acceptRestored)
        ending(await SyncVerb.run(configuration: common.config, request, output: output.output))
    }
}
