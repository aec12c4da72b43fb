import Domain
import History
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("A reload") struct ReloadServiceTests {
    private func service(_ bench: Bench, _ current: CurrentInstallation, bells: [Bell] = []) -> ReloadService {
        ReloadService(
            path: bench.folder.path + "/config.toml", environment: [:], zones: bench.zones, redaction: Redaction(), installation: current,
            history: bench.history, time: bench.time, bot: Bench.bot, bells: bells, log: bench.log)
    }

    @Test("puts what the files say now in force, and wakes whoever must know")
    func accepted() async throws {
        let bench = try Bench()
        let current = CurrentInstallation(try bench.installation())
        try bench.folder.write(Bench.account("gamma", title: "Gamma"), to: "accounts.d/300.toml")
        let bell = Bell()
        await service(bench, current, bells: [bell]).reload()
        #expect(current.value.accounts.map(\.settings.name) == ["alpha", "beta", "gamma"])
        let never = TimeSource(
            now: { Bench.start }, sleep: { _ in (try? await Task.sleep(for: .seconds(600))) != nil }, bootedAt: { Bench.start })
        #expect(await bell.wait(atMost: .seconds(1), time: never))
    }

    @Test("that does not hold leaves the old in force, and tells the owner whose chat is open")
    func refused() async throws {
        let bench = try Bench()
        let current = CurrentInstallation(try bench.installation())
        let chat = KnownChat(address: ChatAddress(chat: Bench.owner), kind: .private, title: "Olga")
        try await bench.history.write { try $0.save(chat) }
        try bench.folder.write("nmae = \"x\" # <b>", to: "accounts.d/300.toml")
        await service(bench, current).reload()
        #expect(current.value.accounts.count == 2)
        let notes = try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }
        #expect(notes.map(\.chat.chat) == [Bench.owner])
        #expect(notes.map(\.kind) == [.note])
        #expect(notes.first?.content.text.contains("300.toml:1") == true)
        #expect(notes.first?.content.text.contains("nmae") == true)
    }

    @Test(
        "says what waits for the next start",
        arguments: [
            ("", false), ("[collector]\ninterval = \"1m\"\n", false), ("[paths]\nsession = \"other.db\"\n", true),
        ])
    func restart(change: String, needed: Bool) throws {
        let (before, after) = (try Bench(), try Bench())
        let text = { (bench: Bench) in try bench.installation().configuration }
        var first = try text(before)
        var second = try text(after)
        // The same files but for the change.
        (first.history.database, second.history.database) = ("/x", "/x")
        (first.paths.session, second.paths.session) = ("/y", change.contains("session") ? "/z" : "/y")
        if change.contains("interval") { second.collector.interval = .seconds(60) }
        #expect(ReloadService.needsRestart(first, second) == needed)
    }
}
