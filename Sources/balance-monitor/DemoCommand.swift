import ArgumentParser
import BalanceMonitor

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Try everything: the whole daemon against simulated networks and a simulated Telegram, the chat in this terminal.",
        discussion: """
            A month of history is written first, through the ledger itself; then the daemon polls for real, on loopback. Nothing leaves \
            the machine, and nothing outside of the directory is written.

            A script has a line for each thing that is said; `press TEXT` presses a button, `expect TEXT within 10s` waits for an answer.
            """)

    @Option(name: .long, help: ArgumentHelp("Where all files go; a demo's own directory is written anew.", valueName: "dir"))
    var directory = "demo"

    @Option(name: .long, help: ArgumentHelp("Play this conversation and end; 1 when an answer fails to come.", valueName: "file"))
    var script: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The clock starts at START (RFC 3339) and runs RATE times as fast.", valueName: "START[xRATE]"))
    var time: String?

    @Flag(name: .long, help: "Print the daemon's log to standard error, not to DIR/demo.log.")
    var verbose = false

    func run() async {
        let option = time.map(TimeOption.init)
        if let time, option == .some(nil) {
            StandardStream.error.write("--time wants START[xRATE], such as 2026-11-22T10:14:00+03:00x60, not \"\(time)\"\n")
            ending(.usage)
        }
        ending(await Demo(directory: directory, script: script, isVerbose: verbose, time: option ?? nil).run())
    }
}
