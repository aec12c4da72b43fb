import ArgumentParser
import BalanceMonitor

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "The last movements of an account: spend, top-ups, refunds, reversals, glitches, gaps.",
        discussion: "Times are those of the report's time zone, in the form that `classify` takes; with --json they are UTC.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("The account's title or name, or words that fit no other.", valueName: "account"))
    var words: [String]

    func run() async {
        ending(await HistoryVerb.run(configuration: common.config, account: words.joined(separator: " "), output: output.output))
    }
}
