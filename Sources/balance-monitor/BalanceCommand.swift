import ArgumentParser
import BalanceMonitor

struct BalanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "balance", abstract: "The last known balances, and how old they are.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("Only accounts, networks or tags that match.", valueName: "filter"))
    var filter: [String] = []

    func run() async {
        ending(await BalanceVerb.run(configuration: common.config, filter: filter, output: output.output))
    }
}
