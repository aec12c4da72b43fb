import Domain
import Foundation
import History
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The watch over the reports' zone") struct ZoneMonitorTests {
    @Test("tells the owner once when the zone vanishes under the daemon, through restarts, and again after it was back")
    func vanished() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("Europe/Moscow")
        func put() throws {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Moscow")).write(to: file)
        }
        try put()
        let bench = try Bench()
        try await bench.history.write { transaction in
            try transaction.save(
                KnownChat(
                    address: ChatAddress(chat: Bench.owner), kind: .private, title: "x", isSubscribed: true, subscribedAt: Bench.start))
        }
        let zones = ZoneFiles(directory: directory.path)
        let monitor = ZoneMonitor(
            installation: CurrentInstallation(try bench.installation()), history: bench.history, zones: zones, time: bench.time,
            bot: Bench.bot, bell: Bell(), log: bench.log)
        func notes() async throws -> [String] {
            try await bench.history.read { try $0.outbox(in: .queued, limit: 9) }.map(\.content.text)
        }
        let offset = try zones.zone(named: "Europe/Moscow").offset(at: Bench.start)
        var last: String?
        await monitor.look(&last)
        #expect(try await notes().isEmpty)
        try FileManager.default.removeItem(at: file)
        for _ in 0..<2 { await monitor.look(&last) }
        last = nil
        await monitor.look(&last)
        #expect(try await notes().map { $0.contains("по последним известным правилам") && $0.contains("tzdata-legacy") } == [true])
        #expect(try zones.zone(named: "Europe/Moscow").offset(at: Bench.start) == offset)
        try put()
        await monitor.look(&last)
        try FileManager.default.removeItem(at: file)
        await monitor.look(&last)
        #expect(try await notes().count == 2)
    }
}
