import Domain
import History
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("report")
struct ReportVerbTests {
    @Test("renders today's slot that has come, over the time since the slot before it")
    func today() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let code = await ReportVerb.run(configuration: scene.config, at: "10:15", send: false, output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.printed.hasPrefix("📊 Report 10:15 · Sun, 22 November\nSpend since 17:15 yesterday (17 h)\n"))
        #expect(scene.printed.contains(#/Acme One +10\.00 \$\n/#))
        #expect(scene.printed.contains("balance 70.00 $"))
        #expect(!scene.printed.contains("<pre>"))
    }

    @Test("renders yesterday's slot when today's has not come")
    func yesterday() async throws {
        let scene = try VerbScene.quiet(language: "ru")
        try await scene.recordThreeDays()
        _ = await ReportVerb.run(configuration: scene.config, at: "17:15", send: false, output: scene.text, outside: scene.outside)
        #expect(scene.printed.hasPrefix("📊 Отчёт 17:15 · сб, 21 ноября\nСписания с 10:15 (7 ч"))
        let note = "note: 17:15 has not come yet today: it is 15:00 MSK on Sun, 22 November: this is the report of Sat, 21 November\n"
        #expect(scene.complaints == note)
    }

    @Test("gives programs the parts as they would be sent")
    func json() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        _ = await ReportVerb.run(configuration: scene.config, at: "10:15", send: false, output: scene.json, outside: scene.outside)
        let document = try scene.printedJSON()
        #expect(document["slot"]?["at"]?["time"] == .string("2026-11-22T07:15:00Z"))
        #expect(document["window"]?["from"]?["time"] == .string("2026-11-21T14:15:00Z"))
        let parts = document["parts"]?.elements ?? []
        #expect(parts.count == 1 && parts[0].text?.contains("<pre>") == true)
    }

    @Test("shows byte for byte what went to the outbox", arguments: ["ru", "en"])
    func exact(language: String) async throws {
        let scene = try VerbScene.quiet(language: language)
        try await scene.recordThreeDays()
        let installation = try Installation.load(path: scene.config, environment: [:], zones: ZoneFiles())
        let chat = KnownChat(
            address: ChatAddress(chat: 22, topic: nil), kind: .private, title: "Victor", isSubscribed: true,
            subscribedAt: VerbScene.now - 4 * 86_400)
        let subscription = try #require(Subscription(chat, configuration: installation.configuration, zones: ZoneFiles()))
        // The slots of yesterday 17:15, and of today 10:15 after a skipped one, each some seconds late.
        for seconds in [-86_400 + 8107, -4 * 3600 - 2700 + 7] as [Int64] {
            let report = SlotReport(
                subscription: subscription, installation: installation, view: CollectorState.View(), bot: 1, now: VerbScene.now + seconds)
            try await scene.record { transaction in
                try transaction.save(chat)
                let due = subscription.due(now: report.now, newest: try transaction.snapshot.newestSlot(of: chat.address))
                _ = try report.enqueue(due, in: transaction)
            }
        }
        let reader = try History.openReadOnly(path: scene.database)
        let sent = try await reader.read { try $0.outbox(in: .queued, limit: 99).map(\.content.text) }
        #expect(sent.count == 2)
        // The newest comes first.
        for (time, text) in zip(["10:15", "17:15"], sent) {
            scene.streams.clear()
            _ = await ReportVerb.run(configuration: scene.config, at: time, send: false, output: scene.json, outside: scene.outside)
            let parts = try scene.printedJSON()["parts"]?.elements.compactMap(\.text) ?? []
            #expect(parts == [text])
            #expect(parts.first.map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test("says that nobody scheduled the time, and renders it all the same")
    func unscheduled() async throws {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        let code = await ReportVerb.run(configuration: scene.config, at: "14:00", send: false, output: scene.text, outside: scene.outside)
        #expect(code == .ok)
        #expect(scene.complaints == "note: 14:00 is none of the scheduled times (10:15, 17:15)\n")
        #expect(scene.printed.contains("Spend since 10:15 (3 h 45 min)"))
    }

    @Test("refuses to guess which report is meant")
    func noTime() async throws {
        let scene = try VerbScene.quiet()
        let code = await ReportVerb.run(configuration: scene.config, at: nil, send: false, output: scene.text, outside: scene.outside)
        #expect(code == .usage)
        #expect(scene.complaints == "name a slot, such as --at 10:15, to see its report; or send the report for now by --send\n")
    }

    @Test("refuses what is no time of day", arguments: ["25:00", "10", "", "10:15:00"])
    func nonsense(time: String) async throws {
        let scene = try VerbScene.quiet()
        let code = await ReportVerb.run(configuration: scene.config, at: time, send: false, output: scene.text, outside: scene.outside)
        #expect(code == .usage)
        #expect(scene.complaints.hasPrefix("--at wants a time of day such as 10:15"))
    }
}
