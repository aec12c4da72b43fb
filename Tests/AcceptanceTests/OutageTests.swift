import Domain
import Glibc
import Simulator
import Testing

/// Telegram that is away, busy or unwilling.
@Suite(.serialized) struct OutageTests {
    private static let team = SimulatedChat(id: -4001, kind: .group, title: "Закупка")
    private static let report = "Отчёт 10:15"

    @Test func reportsOfHoursWithoutTelegramArriveInOrderAndNamedByTheirTimes() async throws {
        var settings = Household.Settings(interval: "30m")
        settings.times = ["10:15", "13:00", "15:00", "17:15"]
        await World.during(settings: settings) { world in
            try await world.subscribe(groups: [Self.team])
            world.clock.run(at: 2400)
            world.telegramServer.turn(on: false)
            _ = try world.startDaemon()
            try await world.waitUntil("SELECT count(*) FROM report_slot WHERE state = 'queued'", is: "8", within: .seconds(40))
            #expect(world.reports(in: World.olga.id).isEmpty)
            world.telegramServer.turn(on: true)
            for chat in [World.olga.id, Self.team.id] {
                try await world.message(with: "Отчёт 17:15", in: chat, within: .seconds(40))
                let names = world.reports(in: chat).map { String($0.name.prefix(5)) }
                #expect(Array(names.prefix(4)) == settings.times)
            }
            try await world.waitUntil("SELECT count(*) FROM outbox WHERE state IN ('unknown', 'dead')", is: "0")
        }
    }

    @Test func aChatThatMustWaitHoldsUpNoOther() async throws {
        await World.during { world in
            try await world.subscribe(groups: [Self.team])
            world.telegram.limit(Self.team.id, retryAfter: 300)
            try startBeforeReport(world)
            let prompt = try await world.message(with: Self.report, in: World.olga.id)
            let late = try await world.message(with: Self.report, in: Self.team.id)
            #expect(late.date - prompt.date >= 200)
            #expect(world.reports(in: Self.team.id).count == 1)
        }
    }

    @Test func aChatThatForbidsPausesAlone() async throws {
        await World.during { world in
            try await world.subscribe(groups: [Self.team])
            keepUpdatesBack(world)
            world.telegram.admitBot(false, to: Self.team.id, by: World.olga)
            try startBeforeReport(world)
            try await world.message(with: Self.report, in: World.olga.id)
            try await world.waitUntil("SELECT chat_id FROM chat WHERE paused_at IS NOT NULL", is: "\(Self.team.id)")
            try await world.waitForLog("bot was kicked from the group chat")
        }
    }

    @Test func aGroupThatTakesTheBotInAgainGetsTheNextReport() async throws {
        await World.during { world in
            try await world.subscribe(groups: [Self.team])
            let daemon = try world.startDaemon()
            world.telegram.admitBot(false, to: Self.team.id, by: World.olga)
            try await world.waitUntil("SELECT count(*) FROM chat WHERE paused_at IS NOT NULL", is: "1")
            world.telegram.admitBot(true, to: Self.team.id, by: World.olga)
            try await world.waitUntil("SELECT count(*) FROM chat WHERE paused_at IS NOT NULL", is: "0")
            try await world.stop(daemon)
            try startBeforeReport(world)
            try await world.message(with: Self.report, in: Self.team.id)
        }
    }

    @Test func aLongPollThatNobodyAnswersIsGivenUp() async throws {
        await World.during(rate: 1) { world in
            _ = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            world.telegram.failNext("getUpdates", .hang)
            // Ends the poll that is open; the next one hangs.
            try await world.ask("/help", expecting: "/stat")
            world.telegram.userSays("/whoami", from: World.olga)
            // The half minute of a poll, and a margin.
            try await world.message(with: "Права: владелец", in: World.olga.id, within: .seconds(60))
        }
    }

    @Test func anotherPollerNeitherFloodsTheLogNorStopsReports() async throws {
        await World.during { world in
            try await world.subscribe()
            for _ in 0..<5 { keepUpdatesBack(world) }
            try startBeforeReport(world)
            try await world.message(with: Self.report, in: World.olga.id)
            // Updates are asked for beside the report, on a busy machine later than it.
            try await world.waitForLog("updates cannot be received")
            let lines = world.log.split(separator: "\n").filter { $0.contains("updates cannot be received") }
            #expect(lines.count == 1)
        }
    }

    @Test func aGroupThatBecameASupergroupKeepsItsReports() async throws {
        await World.during { world in
            try await world.subscribe(groups: [Self.team])
            let daemon = try world.startDaemon()
            world.telegram.migrate(Self.team.id, to: -100_4001)
            try await world.waitUntil("SELECT group_concat(chat_id) FROM chat WHERE chat_id < 0", is: "-1004001")
            try await world.stop(daemon)
            try startBeforeReport(world)
            try await world.message(with: Self.report, in: -100_4001)
            #expect(world.reports(in: Self.team.id).isEmpty)
        }
    }

    @Test func aGroupWhoseMoveOnlyTheRefusalTellsKeepsItsReports() async throws {
        await World.during { world in
            try await world.subscribe(groups: [Self.team])
            keepUpdatesBack(world)
            world.telegram.migrate(Self.team.id, to: -100_4001)
            try startBeforeReport(world)
            try await world.message(with: Self.report, in: -100_4001)
            #expect(world.telegram.unacknowledged.count >= 2)
            try await world.waitUntil("SELECT group_concat(chat_id) FROM chat WHERE chat_id < 0", is: "-1004001")
        }
    }

    /// Starts the daemon a minute before the morning's report.
    private func startBeforeReport(_ world: World) throws {
        world.clock.skip(to: try #require(Instant(rfc3339: "2026-11-20T10:14:00+03:00")))
        _ = try world.startDaemon()
    }

    /// After a conflict the daemon does not ask for updates for half a minute, so that it knows only what Telegram's refusals tell.
    private func keepUpdatesBack(_ world: World) {
        world.telegram.failNext("getUpdates", .refused(code: 409, description: "Conflict: terminated by other getUpdates request"))
    }
}
