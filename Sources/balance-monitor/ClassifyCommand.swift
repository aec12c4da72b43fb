import ArgumentParser
import BalanceMonitor

struct ClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "Say what a rise or a fall of a balance was.",
        discussion:
            "A rise is topup, refund, correction or reversal; a fall is spend, withdrawal, correction or reversal. A running daemon is asked to do it."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The account's name.")
    var account: String

    @Argument(help: "When it happened, as `history` prints it: 2026-11-22T09:02:00; with a Z it is UTC; or epoch seconds.")
    var at: String

    @Argument(help: "topup, refund, correction, spend, withdrawal or reversal.")
    var kind: String

    @Option(name: .long, help: ArgumentHelp("The wallet, where several changed at that instant.", valueName: "key[/currency]"))
    var wallet: String?

    func run() async {
        ending(
            await MoneyVerb.classify(
                configuration: common.config, account: account, at: at, kind: kind, wallet: wallet, output: output.output))
    }
}
