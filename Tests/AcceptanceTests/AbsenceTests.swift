import Domain
import FoundationEssentials
import Glibc
import Simulator
import Testing

/// A host that was off, and what it leaves on its disk.
@Suite(.serialized) struct AbsenceTests {
    @Test(arguments: [SIGTERM, SIGKILL])
    func aReportWhoseTimePassedWhileTheHostWasOffComesOnceAndSaysSo(signal: Int32) async throws {
        await World.during { world in
            let daemon = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            daemon.send(signal)
            _ = try await daemon.exit(within: .seconds(5))
            try await returns(world, at: "2026-11-20T10:41:00+03:00")
            let report = try await world.message(with: "Отчёт 10:15", in: World.olga.id)
            #expect(report.text.contains("отчёт за 10:15, отправлен в 10:4") && report.text.contains("устройство было выключено"))
            try await world.ask("/whoami", expecting: "Права")
            #expect(world.reports(in: World.olga.id).count == 1)
        }
    }

    @Test func reportsOfTwoDaysWithoutPowerAreNamedInTheOneThatComes() async throws {
        await World.during { world in
            try await world.subscribe()
            try await returns(world, at: "2026-11-22T12:00:00+03:00")
            let report = try await world.message(with: "Отчёт 10:15 · вс, 22 ноября", in: World.olga.id)
            #expect(report.text.contains("пропущены 4 отчёта с 20 ноября"))
            try await world.ask("/whoami", expecting: "Права")
            #expect(world.reports(in: World.olga.id).count == 1)
            let skipped = try await world.rows("SELECT local_date, local_time FROM report_slot WHERE state = 'skipped' ORDER BY 1, 2")
            #expect(skipped == [["2026-11-20", "10:15"], ["2026-11-20", "17:15"], ["2026-11-21", "10:15"], ["2026-11-21", "17:15"]])
        }
    }

    @Test func whatTheDaemonWritesIsReadableByItsGroupAndTheLoginTokensByNobodyElse() async throws {
        await World.during { world in
            let daemon = try world.startDaemon()
            try await world.ask("/start", expecting: "Готово")
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "4")
            for _ in 0..<2 {
                for name in try world.house.files(in: "data") {
                    var status = stat()
                    #expect(stat("\(world.house.path)/data/\(name)", &status) == 0)
                    #expect(status.st_mode & 0o777 == (name.hasPrefix("session.db") ? 0o600 : 0o640), "\(name)")
                }
                #expect(try world.house.files(in: "data").contains("balance.db-wal"))
                #expect(try await world.rows("SELECT count(*) FROM balances") == [["4"]])
                // Afterwards the same once more: an analyst reads while the daemon is stopped, too.
                if daemon.ended() == nil { try await world.stop(daemon) }
            }
        }
    }

    private func returns(_ world: World, at moment: String) async throws {
        world.clock.skip(to: try #require(Instant(rfc3339: moment)))
        _ = try world.startDaemon()
    }
}
