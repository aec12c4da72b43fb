import ArgumentParser
import BalanceMonitor

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the database, or a backup, for damage, and that the money in it adds up.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "A backup to check instead of the database; no configuration is read then.")
    var file: String?

    func run() async {
        ending(await VerifyVerb.run(configuration: common.config, file: file, output: output.output))
    }
}
