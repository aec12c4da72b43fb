import Domain
import FoundationEssentials
import Glibc
import Simulator
import Testing

/// A definition whose filter is too much for jq, beside definitions that are not.
@Suite(.serialized) struct PoisonedFilterTests {
    @Test(
        "a filter that hangs, crashes or eats memory costs its own account its polls, and nothing else",
        arguments: [
            (#"splits(",") | {amount: .}"#, "text", String(repeating: "1,", count: 500_000), "ran too long"),
            (#"{amount: 1, title: (.updated | todate)}"#, "json", #"{"updated":1e18}"#, "crashed jq"),
            (#"{amount: (reduce range(40) as $i ("a"; . + .) | length)}"#, "json", "{}", "needed too much memory"),
        ])
    func othersKeepTheirPace(filter: String, format: String, body: String, words: String) async throws {
        await World.during(settings: Household.Settings(interval: "1m")) { world in
            try world.house.write(
                """
                title = "Kadam"
                currency = "USD"
                allow_http = true
                [secrets]
                token = "the token"
                [request]
                url = "\(world.house.networks)\(SimulatedNetwork.kadam.path)"
                headers = { Authorization = "Bearer {secrets.token}" }
                [response]
                format = "\(format)"
                wallets = '\(filter)'

                """, to: "networks.d/kadam.toml")
            world.gate.put(.answer(ServedResponse(status: 200, body: Array(body.utf8))), before: .kadam)
            let daemon = try world.startDaemon()
            try await world.waitForLog(words)
            #expect(world.log.contains("kadam.toml:11, [response] wallets"))
            let before = world.gate.told(by: .exoclick).count
            try await Task.sleep(for: .seconds(10))
            #expect(world.gate.told(by: .exoclick).count - before >= 6, "a poll a second is due")
            #expect(daemon.ended() == nil)
            let helpers = Self.children(of: daemon.id)
            #expect(helpers.count <= 2 && !helpers.isEmpty)
            let begin = ContinuousClock.now
            try await world.stop(daemon)
            #expect(ContinuousClock.now - begin < .seconds(5))
            #expect(helpers.allSatisfy { Self.parent(of: $0) != daemon.id })
        }
    }

    @Test("a daemon that is killed leaves no helper behind") func killed() async throws {
        await World.during(settings: Household.Settings(interval: "1m")) { world in
            let daemon = try world.startDaemon()
            try await world.waitUntil("SELECT count(*) > 0 FROM wallet", is: "1")
            let helpers = Self.children(of: daemon.id)
            #expect(helpers.count == 1)
            daemon.send(SIGKILL)
            #expect(try await daemon.exit(within: .seconds(5)) == .signal(SIGKILL))
            let end = ContinuousClock.now + .seconds(5)
            while helpers.contains(where: { kill($0, 0) == 0 }), .now < end { usleep(1000) }
            #expect(helpers.allSatisfy { kill($0, 0) != 0 })
        }
    }

    private static func children(of id: pid_t) -> [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }.filter { parent(of: $0) == id }
    }

    private static func parent(of id: pid_t) -> pid_t? {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8), let name = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[name...].split(separator: " ")
        return fields.count > 2 ? pid_t(fields[2]) : nil
    }
}
