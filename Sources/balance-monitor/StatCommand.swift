import ArgumentParser
import BalanceMonitor

struct StatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stat", abstract: "Spend, top-ups and balances of a period, as /stat shows them.",
        discussion: """
            PERIOD: вчера, yesterday, 7d, 30d, month, november, 2026-11, 2026-11-01..15; FILTER: an account, network or tag. \
            Without a period: the last 24 hours.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("A period, then a filter.", valueName: "period filter"))
    var words: [String] = []

    func run() async {
        ending(await StatVerb.run(configuration: common.config, words: words, output: output.output))
    }
}
