import ArgumentParser
import BalanceMonitor

struct NetworksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "networks", abstract: "The catalogue of networks: what each needs, where it is documented, whether it was verified.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Show this network alone, in full.")
    var name: String?

    func run() async {
        ending(await NetworksVerb.run(configuration: common.config, name: name, output: output.output))
    }
}
