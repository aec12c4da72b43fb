import Domain
import History
import Logging
import Synchronization
import TestSupport
import Testing

@testable import BalanceMonitor

/// A host for what the daemon is made of: files, a history, and a clock that stands still until a test moves it.
final class Bench: Sendable {
    /// Sunday 2026-11-22, 15:00 in Moscow.
    static let start = Instant(seconds: 1_795_348_800)
    static let bot: Int64 = 123_456
    static let owner: Int64 = 11

    let folder: ConfigurationFolder
    let history: History
    let clock = ManualTime(now: Bench.start)
    /// When the machine was switched on.
    let bootedAt = Mutex(Bench.start)
    let zones = ZoneFiles()
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Accounts are TOML tables' contents by file name, see `account`.
    init(
        accounts: [String] = [Bench.account("alpha", title: "Alpha"), Bench.account("beta", title: "Beta")], config: String = "",
        patience: Duration = .seconds(5)
    ) throws {
        folder = try ConfigurationFolder([
            "config.toml": Self.config + config, "secrets/key": "sesame-of-acme",
            "secrets/telegram": "123456:canary-AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "networks/acme.toml": VerbScene.acme,
            "networks/other.toml": VerbScene.acme.replacing("Acme", with: "Other"),
        ])
        for (index, text) in accounts.enumerated() { try folder.write(text, to: "accounts.d/\(100 + index).toml") }
        let path = folder.path + "/balance.db"
        history = try History.open(path: path, lock: WriterLock(database: path), patience: patience)
    }

    private static let config = """
        [telegram]
        token = { file = "secrets/telegram" }
        owners = [\(owner)]
        api = "http://127.0.0.1:1"
        [paths]
        networks = "networks"
        [history]
        database = "balance.db"

        """

    static func account(_ name: String, title: String, network: String = "acme", more: String = "") -> String {
        """
        name = "\(name)"
        title = "\(title)"
        network = "\(network)"
        \(more)
        secrets.token = { file = "secrets/key" }

        """
    }

    /// What the files say at this moment.
    func installation() throws -> Installation {
        try Installation.load(path: folder.path + "/config.toml", environment: [:], zones: zones)
    }

    var time: TimeSource {
        let clock = clock
        return TimeSource(now: { clock.now }, sleep: { await clock.sleep($0) }, bootedAt: { [self] in bootedAt.withLock { $0 } })
    }

    func moscow() throws -> Zone { try zones.zone(named: "Europe/Moscow") }
}

/// What a network answers of one wallet.
func wallet(_ amount: String, _ currency: String = "USD", key: String = "main") throws -> WalletAnswer {
    WalletAnswer(key: key, balance: try Money(decimal: amount), currency: try #require(Currency(currency)))
}
