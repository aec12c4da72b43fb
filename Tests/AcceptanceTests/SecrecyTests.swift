import Domain
import FoundationEssentials
import Glibc
import Simulator
import Testing

/// Nothing that the configuration keeps secret comes out anywhere, whatever goes wrong.
@Suite(.serialized) struct SecrecyTests {
    /// Every secret of these tests begins so: the token, the keys, what a network gives at a login, a proxy's password.
    private static let canary = "CANARY"

    @Test func noSecretIsInLogDatabaseOrMessagesWhenAllIsWell() async throws {
        await World.during { world in
            let daemon = try world.startDaemon()
            try await talk(to: world)
            #expect(world.networks.logins(of: "CANARY-exoclick") == 1)
            try await world.stop(daemon)
            try inspect(world)
        }
    }

    @Test func noSecretIsInLogDatabaseOrMessagesAfterEveryKindOfFailure() async throws {
        var settings = Household.Settings()
        settings.routes = ["http://olga:CANARY-proxy-password@127.0.0.1:9", "direct"]
        let start = try #require(Instant(rfc3339: "2026-11-20T09:00:00+03:00"))
        let accounts = try SimulatedNetwork.allCases.map { try SimulatedAccount.ordinary($0, "USD", opening: 900, daily: 50, from: start) }
        await World.during(accounts: accounts, settings: settings) { world in
            func answer(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> NetworkGate.Mischief {
                .answer(ServedResponse(status: status, headers: headers, body: Array(text.utf8)))
            }
            let failing: [(SimulatedNetwork, NetworkGate.Mischief)] = [
                // A network that repeats the key in its words.
                (.popads, answer(#"{"errors":[{"status":403,"code":7,"title":"Invalid API key CANARY-key-popads-93be1d"}]}"#, status: 403)),
                (.kadam, answer("<html><body>Log in! CANARY-key-kadam-93be1d</body></html>", headers: ["Content-Type": "text/html"])),
                (.evadav, answer("Internal error near access-token=CANARY-key-evadav-93be1d", status: 500)),
                (.adsterra, answer("", status: 302, headers: ["Location": "http://127.0.0.2:9/?token=CANARY-key-adsterra-93be1d"])),
                (.exoclick, answer(#"{"message":"Bearer session-CANARY-exoclick-1 has expired"}"#, status: 401)),
            ]
            for (network, mischief) in failing { world.gate.put(mischief, before: network) }
            for fault: TelegramFault in [.page(status: 502), .acceptThenGarbage] {
                world.telegram.failNext("getMe", fault)
            }
            let daemon = try world.startDaemon()
            try await world.waitUntil("SELECT count(*) FROM gap WHERE account_id IS NOT NULL", is: "\(failing.count)")
            try await world.ask("/start", expecting: "Готово")
            try await talk(to: world)
            let faults: [TelegramFault] = [
                .acceptThenGarbage, .page(status: 500), .refused(code: 400, description: "Bad Request: odd"),
                .refused(code: 401, description: "Unauthorized"),
            ]
            for fault in faults {
                world.telegram.failNext("sendMessage", fault)
                world.telegram.userSays("/status", from: World.olga)
            }
            world.telegramServer.turn(on: false)
            try await world.waitForLog("Telegram's updates cannot be received")
            world.telegramServer.turn(on: true)
            try world.house.write("[telegram]\ntoken = \"CANARY\"\nowner = 1\n", to: "config.toml")
            daemon.send(SIGHUP)
            try await world.waitForLog("The new configuration is refused")
            try await world.stop(daemon)
            for (network, _) in failing { #expect(world.log.contains("account=acc-\(network.rawValue)")) }
            try inspect(world)
        }
    }

    private func talk(to world: World) async throws {
        try await world.ask("/start", expecting: "Готово")
        try await world.waitUntil("SELECT count(*) > 0 FROM wallet", is: "1")
        for (command, answer) in [("/stat", "Отчёт на"), ("/balance", "Остатки"), ("/status", "аккаунтов:"), ("/help", "/stat")] {
            try await world.ask(command, expecting: answer)
        }
    }

    /// Looks for a secret in every byte that the daemon wrote, but for the login tokens' own database.
    private func inspect(_ world: World) throws {
        #expect(world.log.contains("Starting"))
        for line in world.log.split(separator: "\n") where line.contains(Self.canary) { Issue.record("the log says: \(line)") }
        for name in try world.house.files(in: "data") where !name.hasPrefix("session.db") {
            let bytes = try Data(contentsOf: URL(filePath: "\(world.house.path)/data/\(name)"))
            #expect(bytes.firstRange(of: Array(Self.canary.utf8)) == nil, "\(name) holds a secret")
        }
        let messages = world.telegram.messages(in: World.olga.id)
        #expect(messages.count > 5)
        for message in messages where message.source.contains(Self.canary) { Issue.record("a message says: \(message.text)") }
    }
}
