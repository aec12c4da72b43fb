import ArgumentParser
import BalanceMonitor

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Render a scheduled report as it would be sent.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: ArgumentHelp("The slot, in the report's time zone.", valueName: "hh:mm"))
    var at: String

    @Option(name: .long, help: ArgumentHelp("The report of this subscribed chat; by default the first one's.", valueName: "id"))
    var chat: Int64?

    @Flag(name: .long, help: "Ask the running daemon to send it now to every subscribed chat, as a report out of turn.")
    var send = false

    func run() async {
        ending(await ReportVerb.run(configuration: common.config, at: at, chat: chat, send: send, output: output.output))
    }
}
