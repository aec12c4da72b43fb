import ArgumentParser
import BalanceMonitor

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Run the daemon.")

    @OptionGroup var common: CommonOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For tests: the clock starts at START (RFC 3339) and runs RATE times as fast; only with Telegram's API on loopback.",
            valueName: "START[xRATE]"))
    var time: String?

    func run() async {
        ending(await RunVerb.run(configuration: common.config, time: time))
    }
}
