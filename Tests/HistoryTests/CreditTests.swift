import Domain
import GRDB
import Synchronization
import Testing

@testable import History

@Suite("What a change of balance was")
struct CreditTests {
    @Test("is for a person to say, never for more than it was, and can be taken back")
    func classification() async throws {
        let one = try await OneWallet()
        try await one.append(after: 60, spent: 0, credited: 50)
        try await one.append(after: 120, spent: 30, credited: 50)
        let (id, window) = (one.wallet.id, Window(from: OneWallet.ten, until: OneWallet.ten + 200))
        func sums(_ amount: Int64, _ kind: Credit.Kind, at seconds: Int64) async throws -> [Int64] {
            try await one.history.write { transaction in
                try transaction.record(Credit(wallet: id, at: OneWallet.ten + seconds, amount: money(amount), kind: kind))
                let found = try #require(try transaction.snapshot.windows(window).first)
                return [found.topUps, found.refunds, found.corrections, found.withdrawals, found.spend].map(\.micros)
            }
        }
        #expect(try await sums(50, .topUp, at: 60) == [50, 0, 0, 0, 30])
        #expect(try await sums(50, .refund, at: 60) == [0, 50, 0, 0, -20])
        #expect(try await sums(50, .correction, at: 60) == [0, 0, 50, 0, 30])
        #expect(try await sums(-30, .withdrawal, at: 120) == [0, 0, 50, -30, 0])
        #expect(try await sums(-10, .correction, at: 120) == [0, 0, 40, 0, 20])
        #expect(try await sums(0, .correction, at: 120) == [0, 0, 50, 0, 30])
        for (amount, kind, seconds) in [(51, .topUp, 60), (-31, .withdrawal, 120), (1, .topUp, 120), (1, .topUp, 61)]
            as [(Int64, Credit.Kind, Int64)]
        {
            await #expect(throws: HistoryError.self) { _ = try await sums(amount, kind, at: seconds) }
        }
    }

    @Test("is summed from the opening of a wallet opened inside a window, and not at all of one opened later")
    func opening() async throws {
        let one = try await OneWallet()
        try await one.append(after: 60, spent: 5)
        let (inside, before) = try await one.history.read { snapshot in
            (
                try snapshot.windows(Window(from: OneWallet.ten - 100, until: OneWallet.ten + 100)),
                try snapshot.windows(Window(from: OneWallet.ten - 100, until: OneWallet.ten - 1))
            )
        }
        #expect(inside.count == 1 && inside[0].opening == nil && inside[0].openingBalance == one.wallet.opening)
        #expect(inside[0].spend == money(5) && inside[0].account == one.account)
        #expect(before.isEmpty)
    }

    @Test("of fifty wallets in one transaction asks for the state before it once, not once for each")
    func cost() async throws {
        let one = try await OneWallet()
        let (count, usd) = (50, try #require(Currency("USD")))
        let ids = try await one.history.write { transaction in
            try (0..<count).map { number in
                try transaction.openWallet(
                    account: one.account.id, key: "w\(number)", title: nil, currency: usd, at: OneWallet.ten + 1, opening: money(10)
                ).id
            }
        }
        let looks = Mutex(0)
        let refused = try await one.history.write { transaction in
            transaction.database.trace { event in if "\(event)".contains("FROM hour\nWHERE hour >=") { looks.withLock { $0 += 1 } } }
            defer { transaction.database.trace(options: []) }
            for id in ids {
                for (seconds, credited) in [(60, 5), (61, 12)] as [(Int64, Int64)] {
                    let at = OneWallet.ten + seconds
                    try transaction.append(Reading(at: at, balance: money(10 + credited), spent: .zero, credited: money(credited)), to: id)
                    try transaction.record(Credit(wallet: id, at: at, amount: money(seconds == 60 ? 5 : 7), kind: .topUp))
                }
            }
            let tooMuch = Credit(wallet: ids[0], at: OneWallet.ten + 61, amount: money(8), kind: .topUp)
            return (try? transaction.record(tooMuch)) == nil
        }
        #expect(looks.withLock { $0 } == 1)
        #expect(refused, "a change is measured from the reading before it, of the same transaction too")
    }
}
