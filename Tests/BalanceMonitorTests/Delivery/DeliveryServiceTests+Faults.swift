import Domain
import FoundationEssentials
import History
import Simulator
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

/// Telegram's limits, and chats whose faults are theirs alone.
extension DeliveryServiceTests {
    private static let failing = TelegramFault.refused(code: 502, description: "Bad Gateway")

    @Test("keeps Telegram's limits instead of running into them: a broadcast to 200 chats")
    func broadcast() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...200)
        telegram.server.setRates(overall: 30, chat: 1)
        for chat in 1...200 as ClosedRange<Int64> { try await enqueue(bench, "report", to: chat) }
        let began = ContinuousClock.now
        try await running(service(bench, telegram, pace: SharedPace(), time: .system)) {
            #expect(await telegram.server.waitForMessages(1, in: 200, within: .seconds(30)).count == 1)
            while try await bench.history.read({ try $0.outbox(in: .sent, limit: 999).count }) < 200 {
                try await Task.sleep(for: .milliseconds(10))
            }
            let took = ContinuousClock.now - began
            // 200 messages at 30 a second take 6.7 s.
            #expect(took < .milliseconds(7333), "it took \(took)")
            #expect(telegram.server.pressure.refusals < 5)
        }
    }

    @Test("sends a chat nothing before the pause is over that Telegram asked for, in real time, whatever else wakes it")
    func neverEarly() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...2)
        telegram.server.limit(1, retryAfter: 2, calls: 2)
        try await enqueue(bench, "one", to: 1)
        let service = try service(bench, telegram, time: .system)
        try await running(service) {
            for _ in 0..<160 where telegram.server.botMessages(in: 1).isEmpty {
                service.bell.ring()
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(telegram.server.botMessages(in: 1).count == 1)
            #expect(telegram.server.pressure.early == 0)
        }
    }

    @Test("of a chat that Telegram fails for ever holds no other up")
    func failingChat() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...62)
        telegram.server.fail("sendMessage", in: 1, Self.failing, count: nil)
        for chat in 1...62 as ClosedRange<Int64> { try await enqueue(bench, "report", to: chat) }
        try await running(service(bench, telegram)) {
            // The clock stands still: whatever waits for the failing chat would wait for ever.
            for chat in 2...62 as ClosedRange<Int64> {
                #expect(await telegram.server.waitForMessages(1, in: chat).count == 1)
            }
        }
        let waiting = try await bench.history.read { try $0.outbox(in: .queued, limit: 99) }
        #expect(waiting.map(\.chat.chat) == [1] && waiting[0].notBefore > Bench.start)
    }

    @Test("waits for all once getMe fails too, and goes on when it answers")
    func outage() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...40)
        for _ in 0..<100 { telegram.server.failNext("sendMessage", Self.failing) }
        for _ in 0..<3 { telegram.server.failNext("getMe", Self.failing) }
        for chat in 1...40 as ClosedRange<Int64> { try await enqueue(bench, "report", to: chat) }
        try await running(service(bench, telegram)) {
            while telegram.server.calls(of: "getMe") < 3 {
                await bench.clock.waitForSleepers()
                bench.clock.advance(bySeconds: 30)
            }
            #expect(telegram.server.calls(of: "sendMessage") <= 3 * DeliverySlots.count, "they are not all tried in vain")
            while telegram.server.botMessages(in: 40).isEmpty {
                await bench.clock.waitForSleepers()
                bench.clock.advance(bySeconds: 30)
            }
        }
    }

    @Test("of sixteen chats that hang or fail does not hold up thirty healthy ones")
    func sixteen() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...46)
        for chat in 1...16 as ClosedRange<Int64> {
            telegram.server.fail("sendMessage", in: chat, chat.isMultiple(of: 4) ? Self.failing : .hang, count: nil)
        }
        for chat in 1...46 as ClosedRange<Int64> { try await enqueue(bench, "report", to: chat) }
        let began = ContinuousClock.now
        try await running(service(bench, telegram)) {
            for chat in 17...46 as ClosedRange<Int64> {
                #expect(await telegram.server.waitForMessages(1, in: chat, within: .seconds(20)).count == 1)
            }
        }
        #expect(ContinuousClock.now - began < .seconds(15))
    }

    @Test("leaves a part alone that the database refuses to mark, tells the owner once, and goes on with all others")
    func unmarkable() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...12)
        telegram.server.open(SimulatedChat(of: SimulatedUser(id: Bench.owner, name: "Olga")))
        try await bench.history.write {
            try $0.save(KnownChat(address: ChatAddress(chat: Bench.owner), kind: .private, title: "x"))
        }
        try refuse("state = 'sending' AND text = 'refused'", bench)
        for (chat, text) in [(1, "refused"), (1, "next"), (2, "other")] as [(Int64, String)] { try await enqueue(bench, text, to: chat) }
        try await running(service(bench, telegram)) {
            #expect(await telegram.server.waitForMessages(1, in: 2).map(\.text) == ["other"])
            #expect(await telegram.server.waitForMessages(1, in: 1).map(\.text) == ["next"])
            #expect(await telegram.server.waitForMessages(1, in: Bench.owner).count == 1)
            for _ in 0..<5 {
                await bench.clock.waitForSleepers()
                bench.clock.advance(bySeconds: 60)
            }
            await bench.clock.waitForSleepers()
            #expect(telegram.server.botMessages(in: Bench.owner).count == 1)
        }
    }

    @Test("leaves a message whose end the database refuses, tells the owner, and does not hold its chat")
    func unrecordable() async throws {
        let bench = try Bench()
        let telegram = telegram(bench, chats: 1...12)
        telegram.server.open(SimulatedChat(of: SimulatedUser(id: Bench.owner, name: "Olga")))
        try await bench.history.write {
            try $0.save(KnownChat(address: ChatAddress(chat: Bench.owner), kind: .private, title: "x"))
        }
        try refuse("state = 'sent' AND text = 'refused'", bench)
        for text in ["refused", "next"] { try await enqueue(bench, text, to: 1) }
        try await running(service(bench, telegram)) {
            #expect(await telegram.server.waitForMessages(2, in: 1).map(\.text) == ["refused", "next"])
            #expect(await telegram.server.waitForMessages(1, in: Bench.owner).first?.text.contains("не записано") == true)
        }
    }

    /// From now on the database refuses a row of the outbox that would be so.
    private func refuse(_ condition: String, _ bench: Bench) throws {
        let new = condition.replacing("state", with: "NEW.state").replacing("text", with: "NEW.text")
        let trigger = "CREATE TRIGGER refuse BEFORE UPDATE ON outbox WHEN \(new) BEGIN SELECT RAISE(ABORT, 'refused by a test'); END"
        let run = try ShellRun(#"exec sqlite3 "$1" "$2""#, [bench.history.path, trigger])
        #expect(run.code == 0, "\(run)")
    }
}
