import Domain
import Foundation
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("check")
struct CheckVerbTests {
    private static let course = BalanceCourse(
        seed: 7, start: VerbScene.now + 86_400, opening: Money(micros: 1_234_560_000), dailySpend: Money(micros: 5_000_000))
    private let telegram = SimulatedTelegram(token: Secret("123456:bot-token-of-the-test"), clock: { VerbScene.now })

    @Test("asks each network and Telegram once, shows what came, and stores nothing")
    func allWell() async throws {
        let networks = try Self.networks()
        try await withScene(networks) { scene in
            let code = await CheckVerb.run(
                configuration: scene.config, accounts: [], offline: false, output: scene.text, outside: scene.outside)
            let printed = scene.printed
            #expect(code == .ok)
            #expect(printed.contains("kadam-main (Kadam): ok\n"))
            #expect(printed.contains("/api/v1/finance/balance\n        status 200 in "))
            #expect(printed.contains("    main: 1234.56 RUB\n"))
            #expect(printed.contains("popads-main (PopAds): ok\n"))
            #expect(printed.contains("telegram by direct: ok: the bot is @BalanceTestBot, answered in "))
            #expect(printed.contains("telegram by http://127.0.0.1:9: failed: no answer of Telegram"))
            #expect(networks.accounts.map { networks.requests(of: $0.name) } == [1, 1])
            for secret in ["kadam-key-1234", "popads-key-1234", "bot-token-of-the-test"] {
                #expect(!(scene.streams.output + scene.streams.error).contains(secret))
            }
            #expect(!FileManager.default.fileExists(atPath: scene.database))
        }
    }

    @Test("refuses an account that would take over the name of one that was removed, without asking anybody")
    func takenName() async throws {
        let scene = try VerbScene([
            "config.toml": "[paths]\nnetworks = \"networks\"\n[history]\ndatabase = \"balance.db\"\n",
            "networks/acme.toml": VerbScene.acme, "secrets/key": "sesame-of-acme",
            "accounts.d/two.toml": Bench.account("acme-two", title: "Two", more: "was = \"acme-one\""),
        ])
        try await scene.recordThreeDays()
        let code = await CheckVerb.run(
            configuration: scene.config, accounts: [], offline: true, output: scene.text, outside: scene.outside)
        #expect(code == .badConfiguration)
        #expect(scene.streams.error.contains("accounts.d/two.toml:4"), "\(scene.streams.error)")
        #expect(scene.streams.error.contains("accounts acme-one and acme-two both have a history"))
    }

    @Test("ends partly when some fail, and says whose secret to look at")
    func partly() async throws {
        try await withScene(try Self.networks(popads: .refused)) { scene in
            let code = await CheckVerb.run(
                configuration: scene.config, accounts: [], offline: false, output: scene.text, outside: scene.outside)
            #expect(code == .partly)
            #expect(scene.printed.contains("popads-main (PopAds): failed\n"))
            #expect(scene.printed.contains("    credentials: "))
            #expect(scene.printed.contains("check the secrets of this account (accounts.d/popads.toml:3)"))
        }
    }

    @Test(
        "looks at the named accounts alone, and fails when they all do", arguments: [SimulatedAccount.Trouble.refused, .serverError, .page])
    func failed(trouble: SimulatedAccount.Trouble) async throws {
        let networks = try Self.networks(popads: trouble)
        try await withScene(networks) { scene in
            let code = await CheckVerb.run(
                configuration: scene.config, accounts: ["popads-main"], offline: false, output: scene.json, outside: scene.outside)
            #expect(code == .failed)
            #expect(networks.requests(of: "kadam-main") == 0)
            let account = try #require(try scene.printedJSON()["accounts"]?.elements.first)
            #expect(account["verdict"]?.text == "failed")
            #expect(account["error"]?["class"]?.text == (trouble == .refused ? "credentials" : "temporary"))
            #expect(account["wallets"]?.elements.isEmpty == true)
            #expect(try scene.printedJSON()["telegram"] == nil)
        }
    }

    @Test("gives programs the amounts as strings")
    func json() async throws {
        try await withScene(try Self.networks()) { scene in
            let code = await CheckVerb.run(
                configuration: scene.config, accounts: [], offline: false, output: scene.json, outside: scene.outside)
            #expect(code == .ok)
            let document = try scene.printedJSON()
            let wallet = try #require(document["accounts"]?.elements.first?["wallets"]?.elements.first)
            #expect(wallet["amount"] == .string("1234.56"))
            #expect(wallet["currency"] == .string("RUB"))
            #expect(document["telegram"]?.elements.map { $0["verdict"]?.text } == ["ok", "failed"])
        }
    }

    @Test("offline asks nobody")
    func offline() async throws {
        let networks = try Self.networks()
        try await withScene(networks) { scene in
            let code = await CheckVerb.run(
                configuration: scene.config, accounts: [], offline: true, output: scene.text, outside: scene.outside)
            #expect(code == .ok)
            #expect(scene.printed.contains("accounts: 2, networks: 2, every filter compiles"))
            #expect(scene.printed.contains("telegram: a token is set, owners: 0, routes: direct, http://127.0.0.1:9"))
            #expect(networks.accounts.allSatisfy { networks.requests(of: $0.name) == 0 })
        }
    }

