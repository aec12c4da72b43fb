import Testing

@testable import BalanceMonitor

@Suite("What a verb says of a bad configuration or command line")
struct BadCommandLineTests {
    @Test("is everything at once, with file and line")
    func problems() async throws {
        let scene = try VerbScene.quiet(more: [
            "config.toml": "[report]\nlanguage = \"fr\"\n[collector]\nintervall = \"5m\"\n[paths]\nnetworks = \"networks\"\n"
        ])
        let code = await CheckVerb.run(configuration: scene.config, accounts: [], offline: true, output: scene.text, outside: scene.outside)
        #expect(code == .badConfiguration)
        #expect(scene.printed.isEmpty)
        #expect(scene.complaints.contains("config.toml:2: "))
        #expect(scene.complaints.contains("config.toml:4: "))
        #expect(scene.complaints.contains("did you mean \"interval\"?"))
    }

    @Test("is one sentence where there is no configuration")
    func missing() async throws {
        let scene = try VerbScene([:])
        let code = await BalanceVerb.run(configuration: scene.config, filter: [], output: scene.text, outside: scene.outside)
        #expect(code == .badConfiguration)
        #expect(scene.complaints == "there is no configuration file at config.toml: write one, or name yours with --config FILE\n")
    }

    @Test("names the filter that does not compile")
    func filter() async throws {
        let broken = VerbScene.acme.replacing("{amount: .balance}", with: "{amount: .balance")
        let scene = try VerbScene.quiet(more: ["networks/acme.toml": broken])
        let code = await CheckVerb.run(configuration: scene.config, accounts: [], offline: true, output: scene.text, outside: scene.outside)
        #expect(code == .badConfiguration)
        #expect(
            scene.complaints == "network definition acme: [response] wallets: the filter does not compile: it ends too early: "
                + "a bracket or a quote is not closed\n")
    }

    @Test("is the name that was most likely meant")
    func nearest() async throws {
        let scene = try VerbScene.quiet()
        let code = await CheckVerb.run(
            configuration: scene.config, accounts: ["acme-twoo"], offline: true, output: scene.text, outside: scene.outside)
        #expect(code == .usage)
        #expect(scene.complaints == "there is no account \"acme-twoo\"; did you mean \"acme-two\"?\n")
    }

    @Test("warns of a secret that stands in a file of settings, without repeating it")
    func warning() async throws {
        let account = VerbScene.account("acme-one", title: "One").replacing("{ file = \"secrets/key\" }", with: "\"open-sesame\"")
        let scene = try VerbScene.quiet(more: ["accounts.d/1.toml": account])
        let code = await CheckVerb.run(configuration: scene.config, accounts: [], offline: true, output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.complaints.hasPrefix("warning: accounts.d/1.toml:5: the secret \"token\""))
        #expect(!scene.complaints.contains("open-sesame"))
    }
}
