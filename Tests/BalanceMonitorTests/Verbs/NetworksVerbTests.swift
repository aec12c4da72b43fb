import Foundation
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("networks")
struct NetworksVerbTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/NetworkDefinitions")
    static let names = (try? FileManager.default.contentsOfDirectory(atPath: shipped.path))?.filter { $0.hasSuffix(".toml") }.sorted() ?? []

    @Test("needs no configuration, and shows what came with the program")
    func noConfiguration() async throws {
        let scene = try VerbScene([:])
        let code = await NetworksVerb.run(configuration: scene.config, name: nil, output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.printed.contains(#/kadam +Kadam +no +- +secrets.token\n/#))
        #expect(scene.printed.contains(#/exoclick +ExoClick .*secrets.api_token, \[vars.currency\]\n/#))
    }

    @Test("lets the host's own definition replace a shipped one")
    func own() async throws {
        let scene = try VerbScene(["networks.d/kadam.toml": VerbScene.acme])
        let code = await NetworksVerb.run(configuration: scene.config, name: "kadam", output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.printed.hasPrefix("Acme (kadam)\n  verified: yes"))
        #expect(scene.printed.contains("  at most every: 15m\n"))
    }

    @Test("gives an account's file that loads as it is once its blanks are filled", arguments: names)
    func example(file: String) async throws {
        let network = String(file.dropLast(5))
        let text = try String(contentsOf: Self.shipped.appending(path: file), encoding: .utf8)
        let scene = try VerbScene(["config.toml": "[paths]\nnetworks = \"networks\"\n", "networks/\(file)": text])
        let code = await NetworksVerb.run(configuration: scene.config, name: network, output: scene.json, outside: scene.outside)
        #expect(code == .ok)
        let document = try scene.printedJSON()
        let example = try #require(document["example"]?.text)
        #expect(example.contains("network = \"\(network)\""))
        for match in example.matches(of: #/file = "([^"]+)"/#) { try scene.folder.write("a-secret", to: String(match.1)) }
        try scene.folder.write(example.replacing(" = \"\"", with: " = \"filled\""), to: "accounts.d/\(network)-main.toml")
        let installation = try Installation.load(path: scene.config, environment: [:], zones: ZoneFiles())
        #expect(installation.configuration.warnings.isEmpty)
        #expect(installation.accounts.map(\.settings.name) == ["\(network)-main"])
        #expect(installation.accounts.first?.settings.secrets.count == document["secrets"]?.elements.count)
    }

    @Test("says which network was most likely meant")
    func unknown() async throws {
        let scene = try VerbScene([:])
        let code = await NetworksVerb.run(configuration: scene.config, name: "kadm", output: scene.text, outside: scene.outside)
        #expect(code == .usage)
        #expect(scene.complaints == "there is no network \"kadm\"; did you mean \"kadam\"?\n")
    }

    @Test("shows the others when one definition is broken, and ends with a bad configuration", arguments: [nil, "broken"])
    func broken(name: String?) async throws {
        let scene = try VerbScene(["networks.d/broken.toml": "title = 3\n"])
        let code = await NetworksVerb.run(configuration: scene.config, name: name, output: scene.text, outside: scene.outside)
        #expect(code == .badConfiguration)
        #expect(scene.complaints.contains("networks.d/broken.toml:1: "))
        #expect(scene.printed.contains("kadam") == (name == nil))
    }

    @Test("takes no notice of a configuration that does not hold, and says so")
    func brokenConfiguration() async throws {
        let scene = try VerbScene(["config.toml": "nonsense = 1\n"])
        let code = await NetworksVerb.run(configuration: scene.config, name: nil, output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.complaints.hasPrefix("note: config.toml has problems (`balance-monitor check --offline` tells them)"))
        #expect(scene.printed.contains("kadam"))
    }
}
