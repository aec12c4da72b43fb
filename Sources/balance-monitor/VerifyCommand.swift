import ArgumentParser
import BalanceMonitor

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the database for damage, and that the money in it adds up.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async {
        ending(await VerifyVerb.run(configuration: common.config, output: output.output))
    }
}
