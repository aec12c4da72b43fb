import Domain
import History
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("A pressed button's job", .timeLimit(.minutes(1))) struct JobServiceTests {
    /// Runs the service until the outbox holds something.
    private func outbox(_ bench: Bench) async throws -> [OutboxRow] {
        let orders = SweepOrders()
        orders.close()
        let service = JobService(
            installation: CurrentInstallation(try bench.installation()), history: bench.history, zones: bench.zones, time: bench.time,
            orders: orders, state: CollectorState(), bot: Bench.bot, bell: Bell(), outboxBell: Bell(), log: bench.log)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
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
