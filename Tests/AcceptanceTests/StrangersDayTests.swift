import Domain
import Simulator
import Testing

/// The first day of somebody who has just installed the program.
@Suite(.serialized) struct StrangersDayTests {
    @Test func aFreshDirectoryBecomesABotThatAnswersInRussian() async throws {
        await World.during { world in
            _ = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово: отчёты будут приходить сюда в 10:15 и 17:15 (МСК)")
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")

            let stat = try await world.ask("/stat", expecting: "Отчёт на")
            for title in ["Propellerads", "Popads", "Exoclick", "Kadam"] { #expect(stat.text.contains(title)) }
            let balance = try await world.ask("/balance", expecting: "Остатки")
            for currency in ["Итого USD", "Итого EUR", "Итого RUB"] { #expect(balance.text.contains(currency)) }
            try await world.ask("/status", expecting: "аккаунтов: 4, с ошибкой: 0")
            try await world.ask("/whoami", expecting: "Права: владелец")
            try await world.ask("/help", expecting: "/stat — отчёт")
        }
    }

    @Test func theButtonUnderBalancePollsAgainAndEditsTheMessage() async throws {
        await World.during { world in
            _ = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            let shown = try await world.ask("/balance", expecting: "Остатки")
            let polls = world.gate.told(by: .propellerads).count
            // An unchanged text would be no edit: a minute later something was spent.
            try await world.clock.wait(until: world.clock.now + 120)
            let mark = world.telegram.eventCount
            #expect(world.telegram.press(labelled: "Обновить", in: World.olga.id, by: World.olga))
            let edited = await world.telegram.event(from: mark, within: World.patience) { event in
                if case .edited(let message) = event { message.id == shown.id } else { false }
            }
            guard case .edited(let message) = try #require(edited).event else { return }
            #expect(message.text.contains("Остатки") && message.text != shown.text)
            #expect(world.gate.told(by: .propellerads).count > polls)
        }
    }

    @Test func aHostThatReadsEnglishIsAnsweredInEnglish() async throws {
        await World.during(settings: Household.Settings(language: "en")) { world in
            _ = try world.startDaemon()
            try await world.ask("/start", expecting: "Done: reports will come here at 10:15 and 17:15")
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            try await world.ask("/stat", expecting: "Report at")
            try await world.ask("/balance", expecting: "Balances")
            try await world.ask("/status", expecting: "accounts: 4, failing: 0")
            try await world.ask("/whoami", expecting: "Rights: owner")
            try await world.ask("/help", expecting: "/stat — report")
        }
    }

    @Test func aStrangerGetsOneLineWithHisIdAndNothingElse() async throws {
        await World.during { world in
            _ = try world.startDaemon()
            try await world.ask("/start", by: World.stranger, expecting: "Ваш id: 777")
            for command in ["/stat", "/balance", "/status", "/here", "/start"] { world.telegram.userSays(command, from: World.stranger) }
            try await world.ask("/start", expecting: "Готово")
            #expect(world.telegram.botMessages(in: World.stranger.id).count == 1)
        }
    }
}
