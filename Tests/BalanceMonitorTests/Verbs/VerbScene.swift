import Domain
import Foundation
import History
import Simulator
import Synchronization

@testable import BalanceMonitor

/// A host for verbs: files, a history, and two streams that are kept instead of shown.
final class VerbScene {
    /// Sunday 2026-11-22, 15:00 in Moscow.
    static let now = Instant(seconds: 1_795_348_800)

    let folder: ConfigurationFolder
    let streams = Streams()

    init(_ files: [String: String]) throws {
        folder = try ConfigurationFolder(files)
    }

    var config: String { folder.path + "/config.toml" }
    var database: String { folder.path + "/balance.db" }
    var outside: VerbOutside {
        VerbOutside(environment: [:], zones: ZoneFiles(), time: TimeSource(now: { Self.now }, sleep: TimeSource.system.sleep))
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
        return try VerbScene(files.merging(more) { $1 })
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

func dollars(_ text: String) -> Money { (try? Money(decimal: text)) ?? .zero }
