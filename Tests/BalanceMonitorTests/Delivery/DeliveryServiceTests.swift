import Domain
import History
import Simulator
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The delivery", .timeLimit(.minutes(1))) struct DeliveryServiceTests {
    func service(
        _ bench: Bench, _ telegram: TestTelegram, belief: SharedBelief? = nil, pace: SharedPace = SharedPace(.none), time: TimeSource? = nil
    ) throws -> DeliveryService {
        DeliveryService(
            bot: Bench.bot,
            postman: Postman(
                history: bench.history, telegram: telegram.client(), installation: CurrentInstallation(try bench.installation()),
                zones: bench.zones, time: time ?? bench.time, pace: pace),
            bell: Bell(), belief: belief ?? SharedBelief(ClockBelief(isBelieved: true)), log: bench.log)
    }

    func telegram(_ bench: Bench, chats: ClosedRange<Int64>) -> TestTelegram {
        let clock = bench.clock
        let telegram = TestTelegram(clock: { clock.now })
        for id in chats { telegram.server.open(SimulatedChat(of: SimulatedUser(id: id, name: "\(id)"))) }
        return telegram
    }

    func enqueue(_ bench: Bench, _ text: String, to chat: Int64) async throws {
        _ = try await bench.history.write { transaction in
            try transaction.enqueue(
                OutgoingMessage(
                    bot: Bench.bot, chat: ChatAddress(chat: chat), kind: .report, parts: [.init(text: text)], createdAt: Bench.start))
        }
    }

    /// Runs the service beside `body`, whose clock stands still.
    func running(_ service: DeliveryService, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test("of one chat that must wait does not hold up the others")
    func rateLimited() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...10)
        telegram.server.limit(4, retryAfter: 37)
        for chat in 1...10 as ClosedRange<Int64> { try await enqueue(bench, "report", to: chat) }
        try await running(service(bench, telegram)) {
            for chat in 1...10 as ClosedRange<Int64> where chat != 4 {
                #expect(await telegram.server.waitForMessages(1, in: chat).count == 1)
            }
            // Its refusal must be noted before the clock moves.
            while try await bench.history.read({ try $0.outbox(in: .queued, limit: 9).first?.lastError }) == nil {}
            #expect(telegram.server.botMessages(in: 4).isEmpty)
            // The refusal may have come at the end of a second, which the clock does not show.
            for step in [30, 7] as [Int64] {
                await bench.clock.waitForSleepers()
                bench.clock.advance(bySeconds: step)
            }
            await bench.clock.waitForSleepers()
            #expect(telegram.server.botMessages(in: 4).isEmpty)
            bench.clock.advance(bySeconds: 1)
            #expect(await telegram.server.waitForMessages(1, in: 4).count == 1)
        }
    }

    @Test("waits for all while Telegram cannot be reached, and then keeps the order")
    func unreachable() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...1)
        for _ in 0..<3 { telegram.server.failNext("sendMessage", .refused(code: 401, description: "Unauthorized")) }
        for text in ["10:15", "17:15", "10:15 again"] { try await enqueue(bench, text, to: 1) }
        try await running(service(bench, telegram)) {
            while telegram.server.botMessages(in: 1).count < 3 {
                await bench.clock.waitForSleepers()
                bench.clock.advance(bySeconds: 60)
            }
            #expect(telegram.server.botMessages(in: 1).map(\.text) == ["10:15", "17:15", "10:15 again"])
            #expect(telegram.server.calls(of: "sendMessage") == 6)
        }
    }

    @Test("marks what an earlier process was sending as a possible repeat")
    func recovery() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...1)
        try await enqueue(bench, "one", to: 1)
        try await enqueue(bench, "two", to: 1)
        try await bench.history.write { transaction in
            let row = try #require(try transaction.snapshot.due(bot: Bench.bot, at: Bench.start).first)
            #expect(try transaction.markSending(row.id, at: Bench.start))
        }
        try await running(service(bench, telegram)) {
            let messages = await telegram.server.waitForMessages(2, in: 1)
            #expect(messages.map(\.text) == ["⚠️ возможен повтор\none", "two"])
        }
    }

    @Test("sends nothing before the clock is believed")
    func belief() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...1)
        let belief = SharedBelief(ClockBelief())
        try await enqueue(bench, "one", to: 1)
        try await running(service(bench, telegram, belief: belief)) {
            for _ in 0..<3 {
                await bench.clock.waitForSleepers()
                bench.clock.advance(bySeconds: 5)
            }
            await bench.clock.waitForSleepers()
            #expect(telegram.server.calls(of: "sendMessage") == 0)
            belief.hear(.telegram, says: bench.clock.now, at: bench.clock.now)
            bench.clock.advance(bySeconds: 5)
            #expect(await telegram.server.waitForMessages(1, in: 1).count == 1)
        }
    }
}
