import Domain
import Glibc
import Simulator
import Testing

/// How the daemon starts, stops and reads its configuration anew.
@Suite(.serialized) struct LifeCycleTests {
    /// What the daemon is in the middle of when it is told to stop.
    enum Occupation: CaseIterable {
        case longPoll, hangingNetwork, hangingMessage
    }

    @Test(arguments: Occupation.allCases)
    func terminationTakesLessThanFiveSecondsAndSucceeds(occupation: Occupation) async throws {
        await World.during(settings: Household.Settings(timeout: "60s")) { world in
            if occupation == .hangingNetwork { world.gate.put(.hang, before: .kadam) }
            let daemon = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            switch occupation {
            case .longPoll: break
            case .hangingNetwork: #expect(world.gate.hanging > 0)
            case .hangingMessage:
                let calls = world.telegram.calls(of: "sendMessage")
                world.telegram.failNext("sendMessage", .hang)
                world.telegram.userSays("/whoami", from: World.olga)
                try await world.waitForCall(of: "sendMessage", after: calls)
            }
            daemon.send(SIGTERM)
            #expect(try await daemon.exit(within: .seconds(5)) == .code(0))
        }
    }

    @Test func anAnswerThatTerminationInterruptedArrivesAfterTheNextStart() async throws {
        await World.during { world in
            let daemon = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            let calls = world.telegram.calls(of: "sendMessage")
            world.telegram.failNext("sendMessage", .hang)
            world.telegram.userSays("/whoami", from: World.olga)
            try await world.waitForCall(of: "sendMessage", after: calls)
            try await world.stop(daemon)
            _ = try world.startDaemon()
            try await world.message(with: "Права: владелец", in: World.olga.id)
        }
    }

    @Test func aBrokenConfigurationIsRefusedOnReloadAndTheOwnerIsTold() async throws {
        await World.during { world in
            let daemon = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            var broken = Household.Settings()
            broken.more = "[collectr]\ninterval = \"1m\""
            try world.house.configure(broken)
            daemon.send(SIGHUP)
            let note = try await world.message(with: "Новая конфигурация не принята", in: World.olga.id)
            #expect(note.text.contains("config.toml:"))
            try await world.ask("/status", expecting: "аккаунтов: 4")
            #expect(daemon.ended() == nil)
        }
    }

    @Test func aReloadTakesAccountsInAndRetiresThoseThatAreGone() async throws {
        await World.during { world in
            let kadam = try #require(world.networks.accounts.first { $0.network == .kadam })
            try world.house.remove(kadam)
            let daemon = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "3")
            try world.house.add(kadam)
            daemon.send(SIGHUP)
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            try world.house.remove(kadam)
            daemon.send(SIGHUP)
            try await world.waitUntil("SELECT network FROM account WHERE retired_at IS NOT NULL", is: "kadam")
            let balance = try await world.ask("/balance", expecting: "Остатки")
            #expect(!balance.text.contains("Kadam"))
        }
    }

    @Test func aSecondDaemonOnTheSameHistoryEndsWithASentence() async throws {
        await World.during { world in
            let daemon = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            let second = try world.startDaemon(name: "second")
            #expect(try await second.exit(within: .seconds(10)) == .code(1))
            #expect(second.errorText.contains("balance.db"))
            #expect(second.errorText.split(separator: "\n").count == 1)
            try await world.ask("/status", expecting: "аккаунтов: 4")
            #expect(daemon.ended() == nil)
        }
    }

    @Test func aBrokenConfigurationNamesEachProblemByFileAndLine() async throws {
        await World.during { world in
            try world.house.write(
                """
                [telegram]
                token = { file = "secrets/nothing" }
                ownrs = [1]
                [report]
                times = ["25:00"]
                [history]
                database = "data/balance.db"

                """, to: "config.toml")
            try world.house.write("name = \"x\"\nnetwork = \"propelerads\"\n", to: "accounts.d/x.toml")
            let daemon = try world.startDaemon(name: "broken")
            #expect(try await daemon.exit(within: .seconds(10)) == .code(78))
            for place in ["config.toml:2", "config.toml:3", "config.toml:5"] { #expect(daemon.errorText.contains(place)) }
            #expect(try world.house.files(in: "data").isEmpty)
        }
    }

    @Test func anAcceleratedClockIsRefusedOutsideOfLoopback() async throws {
        await World.during { world in
            try world.house.write(
                """
                [telegram]
                token = { file = "secrets/telegram-token" }
                api = "https://telegram.invalid"
                [history]
                database = "data/balance.db"

                """, to: "config.toml")
            let daemon = try world.startDaemon(name: "refused")
            #expect(try await daemon.exit(within: .seconds(10)) == .code(2))
            #expect(daemon.errorText.contains("loopback"))
            #expect(try world.house.files(in: "data").isEmpty)
        }
    }
}
