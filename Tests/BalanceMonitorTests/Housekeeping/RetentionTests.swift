import Domain
import History
import Testing

@testable import BalanceMonitor

@Suite("Retention") struct RetentionTests {
    /// Six hours of readings, two an hour, from 15:00 on.
    private func scene() async throws -> LedgerBench {
        let ledger = try await LedgerBench(Bench())
        for half in 0...12 as ClosedRange<Int64> {
            try await ledger.sweep(half * 1800, ["alpha": .usd("\(500 - half)")])
        }
        return ledger
    }

    private func retention(
        _ ledger: LedgerBench, now: Int64, state: CollectorState = CollectorState(), isBelieved: Bool = true,
        sleep: @escaping @Sendable (Duration) -> Void = { _ in }
    ) -> Retention {
        let now = ledger.instant(now)
        return Retention(
            history: ledger.bench.history,
            time: TimeSource(
                now: { now },
                sleep: {
                    sleep($0)
                    return true
                }, bootedAt: { now }),
            state: state, belief: SharedBelief(ClockBelief(isBelieved: isBelieved)))
    }

    private func thinned(_ ledger: LedgerBench) async throws -> Int64? {
        let start = ledger.instant(0)
        return try await ledger.bench.history.read { try $0.thinnedUntil().map { $0 - start } }
    }

    @Test("thins what is older than the setting and no more, once, and changes no sum between full hours")
    func thins() async throws {
        let ledger = try await scene()
        let before = try await ledger.windows(3600, 5 * 3600)
        #expect(try await retention(ledger, now: 21_600).thin(keeping: .seconds(3 * 3600)) > 0)
        #expect(try await thinned(ledger) == 3 * 3600)
        let after = try await ledger.windows(3600, 5 * 3600)
        #expect(after.map(\.spend) == before.map(\.spend) && after.map(\.closing.balance) == before.map(\.closing.balance))
        #expect(try await ledger.bench.history.read { try $0.ledgerFaults() } == [])
        #expect(try await retention(ledger, now: 21_600).thin(keeping: .seconds(3 * 3600)) == 0)
        #expect(try await retention(ledger, now: 21_600).thin(keeping: .seconds(2 * 3600)) > 0)
    }

    @Test("waits while a sweep is being stored")
    func yields() async throws {
        let ledger = try await scene()
        let state = CollectorState()
        state.update { $0.isStoring = true }
        let pauses = Shared<[Duration]>([])
        let retention = retention(ledger, now: 21_600, state: state) { pause in
            if pauses.update({ pauses -> Int in
                pauses.append(pause)
                return pauses.count
            }) == 4 {
                state.update { $0.isStoring = false }
            }
        }
        #expect(try await retention.thin(keeping: .seconds(3 * 3600)) > 0)
        #expect(pauses.read { $0.prefix(4) } == [.milliseconds(200), .seconds(1), .seconds(1), .seconds(1)])
        #expect(pauses.read { $0.dropFirst(4).allSatisfy { $0 < .seconds(1) } })
    }

    @Test("does nothing while the clock is not believed")
    func disbelief() async throws {
        let ledger = try await scene()
        #expect(try await retention(ledger, now: 21_600, isBelieved: false).thin(keeping: .seconds(3600)) == 0)
    }

    @Test("takes no reading for old because a clock ran ahead")
    func clockAhead() async throws {
        let ledger = try await scene()
        #expect(try await retention(ledger, now: 900 * 86_400).thin(keeping: .seconds(5 * 3600)) > 0)
        #expect(try await thinned(ledger) == 3600)
    }
}
