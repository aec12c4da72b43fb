import ArgumentParser
import BalanceMonitor

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "The last movements of an account: spend, top-ups, refunds, glitches, gaps.",
        discussion: "Times are those of the report's time zone, in the form that `classify` takes; with --json they are UTC.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The account's name, or a part of it that fits no other.")
    var account: String

    func run() async {
        ending(await HistoryVerb.run(configuration: common.config, account: account, output: output.output))
    }
}
