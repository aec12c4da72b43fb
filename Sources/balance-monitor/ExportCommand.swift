import ArgumentParser
import BalanceMonitor
package import Domain
package import PostgresExport

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the history to standard output: for PostgreSQL, as CSV, as JSON lines.",
        discussion: """
            Accounts, wallets, readings, hours, credits, gaps, glitches and days; no people, chats, messages or secrets. All of it is \
            one state of the history, while the daemon runs.
            """, subcommands: [ExportPostgresCommand.self, ExportCSVCommand.self, ExportJSONLinesCommand.self])
}

struct ExportPostgresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postgres", abstract: "A psql script: tables, rows, keys and views, in one transaction.",
        discussion: "Load it by: psql -X -v ON_ERROR_STOP=1 -1 -f FILE DATABASE; or pipe it into psql.")

    @OptionGroup var common: CommonOptions

    @Flag(name: .long, help: "Tables and views, no rows.")
    var schemaOnly = false

    @Flag(name: .long, help: "Rows alone, for tables that are there and empty.")
    var dataOnly = false

    @Option(name: .long, help: ArgumentHelp("The schema that gets the tables.", valueName: "name"))
    var schema: SchemaName = .public

    @Option(name: .long, help: ArgumentHelp("Leave out the readings that no sum of this day or a later one needs.", valueName: "date"))
    var since: CivilDate?

    func validate() throws {
        if schemaOnly, dataOnly { throw ValidationError("--schema-only and --data-only exclude each other; without both you get all.") }
    }

    func run() async {
        ending(
            await ExportVerb.postgres(
                configuration: common.config, part: schemaOnly ? .schema : dataOnly ? .data : .all, schema: schema, since: since,
                output: .standard))
    }
}

/// What CSV and JSON lines have in common.
struct FileExportOptions: ParsableArguments {
    @Argument(help: "readings, hours (spend per UTC hour), days (spend per day) or credits.")
    var table: FileTable = .days

    @Option(name: .long, help: ArgumentHelp("The first day, in the report's time zone.", valueName: "date"))
    var since: CivilDate?

    @Option(name: .long, help: ArgumentHelp("The last day.", valueName: "date"))
    var until: CivilDate?

    var days: ExportVerb.Days { .init(since: since, until: until) }

    func validate() throws {
        guard let since, let until, until < since else { return }
        throw ValidationError("--until \(until) lies before --since \(since), so that there is no day to export: exchange them.")
    }
}

struct ExportCSVCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "csv", abstract: "Comma-separated values.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: FileExportOptions

    @Flag(
        name: .long,
        help:
            "For a Russian Excel: headings in the reports' language, semicolons, decimal comma, local time, no cell that runs as a formula."
    )
    var excel = false

    func run() async {
        ending(
            await ExportVerb.file(
                configuration: common.config, table: options.table, isExcel: excel, isJSON: false, days: options.days, output: .standard))
    }
}

struct ExportJSONLinesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "jsonl", abstract: "A JSON object a line; amounts are exact strings.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: FileExportOptions

    func run() async {
        ending(
            await ExportVerb.file(
                configuration: common.config, table: options.table, isExcel: false, isJSON: true, days: options.days, output: .standard))
    }
}

extension SchemaName: ExpressibleByArgument {
    /// Up to 63 letters, digits and underscores.
    package init?(argument: String) { self.init(argument) }
}

extension CivilDate: ExpressibleByArgument {
    /// `2026-11-22`.
    package init?(argument: String) { self.init(argument) }
}

extension FileTable: ExpressibleByArgument {}
