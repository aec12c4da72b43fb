import FoundationEssentials
import Glibc
import Simulator
import Testing

/// A database that is removed or replaced while the daemon runs.
@Suite(.serialized) struct LostDatabaseTests {
    @Test(arguments: [false, true]) func isSavedBesideAndPutBackByRestore(isReplaced: Bool) async throws {
        await World.during { world in
            try await world.subscribe()
            let daemon = try world.startDaemon()
            try await world.ask("/status", expecting: "Balance Monitor")
            let database = world.house.database
            for ending in ["", "-wal", "-shm"] { unlink(database + ending) }
            let stranger = Data("another's file".utf8)
            if isReplaced { try stranger.write(to: URL(filePath: database)) }
            let copy = try await saved(beside: database)
            try await told(world, copy)
            try await world.stop(daemon)
            if isReplaced { #expect(try Data(contentsOf: URL(filePath: database)) == stranger) }
            // Neither a new history nor a word of success.
            let again = try world.startDaemon(name: "again")
            #expect(try await again.exit(within: .seconds(30)) == .code(isReplaced ? 65 : 1))
            #expect(isReplaced || again.errorText.contains("balance-monitor restore \(copy)"))
            let restore = try world.start(["restore", copy, "--config", world.house.configuration], name: "restore")
            #expect(try await restore.exit(within: .seconds(30)) == .code(0))
            let verify = try world.start(["verify", "--config", world.house.configuration], name: "verify")
            #expect(try await verify.exit(within: .seconds(30)) == .code(0))
            try await world.waitUntil("SELECT count(*) FROM wallet", is: "\(world.networks.accounts.count)")
        }
    }

    @Test func isSavedAtAStopThatComesBeforeItIsNoticed() async throws {
        await World.during { world in
            try await world.subscribe()
            let daemon = try world.startDaemon()
            try await world.ask("/status", expecting: "Balance Monitor")
            for ending in ["", "-wal", "-shm"] { unlink(world.house.database + ending) }
            try await world.stop(daemon)
            let copy = try await saved(beside: world.house.database)
            let verify = try world.start(["verify", copy], name: "verify")
            #expect(try await verify.exit(within: .seconds(30)) == .code(0))
        }
    }

    private struct NotSaved: Error {}

    private func saved(beside database: String) async throws -> String {
        let folder = String(database[..<(database.lastIndex(of: "/") ?? database.startIndex)])
        let deadline = ContinuousClock.now + World.patience
        while ContinuousClock.now < deadline {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let copies = names.filter { $0.hasPrefix("balance.db.saved-") && $0.hasSuffix("Z") }
            if let copy = copies.first { return "\(folder)/\(copy)" }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NotSaved()
    }

    private func told(_ world: World, _ copy: String) async throws {
        let deadline = ContinuousClock.now + World.patience
        while ContinuousClock.now < deadline {
            if world.telegram.messages(in: World.olga.id).contains(where: { $0.text.contains("balance-monitor restore \(copy)") }) {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NotSaved()
    }
}
