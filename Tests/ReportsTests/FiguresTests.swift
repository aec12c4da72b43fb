import Domain
import Reports
import TestSupport
import Testing

@Suite struct FiguresTests {
    private let account = Account(
        id: AccountID(rawValue: 1), name: "a", network: "n", title: "A", createdAt: Instant(seconds: 0))

    private func window(from: Reading, to: Reading, credits: [(Int64, Credit.Kind)]) throws -> WalletWindow {
        let wallet = Wallet(
            id: WalletID(rawValue: 1), account: account.id, key: "main", currency: try #require(Currency("USD")),
            openedAt: Instant(seconds: 0), opening: .zero)
        return try WalletWindow(
            wallet: wallet, account: account, opening: from, closing: to,
            credits: credits.map { Credit(wallet: wallet.id, at: Instant(seconds: 5), amount: Money(micros: $0.0), kind: $0.1) },
            gaps: [], glitches: 0)
    }

    private func reading(_ balance: Int64, _ spent: Int64, _ credited: Int64) -> Reading {
        Reading(
            at: Instant(seconds: 1), balance: Money(micros: balance), spent: Money(micros: spent), credited: Money(micros: credited))
    }

    @Test("counts a rise as a top-up until it is called something else")
    func classes() throws {
        let from = reading(100, 10, 0)
        let to = reading(130, 30, 50)
        #expect(try Figures(window(from: from, to: to, credits: [(50, .topUp)])).spend.micros == 20)
        let refunded = try Figures(window(from: from, to: to, credits: [(50, .refund)]))
        #expect(refunded.spend.micros == -30)
        #expect(refunded.topUps == .zero)
        let withdrawn = try Figures(window(from: from, to: to, credits: [(50, .topUp), (-15, .withdrawal)]))
        #expect(withdrawn.spend.micros == 5)
        #expect(withdrawn.corrections.micros == -15)
        #expect(withdrawn.isBalanced && refunded.isBalanced)
    }

    @Test("always come out: opening and what came in, less the spend, is the closing")
    func identity() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<10_000 {
            var balance: Int64 = .random(in: -1000...1000, using: &random)
            let from = reading(balance, 7, 9)
            var (spent, credited): (Int64, Int64) = (7, 9)
            var credits: [(Int64, Credit.Kind)] = []
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                let change = Int64.random(in: -500...500, using: &random)
                balance += change
                if change > 0 {
                    credited += change
                    credits.append((change, [.topUp, .refund, .correction].randomElement(using: &random) ?? .topUp))
                } else {
                    spent -= change
                    if change < 0, Bool.random(using: &random) {
                        credits.append((change, [.withdrawal, .correction].randomElement(using: &random) ?? .correction))
                    }
                }
            }
            let figures = try Figures(window(from: from, to: reading(balance, spent, credited), credits: credits))
            #expect(figures.isBalanced)
        }
    }
}
