import FoundationEssentials
import Glibc
import Simulator
import Testing

/// A database that is damaged when the daemon starts.
@Suite(.serialized) struct DamageTests {
    @Test(arguments: [0, 100]) func isKeptAsItIsAndTheOwnerIsToldOnce(from first: Int) async throws {
        await World.during { world in
            try await world.subscribe()
            var bytes = try Data(contentsOf: URL(filePath: world.house.database))
            for index in first..<min(bytes.count, 40_000) { bytes[index] = 0xA5 }
            try bytes.write(to: URL(filePath: world.house.database))
            for _ in 0..<2 {
                let daemon = try world.startDaemon()
                #expect(try await daemon.exit(within: .seconds(30)) == .code(65))
            }
            #expect(try Data(contentsOf: URL(filePath: world.house.database)) == bytes)
            #expect(world.log.contains(first == 0 ? "is not a database of Balance Monitor" : "the database is damaged ("))
            #expect(world.telegram.messages(in: World.olga.id).count { $0.text.contains("База повреждена") } == 1)
        }
    }
}
