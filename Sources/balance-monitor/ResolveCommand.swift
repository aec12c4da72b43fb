import ArgumentParser
import BalanceMonitor

struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Say what a change by a factor of 100, 1,000 or 1,000,000 was, which holds a wallet.",
        discussion: "money: the balance really changed, and is booked. unit: the network counts in another unit now; its answers are "
            + "converted and no money moves. It is carried out at the next poll.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The account's name.")
    var account: String

    @Argument(help: "money or unit.")
    var decision: String

    @Option(name: .long, help: ArgumentHelp("The wallet, where several wait.", valueName: "key[/currency]"))
    var wallet: String?

    func run() async {
        ending(
            await MoneyVerb.resolve(
                configuration: common.config, account: account, verdict: decision, wallet: wallet, output: output.output))
    }
}