    @Test("offline names what a poll or the daemon would refuse later: a key of two lines, a folder in the database's place")
    func refusedLater() async throws {
        let scene = try VerbScene.quiet(more: ["secrets/key": "sesame-of-acme\nsecond-line\n", "data/x": ""])
        try scene.folder.write("[paths]\nnetworks = 'networks'\n[history]\ndatabase = 'data'\n", to: "config.toml")
        let code = await CheckVerb.run(configuration: scene.config, accounts: [], offline: true, output: scene.text, outside: scene.outside)
        #expect(code == .badConfiguration)
        let key = #"the secret "token" in [secrets] (secrets/key) holds a line end or a control character within its value"#
        let lines = scene.complaints.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("accounts.d/1.toml:5: \(key)") && lines[1].hasPrefix("accounts.d/2.toml:5: \(key)"), "\(lines)")
        #expect(lines[2] == #"config.toml:4: "database" in [history] is a folder: name a file in it, like "data/balance.db""#)
        #expect(!scene.complaints.contains("sesame") && !scene.complaints.contains("second-line"))
    }

    @Test("waits no longer for a silent network than the configuration allows")
    func silence() async throws {
        try await LoopbackServer.during(answering: { _ in
            try? await Task.sleep(for: .seconds(600))
            return ServedResponse(body: [])
        }) { url in
            let scene = try Self.scene(url)
            try scene.folder.write(Self.config(url).replacing("timeout = \"20s\"", with: "timeout = \"1s\""), to: "config.toml")
            let began = ContinuousClock.now
            let code = await CheckVerb.run(
                configuration: scene.config, accounts: ["kadam-main"], offline: false, output: scene.text, outside: scene.outside)
            #expect(code == .failed)
            #expect(ContinuousClock.now - began < .seconds(15))
            #expect(scene.printed.contains("temporary"))
        }
    }

    @Test("hears from the Date of an answer that the clock is off")
    func clock() async throws {
        try await LoopbackServer.during(answering: { _ in
            ServedResponse(
                headers: ["Date": "Sun, 22 Nov 2026 12:30:00 GMT", "Content-Type": "application/json"],
                body: Array(#"{"success":true,"data":{"balance":1,"currency":"rub"}}"#.utf8))
        }) { url in
            let scene = try Self.scene(url)
            let code = await CheckVerb.run(
                configuration: scene.config, accounts: ["kadam-main"], offline: false, output: scene.text, outside: scene.outside)
            #expect(code == .partly)
            #expect(scene.printed.contains("clock: failed: it is 1800 s behind the servers' clocks"))
        }
    }

    @Test(
        "believes the server that disagrees least",
        arguments: [([], nil), ([3], 3), ([-600], -600), ([90_000, -2], -2), ([700, -800], 700)] as [([Int64], Int64?)])
    func witnesses(offsets: [Int64], offset: Int64?) {
        #expect(ClockCheck(offsets: offsets)?.offset == offset)
        #expect(ClockCheck(offsets: offsets)?.verdict == offset.map { abs($0) <= 600 ? .ok : .failed })
    }

    // MARK: The scene

    private func withScene(_ networks: SimulatedNetworks, _ body: (VerbScene) async throws -> Void) async throws {
        let telegram = telegram
        try await LoopbackServer.during(answering: { request in
            request.path.hasPrefix("/bot") ? await telegram.respond(to: request) : networks.respond(to: request)
        }) { try await body(Self.scene($0)) }
    }

    private static func networks(popads trouble: SimulatedAccount.Trouble? = nil) throws -> SimulatedNetworks {
        let always = Window(from: Instant(seconds: 0), until: Instant(seconds: 1 << 40))
        return SimulatedNetworks(
            accounts: [
                SimulatedAccount(
                    name: "kadam-main", network: .kadam, secret: Secret("kadam-key-1234"), currency: try #require(Currency("RUB")),
                    course: course),
                SimulatedAccount(
                    name: "popads-main", network: .popads, secret: Secret("popads-key-1234"), currency: try #require(Currency("USD")),
                    course: course,
                    troubles: trouble.map { [(always, $0)] } ?? []),
            ], clock: { VerbScene.now })
    }

    private static func scene(_ url: String) throws -> VerbScene {
        let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/NetworkDefinitions")
        var files = ["config.toml": config(url), "secrets/token": "123456:bot-token-of-the-test"]
        for network in ["kadam", "popads"] {
            let text = try String(contentsOf: shipped.appending(path: "\(network).toml"), encoding: .utf8)
            files["networks/\(network).toml"] = LoopbackDefinition.text(of: text, origin: url)
            files["secrets/\(network)"] = "\(network)-key-1234\n"
            let key = text.contains("\napi_key") ? "api_key" : text.contains("\nkey ") ? "key" : "token"
            files["accounts.d/\(network).toml"] = """
                name = "\(network)-main"
                network = "\(network)"
                secrets.\(key) = { file = "secrets/\(network)" }

                """
        }
        return try VerbScene(files)
    }

    private static func config(_ url: String) -> String {
        """
        [telegram]
        token = { file = "secrets/token" }
        api = "\(url)"
        routes = ["direct", "http://127.0.0.1:9"]
        [collector]
        timeout = "20s"
        [paths]
        networks = "networks"
        [history]
        database = "balance.db"

        """
    }
}
