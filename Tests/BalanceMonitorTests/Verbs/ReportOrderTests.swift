import Domain
import History
import Logging
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("report --send")
struct ReportOrderTests {
    private func scene(chats: [Int64: String] = [22: "Victor", -500: "Buyers & Co"]) async throws -> VerbScene {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        try await scene.record { transaction in
            for (id, title) in chats {
                try transaction.save(
                    KnownChat(
                        address: ChatAddress(chat: id), kind: id > 0 ? .private : .group, title: title, isSubscribed: true,
                        subscribedAt: VerbScene.now - 4 * 86_400))
            }
        }
        return scene
    }

    private func send(_ scene: VerbScene, at time: String? = nil, chat: Int64? = nil) async -> BalanceMonitor.ExitCode {
        await ReportVerb.run(configuration: scene.config, at: time, chat: chat, send: true, output: scene.text, outside: scene.outside)
    }

    @Test(
        "says for whom and of which moment it is, and that the next start sends it",
        arguments: [
            (
                nil, nil,
                "the report for now is queued for Buyers & Co (-500), Victor (22). No daemon runs: it is sent when one starts, as of that moment."
            ),
            (nil, 22, "the report for now is queued for Victor (22). No daemon runs: it is sent when one starts, as of that moment."),
            (
                "10:15", 22,
                "the report of 10:15 MSK, Sun, 22 November is queued for Victor (22). No daemon runs: it is sent when one starts."
            ),
        ] as [(String?, Int64?, String)])
    func stopped(time: String?, chat: Int64?, sentence: String) async throws {
        let scene = try await scene()
        #expect(await send(scene, at: time, chat: chat) == .ok)
        #expect(scene.printed == "Wish 1: \(sentence)\n")
        let reader = try History.openReadOnly(path: scene.database)
        let wishes = try await reader.read { try $0.openWishes() }
        #expect(wishes.map { ReportWish($0)?.at } == [time] && wishes.map { ReportWish($0)?.chat } == [chat])
        #expect(wishes.map(\.createdAt) == [VerbScene.now])
    }

    @Test("says that a running daemon sends it at once")
    func running() async throws {
        let scene = try await scene()
        let lock = try WriterLock(database: scene.database)
        #expect(await send(scene) == .ok)
        #expect(scene.printed.hasSuffix("The daemon runs and sends it at once, or when Telegram can be reached again.\n"))
        withExtendedLifetime(lock) {}
    }

    @Test("refuses a slot that has not come, and names the present moment")
    func future() async throws {
        let scene = try await scene()
        #expect(await send(scene, at: "17:15") == .usage)
        #expect(
            scene.complaints
                == "17:15 has not come yet today: it is 15:00 MSK on Sun, 22 November; nothing was queued: without --at the report for now is sent\n"
        )
        let reader = try History.openReadOnly(path: scene.database)
        #expect(try await reader.read { try $0.openWishes() }.isEmpty)
    }

    @Test("refuses where nobody would get it", arguments: [nil, 23] as [Int64?])
    func nobody(chat: Int64?) async throws {
        let scene = try await scene(chats: [:])
        #expect(await send(scene, chat: chat) == (chat == nil ? .failed : .usage))
        #expect(scene.printed.isEmpty && !scene.complaints.isEmpty)
    }

    @Test("has the daemon send that slot's report, with a mark, to that chat alone")
    func granted() async throws {
        let scene = try await scene()
        #expect(await send(scene, at: "10:15", chat: 22) == .ok)
        scene.streams.clear()
        _ = await ReportVerb.run(
            configuration: scene.config, at: "10:15", chat: 22, send: false, output: scene.json, outside: scene.outside)
        let shown = try scene.printedJSON()["parts"]?.elements.compactMap(\.text) ?? []
        let history = try History.open(path: scene.database, lock: WriterLock(database: scene.database))
        let installation = try Installation.load(path: scene.config, environment: [:], zones: ZoneFiles())
        try await WishService(
            installation: CurrentInstallation(installation), history: history, zones: ZoneFiles(), time: scene.outside.time,
            state: CollectorState(), belief: SharedBelief(ClockBelief(isBelieved: true)), bot: 1, outboxBell: Bell(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).grantAll()
        let rows = try await history.read { try $0.outbox(in: .queued, limit: 9) }
        #expect(rows.map(\.chat.chat) == [22])
        #expect(rows.map(\.content.text) == shown.map { "↩️ sent at 15:00, as the administrator asked\n" + $0 })
        #expect(rows.allSatisfy { $0.slot == nil })
        try history.close()
    }
}
