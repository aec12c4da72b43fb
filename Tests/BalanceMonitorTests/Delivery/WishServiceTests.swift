import Domain
import History
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("A wish for a report") struct WishServiceTests {
    @Test("is granted to every subscribed chat with what it wants to see, once the clock is believed")
    func report() async throws {
        let bench = try Bench()
        try await LedgerBench(bench).sweep(0, ["alpha": .usd("500"), "beta": .usd("100")])
        try await bench.history.write { transaction in
            for (id, filter) in [(Int64(1), nil), (2, "beta")] as [(Int64, String?)] {
                try transaction.save(
                    KnownChat(
                        address: ChatAddress(chat: id), kind: .private, title: "x", isSubscribed: true, subscribedAt: Bench.start,
                        filter: filter))
            }
        }
        _ = try History.leaveWish(path: bench.history.path, kind: ReportWish.kind, payload: "{}", at: Bench.start)
        let belief = SharedBelief(ClockBelief())
        let service = WishService(
            installation: CurrentInstallation(try bench.installation()), history: bench.history, zones: bench.zones, time: bench.time,
            state: CollectorState(), belief: belief, bot: Bench.bot, outboxBell: Bell(), log: bench.log)
        try await service.grantAll()
        #expect(try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }.isEmpty)
        belief.hear(.telegram, says: Bench.start, at: Bench.start)
        try await service.grantAll()
        try await service.grantAll()
        let rows = try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }.reversed()
        #expect(rows.map(\.chat.chat) == [1, 2])
        #expect(rows.map { $0.content.text.contains("Alpha") } == [true, false])
        #expect(rows.map { $0.content.text.contains("Beta") } == [true, true])
        #expect(rows.allSatisfy { $0.slot == nil })
    }

    @Test("that fails is answered as refused, once, and those after it are granted")
    func failing() async throws {
        let bench = try Bench()
        try await LedgerBench(bench).sweep(0, ["alpha": .usd("500")])
        let path = bench.history.path
        let bad = try History.leaveWish(
            path: path, kind: BackupFailure.kind, payload: BackupFailure(reason: "full").payload, at: Bench.start)
        let good = try History.leaveWish(path: path, kind: ReportWish.kind, payload: "{}", at: Bench.start)
        try await WishService(
            installation: CurrentInstallation(try bench.installation()), history: bench.history,
            zones: ZoneFiles(directory: "/nowhere"), time: bench.time, state: CollectorState(),
            belief: SharedBelief(ClockBelief(isBelieved: true)), bot: Bench.bot, outboxBell: Bell(), log: bench.log
        ).grantAll()
        let outcomes = try await bench.history.read { snapshot in try [bad, good].map { try snapshot.wish($0)?.outcome } }
        let answer = MoneyWish.Outcome(text: try #require(outcomes[0]))
        #expect(!answer.isGranted && answer.sentence.hasPrefix("the daemon could not do it (") && answer.sentence.contains("Europe/Moscow"))
        #expect(outcomes[1] == "queued for 0 chats")
    }

    @Test("to tell of a backup that failed becomes one note to the owner in 24 hours, whatever restarts there are")
    func backupFailed() async throws {
        let bench = try Bench()
        try await bench.history.write { transaction in
            try transaction.save(
                KnownChat(
                    address: ChatAddress(chat: Bench.owner), kind: .private, title: "x", isSubscribed: true, subscribedAt: Bench.start))
        }
        var counts: [Int] = []
        for hours in [0, 0, 23, 2] as [Int64] {
            bench.clock.advance(bySeconds: hours * 3600)
            let payload = BackupFailure(reason: "the disk <full>").payload
            _ = try History.leaveWish(path: bench.history.path, kind: BackupFailure.kind, payload: payload, at: bench.clock.now)
            try await WishService(
                installation: CurrentInstallation(try bench.installation()), history: bench.history, zones: bench.zones, time: bench.time,
                state: CollectorState(), belief: SharedBelief(ClockBelief(isBelieved: true)), bot: Bench.bot, outboxBell: Bell(),
                log: bench.log
            ).grantAll()
            counts.append(try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }.count)
        }
        #expect(counts == [1, 1, 1, 2])
        let row = try #require(try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }.last)
        #expect(row.chat.chat == Bench.owner && row.content.text.hasPrefix("⚠️ Резервная копия не сделана ("))
        #expect(row.content.text.hasSuffix(": the disk &lt;full&gt;"))
    }
}
