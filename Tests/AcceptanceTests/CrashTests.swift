import Domain
import Glibc
import Simulator
import TestSupport
import Testing

/// The daemon killed at any moment: between writing a report down and sending it above all.
@Suite(.serialized) struct CrashTests {
    /// Where a round's `kill -9` falls.
    private enum Blow: CaseIterable {
        /// Anywhere.
        case anyMoment
        /// A report is being sent and has arrived, but nobody said so.
        case afterArrival
        /// A report is being sent and has not arrived.
        case beforeArrival
        /// Reports wait, for Telegram refuses connections.
        case whileWaiting
    }

    private static let team = SimulatedChat(id: -4001, kind: .group, title: "Закупка")
    private static let times = ["01:00", "04:00", "07:00", "10:15", "12:30", "15:00", "17:15", "21:00"]

    @Test(arguments: [1, 2] as [UInt64])
    func everyReportArrivesOnceOrAgainWithAMark(seed: UInt64) async throws {
        await World.during(settings: Household.Settings(interval: "30m", times: Self.times)) { world in
            try await world.subscribe(groups: [Self.team])
            world.clock.run(at: 3600)
            var generator = SeededGenerator(seed: seed)
            for blow in (Blow.allCases + Blow.allCases).shuffled(using: &generator) {
                try await strike(blow, world, &generator)
                // A second blow may fall on the same message only once it has arrived: one repeat is all it gets.
                let daemon = try world.startDaemon()
                try await settle(world)
                daemon.send(SIGKILL)
                #expect(try await daemon.exit(within: .seconds(5)) == .signal(SIGKILL))
            }
            try await inspect(world)
        }
    }

    private func strike(_ blow: Blow, _ world: World, _ generator: inout SeededGenerator) async throws {
        let before = world.telegram.calls(of: "sendMessage")
        let slots = try #require(Int(try await world.rows("SELECT count(*) FROM report_slot")[0][0]))
        switch blow {
        case .anyMoment: break
        case .afterArrival: world.telegram.failNext("sendMessage", .acceptThenHang)
        case .beforeArrival: world.telegram.failNext("sendMessage", .hang)
        case .whileWaiting: world.telegramServer.turn(on: false)
        }
        let daemon = try world.startDaemon()
        switch blow {
        case .anyMoment: try await Task.sleep(for: .milliseconds(Int.random(in: 100...2000, using: &generator)))
        case .afterArrival, .beforeArrival: try await world.waitForCall(of: "sendMessage", after: before)
        case .whileWaiting:
            try await world.waitUntil("SELECT count(*) > \(slots) AND sum(state = 'queued') > 0 FROM report_slot", is: "1")
        }
        daemon.send(SIGKILL)
        #expect(try await daemon.exit(within: .seconds(5)) == .signal(SIGKILL))
        world.telegramServer.turn(on: true)
    }

    /// Waits until a report more was written down and all have arrived.
    private func settle(_ world: World) async throws {
        try await world.waitUntil("SELECT count(*) FROM report_slot WHERE state = 'queued'", is: "0")
        let count = try await world.rows("SELECT count(*) FROM report_slot")[0][0]
        try await world.waitUntil("SELECT count(*) > \(count) AND sum(state = 'queued') = 0 FROM report_slot", is: "1")
    }

    private func inspect(_ world: World) async throws {
        let slots = try await world.rows(
            """
            SELECT chat_id, local_date, local_time, state, from_at, lag(until_at) OVER (PARTITION BY chat_id ORDER BY until_at)
            FROM report_slot
            ORDER BY chat_id, until_at
            """)
        #expect(slots.count(where: { $0[3] == "sent" }) >= 16)
        for slot in slots {
            let chat = try #require(Int64(slot[0]))
            let date = try #require(CivilDate(slot[1]))
            guard slot[3] != "skipped" else {
                // A start that took until the next slot: the report that came then says so.
                let naming = world.reports(in: chat).filter { $0.text.contains("⚠️ пропущен") }
                #expect(!naming.isEmpty, "\(slot)")
                continue
            }
            let sent = world.reports(in: chat).filter { $0.name.hasPrefix("\(slot[2]) ") && $0.name.hasSuffix(", \(date.day) ноября") }
            let unmarked = sent.filter { !$0.isMarkedAsRepeat }
            #expect(slot[3] == "sent", "\(slot)")
            #expect(!sent.isEmpty && unmarked.count <= 1 && sent.count <= 2, "\(slot) arrived \(sent.count) times")
            #expect(slot[5].isEmpty || slot[4] == slot[5])
        }
        let all = [World.olga.id, Self.team.id].flatMap { world.reports(in: $0) }
        #expect(all.count(where: { $0.isMarkedAsRepeat }) > 0, "the blows must have fallen between arrival and record")
    }
}
