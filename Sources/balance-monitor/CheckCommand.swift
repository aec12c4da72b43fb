import ArgumentParser
import BalanceMonitor

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Validate the configuration, poll each account once without storing, ask Telegram who the bot is.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Only these accounts, and not Telegram.")
    var accounts: [String] = []

    @Flag(name: .long, help: "Ask nobody: only read the files and compile the filters.")
    var offline = false

    func run() async {
        ending(await CheckVerb.run(configuration: common.config, accounts: accounts, offline: offline, output: output.output))
    }
}
