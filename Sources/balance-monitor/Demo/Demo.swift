import BalanceMonitor
import Domain
import Simulator

/// The whole product in one process: the real daemon, and around it simulated networks, a simulated Telegram and a chat.
struct Demo {
    let directory: String
    /// The path of a script; nil for a person at the terminal.
    let script: String?
    let isVerbose: Bool
    let time: TimeOption?
    private let screen = DemoScreen()

    init(directory: String, script: String?, isVerbose: Bool, time: TimeOption?) {
        self.directory = directory
        self.script = script
        self.isVerbose = isVerbose
        self.time = time
    }

    func run() async -> BalanceMonitor.ExitCode {
        screen.ending(await play())
    }

    private func play() async -> BalanceMonitor.ExitCode {
        do {
            let script = try script.map { try DemoScript(path: $0) }
            let clock = DemoClock(time)
            let month = DemoMonth(endingAt: clock.start)
            // What cannot start clears no earlier demo away.
            _ = try DemoFiles(accounts: month.accounts, origin: "", definition: ShippedNetworks.text).all
            let place = try DemoDirectory(path: directory)
            let networks = SimulatedNetworks(accounts: month.accounts.map(\.simulated)) { clock.now }
            let telegram = SimulatedTelegram(token: DemoFiles.token, bot: DemoFiles.bot) { clock.now }
            return try await LoopbackServer.during { request in
                request.path.hasPrefix("/bot") ? await telegram.respond(to: request) : networks.respond(to: request)
            } _: { origin in
                try await play(script, on: telegram, at: origin, month: month, in: place, clock: clock)
            }
        } catch {
            StandardStream.error.write("demo: \(error)\n")
            return .failed
        }
    }

    private func play(
        _ script: DemoScript?, on telegram: SimulatedTelegram, at origin: String, month: DemoMonth, in place: DemoDirectory,
        clock: DemoClock
    ) async throws -> BalanceMonitor.ExitCode {
        let configuration = place.path(of: "config.toml")
        for file in try DemoFiles(accounts: month.accounts, origin: origin, definition: ShippedNetworks.text).all { try place.write(file) }
        if script == nil { screen.show("Пишу историю за месяц… · Writing a month of history…") }
        guard !screen.hasFailed else { return .failed }
        try await past(of: month).write(configuration: configuration, environment: [:])
        let log = isVerbose ? nil : try DemoLog(path: place.path(of: "demo.log"), clock: clock)
        let daemon = try Daemon(configuration: configuration, environment: [:], clock: clock.run()) { line in
            if let log { log.write(line) } else { StandardStream.error.write(line) }
        }
        let participant = ChatParticipant(DemoFiles.person, of: telegram)
        if let script { return await script.play(by: participant, beside: daemon, on: screen) }
        screen.show(DemoGreeting(directory: directory, log: log == nil ? nil : place.path(of: "demo.log")).text)
        return await RunVerb.run(daemon) { await screen.during { await talk(participant) } }
    }

    /// What the networks would have answered, had they been asked for a month.
    private func past(of month: DemoMonth) -> WrittenPast {
        let accounts = Dictionary(month.accounts.map { ($0.simulated.name, $0.simulated) }) { first, _ in first }
        return WrittenPast(sweeps: month.sweeps) { name, moment in
            switch accounts[name]?.outcome(at: moment) {
            case .balance(let balance, let currency): .wallets([WalletAnswer(balance: balance, currency: currency)])
            case .failure(let kind, let message): .failure(kind, message)
            case nil: .wallets([])
            }
        }
    }

    /// Where lines come from a pipe: the first answer needs the daemon to be up, a picture needs a while.
    private static let farewell = ChatTerminal.Farewell(patience: .seconds(60), quiet: .seconds(3))

    /// The chat with the person at the terminal, until the end of input or `/quit`.
    private func talk(_ participant: ChatParticipant) async {
        let lines = TypedLines().prefix { $0 != "/quit" }
        let style = Output.standard.hasColour ? ChatStyle.ansi : .plain
        await ChatTerminal(participant, style: style, output: screen.show).run(
            lines: lines, farewell: StandardStream.isInputTerminal ? .none : Self.farewell)
    }
}
