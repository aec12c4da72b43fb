import Domain
import History
import Testing

@testable import BalanceMonitor
@testable import Networks

@Suite("A row that cannot be read")
struct BadRowTests {
    @Test("leaves the other wallets their movements, and its own wallet has not vanished", arguments: [true, false])
    func others(isNamed: Bool) async throws {
        let bench = try Bench(accounts: [Bench.account("alpha", title: "Alpha")])
        let installation = try bench.installation()
        var books = Books(latest: [], openGaps: [], lastSweep: nil)
        let usd = try #require(Currency("USD"))
        for (number, balance) in ["120.5", "120"].enumerated() {
            let at = Bench.start + Int64(number) * 300
            var wallets = [WalletAnswer(key: "a", balance: try Money(decimal: balance), currency: usd)]
            let bad = PollAnswer.BadRow(key: isNamed ? "b" : "row 2", message: "the amount is null, not a number", isNamed: isNamed)
            if number == 0 { wallets.append(WalletAnswer(key: "b", balance: try Money(decimal: "7"), currency: usd)) }
            let answer = PollAnswer(wallets: wallets, badRows: number == 0 ? [] : [bad], requestSentAt: at, serverDate: nil)
            let result = PollResult(account: installation.accounts[0], request: UInt64(number + 1), at: at, outcome: .success(answer))
            let entry = SweepEntry(results: [result], installation: installation, startedAt: at, books: books, absence: nil)
            let kept = try await bench.history.write { try entry.write($0) }
            books = kept.books
            #expect(kept.badRows.map(\.text) == (number == 0 ? [] : ["\(bad.key): \(bad.message)"]))
        }
        let wallets = try await bench.history.read { try $0.wallets() }
        #expect(wallets.map(\.key).sorted() == ["a", "b"])
        #expect(wallets.allSatisfy { $0.vanishedAt == nil })
        let windows = try await bench.history.read { try $0.windows(Window(from: Bench.start, until: Bench.start + 600)) }
        #expect(try windows.first { $0.wallet.key == "a" }?.spend == Money(decimal: "0.5"))
    }
}
