import Domain
import Foundation
import History
import Simulator
import Synchronization
import Testing

@testable import BalanceMonitor

/// A host for verbs: files, a history, and two streams that are kept instead of shown.
final class VerbScene {
    /// Sunday 2026-11-22, 15:00 in Moscow.
    static let now = Instant(seconds: 1_795_348_800)

    let folder: ConfigurationFolder
    let streams = Streams()
    /// The terminal's.
    var locale = "C.UTF-8"

    init(_ files: [String: String]) throws {
        folder = try ConfigurationFolder(files)
    }

    var config: String { folder.path + "/config.toml" }
    var database: String { folder.path + "/balance.db" }
    var outside: VerbOutside {
        VerbOutside(
            environment: ["LANG": locale], zones: ZoneFiles(),
            time: TimeSource(now: { Self.now }, sleep: TimeSource.system.sleep, bootedAt: { Self.now }))
    }
    var text: Output { output(isJSON: false) }
    var json: Output { output(isJSON: true) }

    /// What was printed on standard output, with the folder's name and unusual spaces made plain.
    var printed: String { plain(streams.output) }
    /// The same of standard error.
    var complaints: String { plain(streams.error) }

    /// The one JSON value that was printed.
    func printedJSON() throws -> JSON { try JSONDecoder().decode(JSON.self, from: Data(streams.output.utf8)) }

    /// Writes the history's first transaction and closes it.
    func record(_ body: @escaping @Sendable (Transaction) throws -> Void) async throws {
        let history = try History.open(path: database, lock: WriterLock(database: database))
        try await history.write(body)
        try history.close()
    }

    private func output(isJSON: Bool) -> Output {
        let streams = streams
        return Output(isJSON: isJSON, hasColour: false) { streams.add($1, to: $0) }
    }

    private func plain(_ text: String) -> String {
        text.replacing(folder.path + "/", with: "").replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
    }

    final class Streams: Sendable {
        private let texts = Mutex<[StandardStream: String]>([:])

        var output: String { texts.withLock { $0[.output] ?? "" } }
        var error: String { texts.withLock { $0[.error] ?? "" } }

        func clear() { texts.withLock { $0 = [:] } }

        func add(_ text: String, to stream: StandardStream) {
            texts.withLock { $0[stream, default: ""] += text }
        }
    }
}

extension VerbScene {
    /// A host with two accounts, of a network that nobody asks.
    static func quiet(language: String = "en", more: [String: String] = [:]) throws -> VerbScene {
        let config = """
            [report]
            language = "\(language)"
            [paths]
            networks = "networks"
            [history]
            database = "balance.db"

            """
        let files = [
            "config.toml": config, "networks/acme.toml": acme, "secrets/key": "sesame-of-acme",
            "accounts.d/1.toml": account("acme-one", title: "Acme One", tags: #"["client-a"]"#),
            "accounts.d/2.toml": account("acme-two", title: "Acme Two"),
        ]
        let scene = try VerbScene(files.merging(more) { $1 })
        scene.locale = language == "ru" ? "ru_RU.UTF-8" : "C.UTF-8"
        return scene
    }

    static func account(_ name: String, title: String, tags: String = "[]") -> String {
        """
        name = "\(name)"
        title = "\(title)"
        network = "acme"
        tags = \(tags)
        secrets.token = { file = "secrets/key" }

        """
    }

    static let acme = """
        title = "Acme"
        source = "https://acme.example/api"
        verified = true
        min_interval = "15m"
        currency = "USD"
        [secrets]
        token = "API token"
        [request]
        url = "https://acme.example/balance"
        headers = { Authorization = "Bearer {secrets.token}" }
        [response]
        wallets = "{amount: .balance}"

        """
}

extension VerbScene {
    /// Three days of `acme-one` (100, then 80, 70 and, after a top-up of 50, 120), and `acme-two`, whose key is refused since 11:00.
    func recordThreeDays(lastSweep: Instant = now - 60) async throws {
        try await record { transaction in
            let currency = try #require(Currency("USD"))
            let began = Self.now - 3 * 86_400
            func account(_ name: String, _ title: String) throws -> AccountID {
                try transaction.upsertAccount(name: name, was: nil, network: "acme", title: title, at: began).id
            }
            let one = try transaction.openWallet(
                account: account("acme-one", "Acme One"), key: "main", title: nil, currency: currency, at: began, opening: dollars("100"))
            let changes: [(Int64, String, String, String)] = [(30, "80", "20", "0"), (5, "70", "30", "0"), (3, "120", "30", "50")]
            for (hours, balance, spent, credited) in changes {
                try transaction.append(
                    Reading(at: Self.now - hours * 3600, balance: dollars(balance), spent: dollars(spent), credited: dollars(credited)),
                    to: one.id)
            }
            try transaction.record(Credit(wallet: one.id, at: Self.now - 3 * 3600, amount: dollars("50"), kind: .topUp))
            let two = try account("acme-two", "Acme Two")
            _ = try transaction.openWallet(
                account: two, key: "main", title: nil, currency: currency, at: Self.now - 2 * 86_400, opening: dollars("77.1"))
            try transaction.openGap(Gap(account: two, from: Self.now - 4 * 3600, reason: "credentials", detail: "401 Unauthorized"))
            try transaction.recordSweep(at: lastSweep)
        }
    }
}

func dollars(_ text: String) -> Money { (try? Money(decimal: text)) ?? .zero }
