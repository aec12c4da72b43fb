import Domain
import FoundationEssentials
import Glibc
import Simulator
import Synchronization
import Testing

/// Everything around the daemon: people in a simulated Telegram, simulated networks, one directory, and the clock of all of them.
final class World: Sendable {
    /// Holds every right.
    static let olga = SimulatedUser(id: 501, name: "Ольга")
    /// Nobody invited her.
    static let stranger = SimulatedUser(id: 777, name: "Vera", languageCode: "en")
    static let token = Secret("123456:CANARY-bot-token-4f1b9e27")

    let clock: WorldClock
    let telegram: SimulatedTelegram
    /// Turns Telegram off and on.
    let telegramServer: SwitchedServer
    let networks: SimulatedNetworks
    /// Stands before the networks.
    let gate: NetworkGate
    let house: Household
    private let processes = Mutex<[ChildProcess]>([])

    private init(
        clock: WorldClock, telegram: SimulatedTelegram, telegramServer: SwitchedServer, networks: SimulatedNetworks, gate: NetworkGate,
        house: Household
    ) {
        self.clock = clock
        self.telegram = telegram
        self.telegramServer = telegramServer
        self.networks = networks
        self.gate = gate
        self.house = house
    }

    /// Makes a world that lasts while `body` runs; no process outlives it.
    static func during(
        start: String = "2026-11-20T09:00:00+03:00", rate: Int = 60, accounts: [SimulatedAccount]? = nil,
        settings: Household.Settings = Household.Settings(), _ body: (World) async throws -> Void
    ) async {
        await Room.shared.enter()
        do {
            try await make(start: start, rate: rate, accounts: accounts, settings: settings, body)
        } catch {
            Issue.record(error, "no world could be made")
        }
        await Room.shared.leave()
    }

    private static func make(
        start: String, rate: Int, accounts: [SimulatedAccount]?, settings: Household.Settings, _ body: (World) async throws -> Void
    ) async throws {
        let clock = WorldClock(start: try #require(Instant(rfc3339: start)), rate: rate)
        let accounts = try accounts ?? SimulatedAccount.ordinary(from: clock.now)
        let telegram = SimulatedTelegram(token: token) { clock.now }
        let gate = NetworkGate(SimulatedNetworks(accounts: accounts) { clock.now })
        let telegramServer = try SwitchedServer { await telegram.respond(to: $0) }
        let networkServer = try SwitchedServer { await gate.respond(to: $0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for server in [telegramServer, networkServer] {
                group.addTask { await #expect(throws: Never.self) { try await server.run() } }
            }
            defer { group.cancelAll() }
            let house = try Household(telegram: await telegramServer.url(), networks: await networkServer.url())
            defer { house.remove() }
            try house.configure(settings)
            for account in accounts { try house.add(account) }
            let world = World(
                clock: clock, telegram: telegram, telegramServer: telegramServer, networks: gate.networks, gate: gate, house: house)
            defer { for process in world.processes.withLock({ $0 }) { process.destroy() } }
            do {
                try await body(world)
            } catch {
                Issue.record(error, "the daemon's log ends with:\n\(world.log.suffix(3000))")
            }
        }
    }

    /// What all daemons of this world have logged.
    var log: String {
        (try? String(contentsOfFile: house.path + "/daemon.err", encoding: .utf8)) ?? ""
    }

    /// Starts the daemon at the clock's present.
    func startDaemon(time: String? = nil, name: String = "daemon", environment: [String: String] = [:]) throws -> ChildProcess {
        try start(["run", "--config", house.configuration, "--time", time ?? clock.option], name: name, environment: environment)
    }

    /// Has the people's chats subscribed by a daemon that then stops, so that the clock may run at another rate from here on.
    func subscribe(groups: [SimulatedChat] = [], topic: Int64? = nil) async throws {
        for group in groups { telegram.open(group) }
        let daemon = try startDaemon()
        try await ask("/start", expecting: "Готово")
        for group in groups { try await ask("/here", in: group.id, topic: group.isForum ? topic : nil, expecting: "Готово") }
        try await waitUntil("SELECT count(*) FROM wallet", is: "\(networks.accounts.count)")
        try await stop(daemon)
    }

    /// Stops a daemon as systemd does.
    func stop(_ daemon: ChildProcess) async throws {
        daemon.send(SIGTERM)
        #expect(try await daemon.exit(within: .seconds(10)) == .code(0))
    }

    /// Runs the program with other arguments; what it writes is kept under `name`.
    func start(_ arguments: [String], name: String, environment: [String: String] = [:]) throws -> ChildProcess {
        let process = try ChildProcess(Self.program, arguments, environment: environment, folder: house.path, name: name)
        processes.withLock { $0.append(process) }
        return process
    }

    /// The program that is tested: `BALANCE_MONITOR`, else the one that lies with the tests.
    static var program: String {
        if let path = ProcessInfo.processInfo.environment["BALANCE_MONITOR"] { return path }
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return tests.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/balance-monitor"
    }
}
