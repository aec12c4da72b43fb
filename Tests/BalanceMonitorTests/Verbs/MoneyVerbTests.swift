import Domain
import History
import Logging
import Simulator
import Testing

@testable import BalanceMonitor

@Suite("history, classify and resolve")
struct MoneyVerbTests {
    private let rise = VerbScene.now - 3 * 3600
    private let fall = VerbScene.now - 5 * 3600

    private func scene() async throws -> VerbScene {
        let scene = try VerbScene.quiet()
        try await scene.recordThreeDays()
        return scene
    }

    private func classify(_ scene: VerbScene, _ at: String, _ kind: String, wallet: String? = nil, account: String = "acme-one") async
        -> BalanceMonitor.ExitCode
    {
        await MoneyVerb.classify(
            configuration: scene.config, account: account, at: at, kind: kind, wallet: wallet, output: scene.text, outside: scene.outside)
    }

    private func history(_ scene: VerbScene) async throws -> JSON {
        #expect(await HistoryVerb.run(configuration: scene.config, account: "acme-one", output: scene.json, outside: scene.outside) == .ok)
        return try scene.printedJSON()
    }

    @Test("print what happened, with instants that classify takes")
    func table() async throws {
        let scene = try await scene()
        #expect(await HistoryVerb.run(configuration: scene.config, account: "one", output: scene.text, outside: scene.outside) == .ok)
        #expect(scene.printed.contains("Acme One · main · USD: 120.00 $"))
        #expect(scene.printed.hasPrefix("Times: MSK (Europe/Moscow)\n"))
        #expect(scene.printed.contains(#/2026-11-22T12:00:00 +top-up +\+50\.00 \$/#))
        #expect(scene.printed.contains("2026-11-22T10:00:00") && !scene.printed.contains(#/\dZ/#))
    }

    @Test("print lines for a phone in a narrow terminal", arguments: [120, 40])
    func narrow(columns: Int) async throws {
        let scene = try await scene()
        let streams = scene.streams
        let output = Output(isJSON: false, hasColour: false, width: columns) { streams.add($1, to: $0) }
        _ = await HistoryVerb.run(configuration: scene.config, account: "one", output: output, outside: scene.outside)
        #expect(TextTable.width(ofLines: scene.printed) <= columns)
        #expect(scene.printed.contains("2026-11-22T12:00:00\n  What: top-up\n  Amount: +50.00 $\n") == (columns == 40), "\(scene.printed)")
    }

    @Test("print the instants of programs in UTC, whatever the zone")
    func programs() async throws {
        let json = try await "\(history(scene()))"
        #expect(json.contains(rise.rfc3339) && json.contains(fall.rfc3339))
    }

    @Test("print JSON with exact amounts")
    func json() async throws {
        let json = try await history(scene())
        #expect("\(json)".contains("topup") && "\(json)".contains("\(rise.seconds)") && "\(json)".contains("watched") == false)
    }

    @Test("say what a change was without a daemon", arguments: ["1795338000", "2026-11-22T09:00:00Z", "2026-11-22T12:00:00"])
    func classify(at: String) async throws {
        let scene = try await scene()
        #expect(await classify(scene, at, "refund") == .ok)
        #expect(scene.printed == "the rise of 50 USD at 2026-11-22T12:00:00 is refund now\n")
        #expect(await classify(scene, fall.rfc3339, "withdrawal", wallet: "main/USD") == .ok)
        let history = try History.open(path: scene.database, lock: WriterLock(database: scene.database))
        let window = Window(from: VerbScene.now - 86_400, until: VerbScene.now)
        let found = try await history.read { try $0.windows(window) }.first
        #expect(found?.refunds == dollars("50") && found?.withdrawals == dollars("-10"))
        #expect(found?.credits.map(\.classifiedAt) == [VerbScene.now, VerbScene.now])
        try history.close()
    }

    @Test("answer a person in the report's zone, and programs in UTC", arguments: ["2026-11-22T12:00:00", "2026-11-22T12:00:01"])
    func zones(at: String) async throws {
        let scene = try await scene()
        let isThere = at.hasSuffix(":00")
        #expect(await classify(scene, at, "refund") == (isThere ? .ok : .failed))
        #expect((scene.printed + scene.complaints).contains(" at \(at)\(isThere ? " is" : ";") "))
        scene.streams.clear()
        _ = await MoneyVerb.classify(
            configuration: scene.config, account: "acme-one", at: at, kind: "topup", wallet: nil, output: scene.json, outside: scene.outside
        )
        #expect(try scene.printedJSON()["outcome"]?.text?.contains((isThere ? rise : rise + 1).rfc3339) == true)
    }

    @Test(
        "refuse what is no change, no such class, no such account or wallet",
        arguments: [
            ("1795338001", "refund", nil, "acme-one", 1), ("1795338000", "withdrawal", nil, "acme-one", 1),
            ("1795338000", "gift", nil, "acme-one", 2), ("noon", "refund", nil, "acme-one", 2),
            ("1795338000", "refund", "b", "acme-one", 1),
            ("1795338000", "refund", nil, "acme-three", 1),
        ] as [(String, String, String?, String, Int32)])
    func refused(at: String, kind: String, wallet: String?, account: String, code: Int32) async throws {
        let scene = try await scene()
        #expect(await classify(scene, at, kind, wallet: wallet, account: account).rawValue == code)
        #expect(scene.printed.isEmpty && !scene.complaints.isEmpty)
    }

    @Test("leave a wish for the daemon that holds the lock, and print what it answers")
    func daemon() async throws {
        let scene = try await scene()
        let history = try History.open(path: scene.database, lock: WriterLock(database: scene.database))
        let installation = try Installation.load(path: scene.config, environment: [:], zones: ZoneFiles())
        let daemon = WishService(
            installation: CurrentInstallation(installation), history: history, zones: ZoneFiles(), time: scene.outside.time,
            state: CollectorState(), belief: SharedBelief(ClockBelief(isBelieved: true)), bot: 0, outboxBell: Bell(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let code = await withTaskGroup(of: BalanceMonitor.ExitCode?.self) { group in
            group.addTask {
                // Looks as the daemon does until the wish is there.
                while !Task.isCancelled {
                    try? await daemon.grantAll()
                    _ = await TimeSource.system.sleep(.milliseconds(20))
                }
                return nil
            }
            let code = await classify(scene, rise.rfc3339, "correction")
            group.cancelAll()
            return code
        }
        #expect(code == .ok)
        #expect(scene.printed == "the rise of 50 USD at 2026-11-22T12:00:00 is correction now\n")
        #expect(try await history.read { try $0.openWishes() }.isEmpty)
        try history.close()
    }

    @Test("resolve nothing where nothing is held, and note the word where something is")
    func resolve() async throws {
        let scene = try await scene()
        func resolve(_ word: String) async -> BalanceMonitor.ExitCode {
            await MoneyVerb.resolve(
                configuration: scene.config, account: "acme-one", verdict: word, wallet: nil, output: scene.text, outside: scene.outside)
        }
        #expect(await resolve("unit") == .failed)
        #expect(await resolve("cents") == .usage)
        try await scene.record { transaction in
            var wallet = try #require(try transaction.snapshot.wallets().first)
            wallet.heldAt = VerbScene.now - 600
            try transaction.update(wallet)
        }
        #expect(await resolve("unit") == .ok)
        #expect(await resolve("money") == .failed)
        let reader = try History.openReadOnly(path: scene.database)
        #expect(try await reader.read { try $0.wallets() }.first?.heldVerdict == .unit)
    }
}
