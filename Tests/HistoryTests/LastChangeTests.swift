import Domain
import History
import Testing

@Suite("The last change of a wallet that stands still")
struct LastChangeTests {
    private static let days: Int64 = 60
    private static let midnight = Instant(seconds: 1_700_006_400)

    /// A wallet that moves every six hours, and one that is opened on one day, moves at noon of three others, and then never again.
    private func story(opened: Int64, moves: [Int64]) async throws -> (history: History, wallet: WalletID) {
        let history = try Scratch().open()
        let usd = try #require(Currency("USD"))
        let (busy, account) = try await history.write { transaction in
            let account = try transaction.upsertAccount(name: "a", was: nil, network: "n", title: "A", at: Self.midnight).id
            let wallet = try transaction.openWallet(
                account: account, key: "busy", title: nil, currency: usd, at: Self.midnight, opening: money(10_000))
            return (wallet.id, account)
        }
        var (slow, moved) = (WalletID?.none, Int64(0))
        for quarter in 1...Self.days * 4 {
            let at = Self.midnight + quarter * 21_600
            if slow != nil, quarter % 4 == 2, moves.contains(quarter / 4) { moved += 1 }
            let (known, step) = (slow, moved)
            slow = try await history.write { transaction in
                try transaction.append(
                    Reading(at: at, balance: money(10_000 - quarter), spent: money(quarter), credited: .zero), to: busy)
                guard let known else {
                    guard quarter == opened * 4 else { return nil }
                    return try transaction.openWallet(
                        account: account, key: "slow", title: nil, currency: usd, at: at, opening: money(100)
                    ).id
                }
                if quarter % 4 == 2, moves.contains(quarter / 4) {
                    try transaction.append(Reading(at: at, balance: money(100 - step), spent: money(step), credited: .zero), to: known)
                }
                return known
            }
        }
        return (history, try #require(slow))
    }

    @Test("is found however long ago it was", arguments: [[], [6], [7, 8, 9], [6, 30, 31], [40, 58], [58, 59]] as [[Int64]])
    func longAgo(moves: [Int64]) async throws {
        let (history, wallet) = try await story(opened: 5, moves: moves)
        let events = [Self.midnight + 5 * 86_400] + moves.map { Self.midnight + $0 * 86_400 + 43_200 }
        let froms = [Self.midnight - 5, Self.midnight + 5 * 86_400 + 1] + events.flatMap { [$0 - 1, $0] }
        for from in froms {
            for until in events + [Self.midnight + 33 * 86_400 + 7, Self.midnight + 61 * 86_400] where until >= from {
                let found = try await history.read { try $0.windows(Window(from: from, until: until)) }.first { $0.wallet.id == wallet }
                let expected = events.last { $0 > from && $0 <= until }
                #expect(found?.lastChangeAt == (until < events[0] ? nil : expected), "\(from) to \(until)")
            }
        }
    }
}
