import Domain
import History
import Simulator
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("Reports that cannot be written down", .timeLimit(.minutes(1))) struct UnwrittenReportsTests {
    /// A host whose disk is full until a test frees it, with chats that are subscribed.
    private final class Scene: Sendable {
        let bench: Bench
        let telegram: TestTelegram
        let isFull = Shared(true)
        let reports: UnwrittenReports

        init(chats: [Int64], cutOff: Int = 0) async throws {
            let bench = try Bench()
            let clock = bench.clock
            let telegram = TestTelegram(clock: { clock.now })
            (self.bench, self.telegram) = (bench, telegram)
            reports = UnwrittenReports(
                bot: Bench.bot, history: bench.history, telegram: telegram.client(cutOff: cutOff),
                installation: CurrentInstallation(try bench.installation()), time: bench.time, pace: SharedPace(.none), log: bench.log
            ) { [isFull] change in
                guard !isFull.read({ $0 }) else { throw HistoryError.cannotWrite(reason: "database or disk is full") }
                try await bench.history.write(change)
            }
            for id in chats {
                let kind = id < 0 ? SimulatedChat.Kind.supergroup : .private
                telegram.server.open(SimulatedChat(id: id, kind: kind, title: "\(id)", isForum: id < 0))
            }
            try await bench.history.write { transaction in
                for id in chats {
                    try transaction.save(
                        KnownChat(
                            address: ChatAddress(chat: id), kind: id < 0 ? .supergroup : .private, title: "x", isSubscribed: true,
                            subscribedAt: Bench.start))
                }
            }
        }

        func add(_ texts: [String], to chat: ChatAddress, time: String = "10:15") {
            let now = bench.clock.now
            reports.add(
                UnwrittenOutbox.Report(
                    slot: slot(chat, time), window: Window(from: now - 3600, until: now), language: .en, createdAt: now,
                    parts: texts.map { UnwrittenOutbox.Part(text: $0, notBefore: now) }))
        }

        func slot(_ chat: ChatAddress, _ time: String = "10:15") -> ReportSlot {
            ReportSlot(chat: chat, date: "2026-11-22", time: time)
        }

        func state(_ chat: ChatAddress) async throws -> ReportSlot.State? {
            let slot = slot(chat)
            return try await bench.history.read { try $0.state(of: slot) }
        }

        func texts(_ chat: Int64) -> [String] { telegram.server.botMessages(in: chat).map(\.text) }

        func advance(by seconds: Int64) async {
            await bench.clock.waitForSleepers()
            bench.clock.advance(bySeconds: seconds)
            await bench.clock.waitForSleepers()
        }

        /// Runs the service beside `body`, then ends it as a stop does.
        func running(_ body: () async throws -> Void) async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [reports] in try await reports.run() }
                try await body()
                group.cancelAll()
                try await group.waitForAll()
            }
        }

        /// Another service writes something.
        func someoneWrites() async throws {
            isFull.update { $0 = false }
            try await bench.history.write {
                try $0.setAlertState(AlertKey(kind: "x", subject: "x", chat: ChatAddress(chat: 1)), to: "x", at: Bench.start)
            }
        }

        func waitUntilWritten(_ chat: ChatAddress) async throws -> ReportSlot.State? {
            for _ in 0..<1000 {
                if let state = try await state(chat), state != .queued { return state }
                try await Task.sleep(for: .milliseconds(5))
            }
            return try await state(chat)
        }
    }

    private let one = ChatAddress(chat: 1)

    @Test("send of a report in two parts only the part again that was refused")
    func secondPart() async throws {
        let scene = try await Scene(chats: [1])
        scene.telegram.server.fail("sendMessage", in: 1, .refused(code: 502, description: "Bad Gateway"), skip: 1)
        scene.add(["one", "two"], to: one)
        try await scene.running {
            #expect(await scene.telegram.server.waitForMessages(1, in: 1).count == 1)
            // The pause begins when the refusal has arrived.
            for _ in 0..<200 where scene.texts(1).count < 2 {
                await scene.advance(by: 5)
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(await scene.telegram.server.waitForMessages(2, in: 1).map(\.text) == ["one", "two"])
            try await scene.someoneWrites()
            #expect(try await scene.waitUntilWritten(one) == .sent)
        }
        #expect(scene.texts(1) == ["one", "two"])
        let sent = try await scene.bench.history.read { try $0.outbox(in: .sent, limit: 9) }
        #expect(sent.map(\.messageID) == [2, 1])
    }

    @Test("leave to the outbox what was not sent when something could be written, and nothing that was")
    func rest() async throws {
        let scene = try await Scene(chats: [1])
        scene.telegram.server.fail("sendMessage", in: 1, .rateLimited(retryAfter: 500), skip: 1)
        scene.add(["one", "two"], to: one)
        try await scene.running {
            #expect(await scene.telegram.server.waitForMessages(1, in: 1).count == 1)
            await scene.advance(by: 5)
            try await scene.someoneWrites()
            while try await scene.state(one) == nil { try await Task.sleep(for: .milliseconds(5)) }
        }
        let (sent, queued) = try await scene.bench.history.read {
            (try $0.outbox(in: .sent, limit: 9), try $0.outbox(in: .queued, limit: 9))
        }
        #expect(sent.map(\.content.text) == ["one"] && queued.map(\.content.text) == ["two"])
        #expect(queued[0].notBefore > Bench.start + 500 && !queued[0].isRepeat)
    }

    @Test("mark the repeat of a part that may have arrived")
    func unknown() async throws {
        let scene = try await Scene(chats: [1], cutOff: 1)
        scene.add(["one", "two"], to: one)
        try await scene.running {
            #expect(await scene.telegram.server.waitForMessages(1, in: 1).count == 1)
            for _ in 0..<3 { await scene.advance(by: 5) }
            let texts = await scene.telegram.server.waitForMessages(3, in: 1).map(\.text)
            #expect(texts == ["one", "⚠️ possibly a repeat\none", "two"])
        }
    }

    @Test("keep the pause that Telegram asks for to the second")
    func retryAfter() async throws {
        let scene = try await Scene(chats: [1])
        scene.telegram.server.limit(1, retryAfter: 33)
        scene.add(["one"], to: one)
        try await scene.running {
            while scene.telegram.server.pressure.refusals == 0 { try await Task.sleep(for: .milliseconds(5)) }
            for step in [5, 5, 5, 5, 5, 5, 3] as [Int64] { await scene.advance(by: step) }
            #expect(scene.texts(1).isEmpty)
            await scene.advance(by: 1)
            #expect(await scene.telegram.server.waitForMessages(1, in: 1).count == 1)
        }
    }

    @Test("of one chat that hangs hold no other up")
    func hanging() async throws {
        let scene = try await Scene(chats: [1, 2, 3])
        scene.telegram.server.fail("sendMessage", in: 1, .hang, count: nil)
        for chat in 1...3 as ClosedRange<Int64> { scene.add(["one", "two"], to: ChatAddress(chat: chat)) }
        try await scene.running {
            for chat in 2...3 as ClosedRange<Int64> { #expect(await scene.telegram.server.waitForMessages(2, in: chat).count == 2) }
        }
        #expect(scene.texts(1).isEmpty)
    }

    @Test("follow a group that became a supergroup, before and after it can be written down")
    func migration() async throws {
        let scene = try await Scene(chats: [-5])
        scene.telegram.server.migrate(-5, to: -100_5)
        scene.add(["one"], to: ChatAddress(chat: -5))
        try await scene.running {
            #expect(await scene.telegram.server.waitForMessages(1, in: -100_5).map(\.text) == ["one"])
            try await scene.someoneWrites()
            #expect(try await scene.waitUntilWritten(ChatAddress(chat: -100_5)) == .sent)
        }
        let chats = try await scene.bench.history.read { try $0.chats() }
        #expect(chats.map(\.address.chat) == [-100_5])
    }

    @Test("are judged as the outbox judges: 403 pauses, entities go plain, a lost topic's go into the chat")
    func verdicts() async throws {
        let scene = try await Scene(chats: [1, 2, -7])
        scene.telegram.server.fail("sendMessage", in: 1, .refused(code: 403, description: "Forbidden: bot was blocked by the user"))
        scene.telegram.server.fail("sendMessage", in: -7, .refused(code: 400, description: "Bad Request: message thread not found"))
        scene.add(["one"], to: one)
        scene.add(["<b>open"], to: ChatAddress(chat: 2))
        let topic = ChatAddress(chat: -7, topic: 9)
        scene.add(["three"], to: topic)
        try await scene.running {
            #expect(await scene.telegram.server.waitForMessages(1, in: 2).map(\.text) == ["open"])
            let messages = await scene.telegram.server.waitForMessages(1, in: -7)
            #expect(messages.map(\.text) == ["⚠️ the topic cannot be written to, so this is here\nthree"])
            #expect(messages.map(\.topic) == [nil])
            try await scene.someoneWrites()
            #expect(try await scene.waitUntilWritten(topic) == .sent)
        }
        #expect(try await scene.state(one) == .dead)
        let blocked = try await scene.bench.history.read { try $0.chat(ChatAddress(chat: 1)) }
        #expect(blocked?.pausedAt != nil)
    }

    @Test("are written down at a stop, once the disk has room")
    func stop() async throws {
        let scene = try await Scene(chats: [1])
        scene.add(["one"], to: one)
        try await scene.running {
            #expect(await scene.telegram.server.waitForMessages(1, in: 1).count == 1)
            await scene.bench.clock.waitForSleepers()
            let before = try await scene.state(one)
            #expect(before == nil)
            scene.isFull.update { $0 = false }
        }
        #expect(try await scene.state(one) == .sent)
    }
}
