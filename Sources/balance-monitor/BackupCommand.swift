import ArgumentParser
import BalanceMonitor

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Make a verified backup of the history, beside the running daemon too, and rotate the older ones.",
        discussion: "Backups go to [paths] backups; [backup] keep and min_free rule how many stay. Login tokens are in none.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async {
        ending(await BackupVerb.run(configuration: common.config, output: output.output))
    }
}
