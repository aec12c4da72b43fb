import Domain
import FoundationEssentials
import Glibc
import Simulator

/// A directory of its own for one test: the configuration, the secrets, the networks on loopback, and what the daemon writes.
struct Household: Sendable {
    /// What a test wants to be different from a stranger's first configuration.
    struct Settings: Sendable {
        var owners: [Int64] = [World.olga.id]
        var language = "ru"
        var interval = "5m"
        var timeout = "5s"
        var times = ["10:15", "17:15"]
        var logLevel = "debug"
        var routes = ["direct"]
        /// Lines behind all others.
        var more = ""
    }

    let path: String
    let telegram: String
    let networks: String

    var configuration: String { path + "/config.toml" }
    var database: String { path + "/data/balance.db" }
    var sessions: String { path + "/data/session.db" }

    /// Makes the directory; `telegram` and `networks` are the URLs of the simulators.
    init(telegram: String, networks: String) throws {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/balance-monitor-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.telegram = telegram
        self.networks = networks
        for folder in ["accounts.d", "networks.d", "secrets", "data"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        for name in SimulatedNetwork.allCases.map(\.rawValue) {
            let text = try String(contentsOfFile: "\(Self.shipped)/\(name).toml", encoding: .utf8)
            try write(LoopbackDefinition.text(of: text, origin: networks), to: "networks.d/\(name).toml")
        }
        try write(World.token.reveal() + "\n", to: "secrets/telegram-token")
    }

    /// Writes `config.toml`.
    func configure(_ settings: Settings) throws {
        let times = settings.times.map { "\"\($0)\"" }.joined(separator: ", ")
        let routes = settings.routes.map { "\"\($0)\"" }.joined(separator: ", ")
        try write(
            """
            [telegram]
            token = { file = "secrets/telegram-token" }
            owners = [\(settings.owners.map(String.init).joined(separator: ", "))]
            api = "\(telegram)"
            routes = [\(routes)]
            [report]
            timezone = "Europe/Moscow"
            times = [\(times)]
            language = "\(settings.language)"
            [collector]
            interval = "\(settings.interval)"
            timeout = "\(settings.timeout)"
            [history]
            database = "data/balance.db"
            [log]
            level = "\(settings.logLevel)"
            \(settings.more)

            """, to: "config.toml")
    }

    /// Adds an account that the simulated networks have, with its key.
    func add(_ account: SimulatedAccount, key: Secret? = nil) throws {
        let name = "acc-" + account.network.rawValue
        let secret =
            switch account.network {
            case .exoclick: "api_token"
            case .popads: "key"
            case .propellerads, .adsterra, .evadav, .kadam: "token"
            }
        try write((key ?? account.secret).reveal() + "\n", to: "secrets/\(name)")
        try write(
            """
            name = "\(name)"
            title = "\(account.network.rawValue.capitalized)"
            network = "\(account.network.rawValue)"
            secrets.\(secret) = { file = "secrets/\(name)" }

            """, to: "accounts.d/\(name).toml")
    }

    /// Takes an account out of the configuration.
    func remove(_ account: SimulatedAccount) throws {
        try FileManager.default.removeItem(atPath: "\(path)/accounts.d/acc-\(account.network.rawValue).toml")
    }

    /// Writes a file that others may not read.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        chmod("\(path)/\(name)", 0o640)
    }

    /// The names of what lies in a folder of it.
    func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }

    /// Removes everything.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    private static let shipped = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/Sources/NetworkDefinitions"
}
