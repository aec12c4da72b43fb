import ArgumentParser
import BalanceMonitor

struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "accounts", abstract: "List the accounts and how they are doing.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async {
        ending(await AccountsVerb.run(configuration: common.config, output: output.output))
    }
}
