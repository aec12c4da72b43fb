import Domain
import History
import Simulator
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The service of updates") struct UpdatesServiceTests {
    private let owner = SimulatedUser(id: Bench.owner, name: "Olga")
    private let eve = SimulatedUser(id: 99, name: "Eve")

    private func service(_ bench: Bench, _ telegram: TestTelegram, belief: Bool = true) throws -> UpdatesService {
        UpdatesService(
            bot: Bench.bot, telegram: telegram.client(), installation: CurrentInstallation(try bench.installation()),
            history: bench.history,
            zones: bench.zones, time: bench.time, state: CollectorState(), belief: SharedBelief(ClockBelief(isBelieved: belief)),
            status: Shared(ServiceStatus(startedAt: Bench.start, route: "direct")), outboxBell: Bell(), slotBell: Bell(), jobBell: Bell(),
            log: bench.log)
    }

    /// Runs the service until its outbox holds `count` messages.
    private func outbox(_ bench: Bench, _ service: UpdatesService, reaches count: Int) async throws -> [OutboxRow] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            defer { group.cancelAll() }
            while true {
                let rows = try await bench.history.read { try $0.outbox(in: .queued, limit: 1000) }
                if rows.count >= count { return rows.reversed() }
                guard await service.outboxBell.wait(atMost: .seconds(60), time: .system) else { return rows }
            }
        }
    }

    @Test("answers a backlog once to each who wrote, with how many there were", .timeLimit(.minutes(1)))
    func backlog() async throws {
        let bench = try Bench()
        let telegram = TestTelegram(clock: { Bench.start - 3600 })
        telegram.server.open(SimulatedChat(id: -500, kind: .group, title: "Buyers"))
        for _ in 0..<50 { telegram.server.userSays("/stat", from: owner) }
        for _ in 0..<3 { telegram.server.userSays("/stat", from: owner, in: -500) }
        telegram.server.userSays("/stat", from: eve, in: -500)
        let rows = try await outbox(bench, service(bench, telegram), reaches: 2)
        #expect(rows.map(\.chat.chat) == [Bench.owner, -500])
        #expect(rows.map { $0.content.text.contains("пришло команд: 50.") } == [true, false])
        #expect(rows.map { $0.content.text.contains("пришло команд: 3.") } == [false, true])
    }

    @Test("goes on after updates of any shape", .timeLimit(.minutes(1)))
    func anyShape() async throws {
        let bench = try Bench()
        let telegram = TestTelegram(clock: { Bench.start })
        telegram.server.push("edited_message", ["message_id": 1])
        telegram.server.push("message", ["message_id": "x"])
        telegram.server.push("callback_query", ["id": "1", "from": ["id": 1]])
        telegram.server.push("channel_post", "nonsense")
        telegram.server.userSays("/whoami", from: owner)
        let rows = try await outbox(bench, service(bench, telegram), reaches: 1)
        #expect(rows.map { $0.content.text.contains("владелец") } == [true])
        #expect(try await bench.history.read { try $0.updateOffset(bot: Bench.bot)?.next } == 1006)
    }

    @Test("goes on after a command that fails, and says sorry", .timeLimit(.minutes(1)))
    func failing() async throws {
        let bench = try Bench()
        let broken = KnownChat(address: ChatAddress(chat: Bench.owner), kind: .private, title: "Olga", timezone: "Mars/Olympus")
        try await bench.history.write { try $0.save(broken) }
        let telegram = TestTelegram(clock: { Bench.start })
        telegram.server.userSays("/stat", from: owner)
        telegram.server.open(SimulatedChat(id: -500, kind: .group, title: "Buyers"))
        telegram.server.userSays("/whoami", from: owner, in: -500)
        let rows = try await outbox(bench, service(bench, telegram), reaches: 2)
        #expect(rows.map { $0.content.text.hasPrefix("Не получилось выполнить команду") } == [true, false])
    }

    @Test("deletes a webhook that was left behind, once, and answers what waited", .timeLimit(.minutes(1)))
    func webhook() async throws {
        let bench = try Bench()
        let telegram = TestTelegram(clock: { Bench.start })
        telegram.server.webhook = "https://user:secret@example.org/hook?token=1"
        telegram.server.userSays("/whoami", from: owner)
        let rows = try await outbox(bench, service(bench, telegram), reaches: 1)
        #expect(rows.count == 1 && telegram.server.webhook == nil)
    }

    @Test("answers to the name that the bot was given while it ran", .timeLimit(.minutes(1)))
    func renamed() async throws {
        let bench = try Bench()
        let telegram = TestTelegram(clock: { Bench.start })
        telegram.server.open(SimulatedChat(id: -500, kind: .group, title: "Buyers"))
        let service = try service(bench, telegram)
        telegram.server.userSays("/whoami@BalanceTestBot", from: owner, in: -500)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            defer { group.cancelAll() }
            _ = await service.outboxBell.wait(atMost: .seconds(30), time: .system)
            telegram.server.rename(bot: "other_bot")
            telegram.server.userSays("/whoami@other_bot", from: owner, in: -500)
            _ = await service.outboxBell.wait(atMost: .seconds(30), time: .system)
            let rows = try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }
            #expect(rows.count == 2)
        }
    }

    @Test("goes on after a message of any date", .timeLimit(.minutes(1)), arguments: [Int64.min, .max])
    func anyDate(date: Int64) async throws {
        let bench = try Bench()
        let telegram = TestTelegram(clock: { Bench.start })
        telegram.server.push(
            "message",
            [
                "message_id": 1, "date": .integer(date), "text": "/whoami",
                "chat": ["id": .integer(Bench.owner), "type": "private", "first_name": "Olga"],
                "from": ["id": .integer(Bench.owner), "is_bot": false, "first_name": "Olga"],
                "entities": [["type": "bot_command", "offset": 0, "length": 7]],
            ])
        telegram.server.userSays("/help", from: owner)
        #expect(try await outbox(bench, service(bench, telegram), reaches: 2).count == 2)
    }

    @Test("does each update once, though Telegram repeats what was not acknowledged", .timeLimit(.minutes(1)))
    func once() async throws {
        let bench = try Bench()
        let telegram = TestTelegram(clock: { Bench.start })
        telegram.server.userSays("/whoami", from: owner)
        _ = try await outbox(bench, service(bench, telegram), reaches: 1)
        telegram.server.userSays("/help", from: owner)
        let rows = try await outbox(bench, service(bench, telegram), reaches: 2)
        #expect(rows.count == 2)
        #expect(telegram.server.menus.count == BotMenu.all.count)
    }
}
