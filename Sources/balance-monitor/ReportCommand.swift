import ArgumentParser
import BalanceMonitor

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Render a scheduled report as it would be sent, or send one out of turn.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: ArgumentHelp("The slot that came last at this time, in the report's zone.", valueName: "hh:mm"))
    var at: String?

    @Option(
        name: .long, help: ArgumentHelp("The report of this subscribed chat; by default the first one's, with --send all.", valueName: "id")
    )
    var chat: Int64?

    @Flag(name: .long, help: "Have the daemon send it out of turn; without --at the report for now.")
    var send = false

    func validate() throws {
        guard at != nil || send else { throw ValidationError(ReportVerb.nothingNamed) }
    }

    func run() async {
        ending(await ReportVerb.run(configuration: common.config, at: at, chat: chat, send: send, output: output.output))
    }
}
