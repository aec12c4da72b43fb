import Domain
import Glibc
import Simulator
import TestSupport
import Testing

/// What the daemon tells systemd, over the socket that systemd would give it.
@Suite(.serialized) struct NotificationTests {
    private func start(_ world: World, _ socket: NotificationSocket) throws -> ChildProcess {
        try world.startDaemon(environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "1000000"])
    }

    @Test func readinessComesBeforeTelegramAnswersAndTheWatchdogIsFedMeanwhile() async throws {
        await World.during(rate: 1) { world in
            world.telegramServer.turn(on: false)
            world.gate.put(.hang, before: .kadam)
            let socket = try NotificationSocket()
            let daemon = try start(world, socket)
            let first = try await socket.messages(until: "READY=1").flatMap { $0 }
            #expect(first.contains { $0.hasPrefix("EXTEND_TIMEOUT_USEC=6") })
            // A network that hangs, and the pause after Telegram's refusal, are legitimate waits.
            for _ in 0..<4 { _ = try await socket.messages(until: "WATCHDOG=1") }
            let words = try await socket.messages(until: "STATUS=4 accounts, last sweep ").joined()
            #expect(words.contains { $0.hasSuffix("Telegram cannot be reached") })
            world.telegramServer.turn(on: true)
            try await world.stop(daemon)
        }
    }

    @Test func aReloadBeginsAndEndsAndAStopIsAnnounced() async throws {
        await World.during(rate: 1) { world in
            let socket = try NotificationSocket()
            let daemon = try start(world, socket)
            _ = try await socket.messages(until: "READY=1")
            var broken = Household.Settings()
            broken.more = "[collectr]\n"
            for settings in [Household.Settings(), broken] {
                try world.house.configure(settings)
                daemon.send(SIGHUP)
                let lines = try await socket.messages(until: "READY=1").flatMap { $0 }
                let began = try #require(lines.firstIndex(of: "RELOADING=1"))
                #expect(lines[began + 1].hasPrefix("MONOTONIC_USEC="))
                #expect(try #require(lines.lastIndex(of: "READY=1")) > began)
            }
            daemon.send(SIGTERM)
            _ = try await socket.messages(until: "STOPPING=1")
            #expect(try await daemon.exit(within: .seconds(10)) == .code(0))
        }
    }
}
