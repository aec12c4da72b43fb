import Dispatch
import Domain
import History
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("A pressed button's job", .timeLimit(.minutes(1))) struct JobServiceTests {
    /// Runs the service until the outbox holds something.
    private func outbox(_ bench: Bench, advancing: Bool = false) async throws -> [OutboxRow] {
        let orders = SweepOrders()
        orders.close()
        let service = JobService(
            installation: CurrentInstallation(try bench.installation()), history: bench.history, zones: bench.zones, time: bench.time,
            orders: orders, state: CollectorState(), bot: Bench.bot, bell: Bell(), outboxBell: Bell(), log: bench.log)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            if advancing {
                group.addTask {
                    while await TimeSource.system.sleep(.milliseconds(50)) { bench.clock.advance(bySeconds: 10) }
                }
            }
            _ = await service.outboxBell.wait(atMost: .seconds(60), time: .system)
            group.cancelAll()
            return try await bench.history.read { try $0.outbox(in: .queued, limit: 99) }.reversed()
        }
    }

    private func press(_ bench: Bench) async throws {
        _ = try await bench.history.write { transaction in
            // A job of another version is given up and holds up nothing.
            try transaction.addJob(kind: "dance", payload: "{}", at: Bench.start)
            try transaction.addJob(
                kind: RefreshJob.kind, payload: RefreshJob(chat: ChatAddress(chat: -5, topic: 7), message: 42).text, at: Bench.start)
        }
    }

    @Test("edits the message under which it was pressed")
    func edit() async throws {
        let bench = try Bench()
        try await LedgerBench(bench).sweep(0, ["alpha": .usd("500")])
        try await press(bench)
        let rows = try await outbox(bench)
        #expect(rows.map(\.kind) == [.edit])
        #expect(rows.map(\.editOf) == [42])
        #expect(rows.map(\.chat) == [ChatAddress(chat: -5, topic: 7)])
        #expect(rows.first?.content.text.contains("500,00") == true)
        #expect(StoredKeyboard(text: rows.first?.content.keyboard)?.rows.map { $0.map(\.data) } == [["poll"]])
    }

    @Test("that fails is answered with a sentence below the message, and holds up no other")
    func fails() async throws {
        let bench = try Bench()
        let broken = KnownChat(address: ChatAddress(chat: -5, topic: 7), kind: .supergroup, title: "Buyers", timezone: "Mars/Olympus")
        try await bench.history.write { try $0.save(broken) }
        try await press(bench)
        let rows = try await outbox(bench)
        #expect(rows.map(\.kind) == [.answer] && rows.map(\.replyTo) == [42])
        #expect(rows.map(\.chat) == [ChatAddress(chat: -5, topic: 7)])
        #expect(rows.first?.content.text.hasPrefix("Не получилось выполнить команду") == true)
    }

    @Test("that the program never lived to end is given up after three times, and the presser is told")
    func endless() async throws {
        let bench = try Bench()
        try await LedgerBench(bench).sweep(0, ["alpha": .usd("500")])
        try await press(bench)
        try await bench.history.write { transaction in
            for _ in 0..<3 {
                while try transaction.takeJob(at: Bench.start) != nil {}
                try transaction.recoverJobs(attempts: .max, at: Bench.start)
            }
        }
        let rows = try await outbox(bench)
        #expect(rows.map(\.kind) == [.answer] && rows.first?.content.text.hasPrefix("Не получилось") == true)
    }

    @Test("waits for another program that writes, and is done after it", .timeLimit(.minutes(1)))
    func busy() async throws {
        let bench = try Bench(patience: .milliseconds(50))
        try await LedgerBench(bench).sweep(0, ["alpha": .usd("500")])
        try await press(bench)
        let stranger = try History.open(path: bench.history.path, lock: WriterLock(database: bench.history.path + ".stranger"))
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            await withCheckedContinuation { taken in
                group.addTask {
                    try await stranger.write { _ in
                        taken.resume()
                        gate.wait()
                    }
                }
            }
            group.addTask {
                _ = await TimeSource.system.sleep(.milliseconds(300))
                gate.signal()
            }
            #expect(try await outbox(bench, advancing: true).map(\.kind) == [.edit])
            try await group.waitForAll()
        }
    }

    @Test("sends anew what is longer than a message")
    func long() async throws {
        let names = (0..<150).map { "account-\($0)" }
        let bench = try Bench(accounts: names.map { Bench.account($0, title: "A rather long title of \($0)") })
        let polls = try Dictionary(uniqueKeysWithValues: names.map { ($0, try LedgerBench.Poll.usd("500")) })
        try await LedgerBench(bench).sweep(0, polls)
        try await press(bench)
        let rows = try await outbox(bench)
        #expect(rows.count > 1)
        #expect(rows.allSatisfy { $0.kind == .answer && $0.editOf == nil })
        #expect(rows.map { $0.content.keyboard != nil } == rows.indices.map { $0 == rows.count - 1 })
    }
}
