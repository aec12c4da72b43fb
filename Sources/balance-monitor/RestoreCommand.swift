import ArgumentParser
import BalanceMonitor

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the history; the daemon must be stopped.",
        discussion: "The backup is checked first. The database that it replaces is kept beside, as balance.db.replaced-TIME.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The backup.")
    var file: String

    func run() async {
        ending(await RestoreVerb.run(configuration: common.config, file: file, output: output.output))
    }
}
