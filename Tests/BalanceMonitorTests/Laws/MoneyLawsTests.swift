import Domain
import Foundation
import History
import TestSupport
import Testing

@testable import BalanceMonitor

@Suite("The laws of money")
struct MoneyLawsTests {
    private static let walletsInADatabase = 100
    private static let databases = 100

    @Test("hold over ten thousand random histories, from the answer of a network to the figures of a report")
    func hold() async throws {
        let lanes = 4
        let broken = try await withThrowingTaskGroup(of: (seed: UInt64, broken: BrokenLaw)?.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    for number in stride(from: lane, to: Self.databases, by: lanes) {
                        let seed = 2_026_000 + UInt64(number)
                        if let broken = try await Self.judge(Self.story(seed), seed: seed) { return (seed, broken) }
                    }
                    return nil
                }
            }
            var first: (seed: UInt64, broken: BrokenLaw)?
            for try await found in group { first = first ?? found }
            return first
        }
        guard let (seed, law) = broken else { return }
        Issue.record("\(await Self.shortest(seed, law))")
    }

    private static func story(_ seed: UInt64) -> LawStory {
        var random = SeededGenerator(seed: seed)
        // Most stories are short, since most errors need little to happen; every tenth is long.
        return LawStory.random(wallets: walletsInADatabase, moments: seed % 10 == 0 ? 20...24 : 3...7, &random)
    }

    private static func judge(_ story: LawStory, seed: UInt64) async throws -> BrokenLaw? {
        // What a disk does is another test's matter, and thousands of commits are quicker in memory.
        let isInMemory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        let parent = isInMemory ? URL(fileURLWithPath: "/dev/shm") : FileManager.default.temporaryDirectory
        let folder = parent.appendingPathComponent("balance-monitor-laws-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let world = try await LawWorld(story, path: folder.appendingPathComponent("balance.db").path)
        defer { try? world.history.close() }
        var random = SeededGenerator(seed: seed)
        return try await LawJudge(world: world).brokenLaw(&random)
    }

    /// The smallest story that still breaks a law, to be read by a person.
    private static func shortest(_ seed: UInt64, _ law: BrokenLaw) async -> String {
        var story = story(seed)
        func breaks(_ story: LawStory) async -> String? {
            do { return try await judge(story, seed: seed)?.law } catch { return "\(error)" }
        }
        for wallet in [law.wallet].compactMap({ $0 }) + Array(story.openings.indices) {
            let alone = story.alone(wallet)
            guard await breaks(alone) != nil else { continue }
            story = alone
            break
        }
        let openings = story.openings
        let moments = await shrink(story.moments) { await breaks(LawStory(openings: openings, moments: $0)) == nil }
        let said = await breaks(LawStory(openings: openings, moments: moments)) ?? law.law
        return "seed \(seed), \(said): opened with \(openings) cents, then\n" + moments.map(\.description).joined(separator: "\n")
    }
}
