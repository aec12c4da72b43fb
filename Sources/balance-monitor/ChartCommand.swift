import ArgumentParser
import BalanceMonitor

struct ChartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart", abstract: "Balance and spend of a period as a picture, as /chart sends it.",
        discussion: """
            PERIOD: вчера, yesterday, 7d, 30d, month, november, 2026-11, 2026-11-01..15; FILTER: an account, network or tag. \
            Without a period: the last 14 days. Currencies stand one beneath the other.
            """)

    @OptionGroup var common: CommonOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The PNG file to write; - for standard output.", valueName: "file"))
    var output: String

    @Argument(help: ArgumentHelp("A period, then a filter.", valueName: "period filter"))
    var words: [String] = []

    func run() async {
        ending(await ChartVerb.run(configuration: common.config, words: words, to: output, output: .standard))
    }
}
