import Domain
import Simulator
import Testing

/// The scheduled reports of days that pass quickly.
@Suite(.serialized) struct ScheduleTests {
    private static let team = SimulatedChat(id: -4001, kind: .group, title: "Закупка")
    private static let forum = SimulatedChat(id: -100_4002, kind: .supergroup, title: "Форум", isForum: true)

    @Test func everySlotOfTwoDaysReachesEachChatOnceAndTheWindowsAdjoin() async throws {
        await World.during(settings: Household.Settings(interval: "30m")) { world in
            try await world.subscribe(groups: [Self.team, Self.forum], topic: 7)
            world.clock.run(at: 4800)
            _ = try world.startDaemon()

            let last = "17:15 · сб, 21 ноября"
            for chat in [World.olga.id, Self.team.id, Self.forum.id] {
                try await world.message(with: last, in: chat, within: .seconds(60))
                let names = world.reports(in: chat).map(\.name)
                let wanted = ["17:15 · пт, 20 ноября", "10:15 · сб, 21 ноября", last]
                #expect(Array(names.drop { $0 == "10:15 · пт, 20 ноября" }) == wanted)
                #expect(Set(names).count == names.count)
                let repeats = world.reports(in: chat).filter(\.isMarkedAsRepeat)
                #expect(repeats.isEmpty)
            }
            #expect(world.reports(in: Self.forum.id, topic: 7).count == world.reports(in: Self.forum.id).count)

            try await world.waitUntil("SELECT count(*) FROM outbox WHERE state <> 'sent'", is: "0")
            let slots = try await world.rows(
                """
                SELECT chat_id, local_date, local_time, state, from_at, until_at, lag(until_at) OVER (PARTITION BY chat_id ORDER BY until_at)
                FROM report_slot
                ORDER BY chat_id, until_at
                """)
            let names = Set(slots.map { $0[..<3] })
            #expect(names.count == slots.count)
            for slot in slots {
                #expect(slot[3] == "sent")
                #expect(slot[6].isEmpty || slot[4] == slot[6], "a window must begin where the one before it ended")
            }
        }
    }

    @Test func theSumsOfADayComeOutAndAreWhatTheNetworksTold() async throws {
        await World.during(settings: Household.Settings(times: ["10:15", "14:00", "17:15", "21:30"])) { world in
            try await world.subscribe()
            world.clock.run(at: 2400)
            _ = try world.startDaemon()
            try await world.message(with: "10:15 · сб, 21 ноября", in: World.olga.id, within: .seconds(60))

            let reports = world.reports(in: World.olga.id)
            #expect(reports.count >= 4)
            var spent: [String: Int64] = [:]
            var credited: [String: Int64] = [:]
            var closing: [String: Int64] = [:]
            for report in reports {
                #expect(report.totals.map(\.currency).sorted() == ["EUR", "RUB", "USD"])
                for total in report.totals {
                    #expect(total.isBalanced, "\(total)")
                    if let before = closing[total.currency] { #expect(total.opening == before) }
                    closing[total.currency] = total.closing
                    spent[total.currency, default: 0] += total.spend
                    credited[total.currency, default: 0] += total.topUps + total.corrections
                }
            }
            try await compareWithNetworks(world, spent: spent, credited: credited)
        }
    }

    /// The reports' sums against the ledger's readings, and those against every balance that the networks told.
    private func compareWithNetworks(_ world: World, spent: [String: Int64], credited: [String: Int64]) async throws {
        let end = try #require(try await world.rows("SELECT max(until_at) FROM report_slot").first?.first)
        let readings = try await world.rows(
            """
            SELECT account.network, wallet.currency, wallet.opening_micros, reading.balance_micros, reading.spent_micros, reading.credited_micros,
                   reading.at <= \(end)
            FROM reading JOIN wallet ON wallet.id = wallet_id JOIN account ON account.id = account_id
            ORDER BY reading.at
            """)
        var booked: [String: (spent: Int64, credited: Int64)] = [:]
        for network in world.networks.accounts.map(\.network) {
            let own = readings.filter { $0[0] == network.rawValue }
            let told = world.gate.told(by: network).compactMap { ReportText.micros($0.replacing(".", with: ",")[...]) }
            #expect(own.count > 20)
            // Readings are stored on change, and each is a balance that the network told, in the order of telling.
            var changes: [Int64] = []
            for balance in told where balance != changes.last { changes.append(balance) }
            let balances = try #require(own.first.flatMap { Int64($0[2]) }).with(own.compactMap { Int64($0[3]) })
            let first = Array(zip(balances, changes)).firstIndex { $0 != $1 }
            #expect(
                first == nil,
                "\(network) told \(changes.dropFirst(first ?? 0).prefix(3)), booked \(balances.dropFirst(first ?? 0).prefix(3))")
            guard let last = own.last(where: { $0[6] == "1" }), let fallen = Int64(last[4]), let risen = Int64(last[5]) else { continue }
            booked[last[1], default: (0, 0)].spent += fallen
            booked[last[1], default: (0, 0)].credited += risen
        }
        for (currency, sums) in booked {
            #expect(spent[currency] == sums.spent)
            #expect(credited[currency] == sums.credited)
        }
        #expect(booked["USD"]?.credited ?? 0 > 0, "a top-up must be among what is tested")
    }
}

extension Int64 {
    /// This first, then the others, each only where it differs from the one before.
    fileprivate func with(_ others: [Int64]) -> [Int64] {
        others.reduce(into: [self]) { list, next in if list.last != next { list.append(next) } }
    }
}
