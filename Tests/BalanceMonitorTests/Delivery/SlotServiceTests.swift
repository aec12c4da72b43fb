import Domain
import History
import TelegramAPI
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The schedule", .timeLimit(.minutes(1))) struct SlotServiceTests {
    private func service(_ bench: Bench, belief: SharedBelief) throws -> SlotService {
        let orders = SweepOrders()
        // Nobody collects here, so nobody is waited for.
        orders.close()
        return SlotService(
            installation: CurrentInstallation(try bench.installation()), history: bench.history, zones: bench.zones, time: bench.time,
            orders: orders, state: CollectorState(), belief: belief, bot: Bench.bot,
            unwritten: UnwrittenReports(
                bot: Bench.bot, history: bench.history, telegram: TestTelegram(clock: { Bench.start }).client(),
                installation: CurrentInstallation(try bench.installation()), time: bench.time, log: bench.log),
            bell: Bell(), outboxBell: Bell(), log: bench.log)
    }

    private func subscribe(_ bench: Bench, _ chats: KnownChat...) async throws {
        try await bench.history.write { transaction in
            for chat in chats { try transaction.save(chat) }
        }
    }

    private func chat(_ id: Int64, topic: Int64? = nil) -> KnownChat {
        KnownChat(
            address: ChatAddress(chat: id, topic: topic), kind: .supergroup, title: "x", isSubscribed: true, subscribedAt: Bench.start)
    }

    /// Lets the service live for so many seconds, five minutes at a time.
    private func live(_ service: SlotService, _ bench: Bench, seconds: Int64) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            for _ in 0..<(seconds / 300) {
                await bench.clock.waitForSleepers()
                bench.clock.advance(bySeconds: 300)
            }
            await bench.clock.waitForSleepers()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func outbox(_ bench: Bench) async throws -> [OutboxRow] {
        try await bench.history.read { try $0.outbox(in: .queued, limit: 999) }.reversed()
    }

    @Test("sends each subscribed chat and topic each slot once")
    func slots() async throws {
        let bench = try Bench()
        var paused = chat(-3)
        paused.pausedAt = Bench.start
        try await subscribe(bench, chat(-1, topic: 5), chat(-1, topic: 6), chat(-2), paused)
        try await live(service(bench, belief: SharedBelief(ClockBelief(isBelieved: true))), bench, seconds: 3 * 86_400)
        let rows = try await outbox(bench)
        let counts = Dictionary(grouping: rows, by: \.chat).mapValues(\.count)
        let expected = [ChatAddress(chat: -1, topic: 5): 6, ChatAddress(chat: -1, topic: 6): 6, ChatAddress(chat: -2): 6]
        #expect(counts == expected)
        #expect(Set(rows.compactMap(\.slot)).count == 18)
        #expect(!rows.contains { $0.content.text.contains("пропущ") || $0.content.text.contains("выключено") })
    }

    @Test("makes no second report of a slot after a restart")
    func restart() async throws {
        let bench = try Bench()
        try await subscribe(bench, chat(-1))
        for _ in 0..<3 {
            try await live(service(bench, belief: SharedBelief(ClockBelief(isBelieved: true))), bench, seconds: 8400)
        }
        #expect(try await outbox(bench).count == 1)
    }

    @Test("sends nothing before the clock is believed, and then no burst")
    func belief() async throws {
        let bench = try Bench()
        try await subscribe(bench, chat(-1))
        let belief = SharedBelief(ClockBelief())
        try await live(service(bench, belief: belief), bench, seconds: 12_000)
        #expect(try await outbox(bench).isEmpty)
        belief.hear(.telegram, says: bench.clock.now, at: bench.clock.now)
        bench.clock.advance(bySeconds: 5 * 86_400)
        try await live(service(bench, belief: belief), bench, seconds: 600)
        #expect(try await outbox(bench).count == 1)
    }

    @Test("names a chat once whose report the database refuses, or whose zone is gone, and serves the others", arguments: [true, false])
    func unmade(isZone: Bool) async throws {
        let bench = try Bench()
        var lame = chat(-10)
        if isZone { lame.timezone = "Mars/Olympus" }
        let owner = KnownChat(address: ChatAddress(chat: Bench.owner), kind: .private, title: "Olga")
        try await subscribe(bench, lame, chat(-9), owner)
        if !isZone {
            let trigger =
                "CREATE TRIGGER t BEFORE INSERT ON outbox WHEN NEW.chat_id = -10 BEGIN SELECT RAISE(ABORT, 'refused by a test'); END"
            let run = try ShellRun(#"exec sqlite3 "$1" "$2""#, [bench.history.path, trigger])
            #expect(run.code == 0)
        }
        try await live(service(bench, belief: SharedBelief(ClockBelief(isBelieved: true))), bench, seconds: 15_000)
        let rows = try await outbox(bench)
        #expect(rows.filter { $0.kind == .report }.map(\.chat.chat) == [-9])
        let notes = rows.filter { $0.kind == .note }
        #expect(notes.map(\.chat.chat) == [Bench.owner])
        #expect(notes.first?.content.text.contains(isZone ? "Mars/Olympus" : "refused by a test") == true)
        lame.timezone = nil
        try await subscribe(bench, lame)
        let run = try ShellRun(#"exec sqlite3 "$1" "DROP TRIGGER IF EXISTS t""#, [bench.history.path])
        #expect(run.code == 0)
        try await live(service(bench, belief: SharedBelief(ClockBelief(isBelieved: true))), bench, seconds: 600)
        let reports = try await outbox(bench).filter { $0.kind == .report }
        #expect(reports.map(\.chat.chat) == [-9, -10])
    }
}
