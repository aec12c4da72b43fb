import Testing

@testable import BalanceMonitor

@Suite("sync postgres") struct SyncVerbTests {
    @Test("takes no server for granted: one that is not named is a wrong command line", arguments: ["", " ", "postgresql://"])
    func noTarget(text: String) async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let code = await SyncVerb.run(configuration: scene.config, .init(target: text), output: scene.text, outside: scene.outside)
        #expect(code == .usage && scene.printed.isEmpty)
        #expect(scene.complaints.hasPrefix("--to: no PostgreSQL server is named: write \"service=NAME\""), "\(scene.complaints)")
    }

    @Test("is told offline by check when [sync] to cannot be read, without a word of what may be a password")
    func offline() async throws {
        let scene = try VerbScene.quiet()
        let config = "[paths]\nnetworks = \"networks\"\n[sync]\nto = \"host=db sesame\"\n"
        try scene.folder.write(config, to: "config.toml")
        let code = await CheckVerb.run(configuration: scene.config, accounts: [], offline: true, output: scene.text, outside: scene.outside)
        #expect(code == .badConfiguration)
        #expect(
            scene.complaints.hasPrefix("config.toml:4: \"to\" in [sync]: ") && !scene.complaints.contains("sesame"), "\(scene.complaints)")
    }
}
