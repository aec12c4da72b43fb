import Domain
import History
import Testing

@testable import BalanceMonitor

@Suite("The books") struct BooksTests {
    @Test(
        "book what series of readings come to, glitches aside",
        arguments: [
            (["500", "0", "499"], "1", "0", "499"), (["500", "90500", "499"], "1", "0", "499"), (["500", "0", "0"], "500", "0", "0"),
            (["-300", "0", "-305"], "5", "0", "-305"), (["500", "1100", "1090"], "0", "590", "1090"),
            (["500", "500", "500"], "0", "0", "500"),
            (["500", "480", "530", "529"], "21", "50", "529"), (["500", "5", "499", "5"], "1", "0", "499"),
            (["500", "50000", "49900"], "0", "0", "500"), (["500", "50000", "49900", "490"], "10", "0", "490"),
            (["10", "-5", "-6"], "16", "0", "-6"), (["0.000001", "0"], "0", "0", "0.000001"),
        ])
    func series(balances: [String], spent: String, credited: String, closing: String) async throws {
        let ledger = try await LedgerBench(Bench())
        for (index, balance) in balances.enumerated() {
            try await ledger.sweep(Int64(index) * 300, ["alpha": .usd(balance)])
        }
        let window = try #require(try await ledger.windows(-1, 86_400).first)
        #expect(window.spend == dollars(spent))
        #expect(window.topUps == dollars(credited))
        #expect(window.closing.balance == dollars(closing))
        #expect(try window.openingBalance + window.topUps - window.spend == window.closing.balance)
    }

    @Test("keep one wallet where a service spells its currency in three ways")
    func spellings() async throws {
        let ledger = try await LedgerBench(Bench())
        for (index, (amount, spelling)) in [("1500", "руб"), ("1490", "₽"), ("1480", "руб.")].enumerated() {
            try await ledger.sweep(Int64(index) * 300, ["alpha": .balances([try wallet(amount, spelling)])])
        }
        let windows = try await ledger.windows(-1, 86_400)
        #expect(windows.map(\.wallet.currency.code) == ["RUB"])
        #expect(windows.map(\.spend) == [dollars("20")])
    }

    @Test("record the glitch that the next reading exposed")
    func glitch() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        let doubt = try await ledger.sweep(300, ["alpha": .usd("0")])
        #expect(doubt.doubtful == ["alpha"])
        #expect(ledger.books.doubts.values.map { $0 } == [.zero])
        try await ledger.sweep(360, ["alpha": .usd("499")])
        #expect(ledger.books.doubts.isEmpty)
        #expect(try await ledger.windows(0, 3600).map(\.glitches) == [1])
    }

    @Test("start a doubt over after a restart, and never forget what was booked")
    func restart() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .usd("0")])
        try await ledger.restart()
        try await ledger.sweep(600, ["alpha": .usd("0")])
        #expect(try await ledger.windows(-1, 3600).map(\.spend) == [.zero])
        try await ledger.sweep(660, ["alpha": .usd("0")])
        #expect(try await ledger.windows(-1, 3600).map(\.spend) == [dollars("500")])
    }

    @Test("drop an answer to an older request, whole")
    func late() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .balances([try wallet("500"), try wallet("7", key: "bonus")])], request: 1)
        try await ledger.sweep(300, ["alpha": .balances([try wallet("490"), try wallet("7", key: "bonus")])], request: 5)
        let late = try await ledger.sweep(
            600, ["alpha": .balances([try wallet("480"), try wallet("9", "EUR", key: "late")])], request: 4)
        #expect(late.events.isEmpty)
        let windows = try await ledger.windows(0, 3600)
        #expect(windows.map(\.closing.balance) == [dollars("7"), dollars("490")])
        #expect(windows.allSatisfy { $0.wallet.vanishedAt == nil })
    }

    @Test("date no reading before the end of a window that was reported")
    func reported() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        let (slot, end) = (ReportSlot(chat: ChatAddress(chat: 1), date: "2026-11-22", time: "17:15"), ledger.instant(100))
        _ = try await ledger.bench.history.write { try $0.claim(slot, window: Window(from: end - 86_400, until: end)) }
        try await ledger.sweep(90, ["alpha": .usd("480")], sent: 90)
        #expect(try await ledger.windows(-1, 100).map(\.spend) == [.zero])
        #expect(try await ledger.windows(100, 101).map(\.spend) == [dollars("20")])
    }

    @Test("take nothing while the clock is far behind, and say so; a small step back is taken")
    func clockBehind() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        let refused = try await ledger.sweep(-3600, ["alpha": .usd("480")])
        #expect(refused.answered.isEmpty && refused.events.isEmpty)
        #expect(refused.clockBehind == 3601)
        try await ledger.sweep(-300, ["alpha": .usd("470")])
        #expect(try await ledger.windows(0, 1).map(\.spend) == [dollars("30")])
    }

    @Test("mark a wallet that is missing from an answer, and take it back with what it has become")
    func vanished() async throws {
        let ledger = try await LedgerBench(Bench())
        let both: [WalletAnswer] = [try wallet("500"), try wallet("70", key: "bonus")]
        try await ledger.sweep(0, ["alpha": .balances(both)])
        let gone = try await ledger.sweep(300, ["alpha": .usd("490")])
        #expect(gone.events.map(\.event.kind) == [.booked(change: dollars("-10")), .vanished])
        try await ledger.sweep(600, ["alpha": .failed(.temporary)])
        #expect(try await ledger.windows(0, 900).map(\.wallet.vanishedAt) == [ledger.instant(300), nil])
        let back = try await ledger.sweep(900, ["alpha": .balances([try wallet("490"), try wallet("65", key: "bonus")])])
        #expect(back.events.map(\.event.kind) == [.booked(change: dollars("-5")), .returned])
        #expect(try await ledger.windows(0, 900).map(\.wallet.vanishedAt) == [nil, nil])
        #expect(try await ledger.windows(0, 900).map(\.gaps.count) == [2, 1], "its absence, beside the failed poll of both")
    }

    @Test("take a vanished wallet back only once its new balance is decided, after a restart too")
    func returning() async throws {
        let ledger = try await LedgerBench(Bench())
        let (main, bonus) = (try wallet("500"), try wallet("70", key: "bonus"))
        try await ledger.sweep(0, ["alpha": .balances([main, bonus])])
        try await ledger.sweep(300, ["alpha": .balances([main])])
        let richer = LedgerBench.Poll.balances([main, try wallet("170", key: "bonus")])
        try await ledger.sweep(600, ["alpha": richer])
        #expect(try await ledger.windows(0, 900).map(\.wallet.vanishedAt) == [ledger.instant(300), nil])
        try await ledger.restart()
        try await ledger.sweep(900, ["alpha": richer])
        #expect(try await ledger.windows(0, 900).map(\.wallet.vanishedAt) == [ledger.instant(300), nil])
        let gone = try await ledger.sweep(1200, ["alpha": .balances([main])])
        #expect(gone.events.isEmpty, "what waited is forgotten, and that it is gone was said before")
        try await ledger.sweep(1500, ["alpha": richer])
        try await ledger.sweep(1800, ["alpha": richer])
        #expect(try await ledger.windows(0, 1800).map(\.wallet.vanishedAt) == [nil, nil])
        #expect(try await ledger.windows(0, 1800).map(\.topUps) == [dollars("100"), .zero])
        #expect(try await ledger.gaps().map { [$0.from, $0.until] } == [[ledger.instant(300), ledger.instant(1800)]])
    }

    @Test("keep a wallet whose row could not be read")
    func unreadable() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .balances([try wallet("500"), try wallet("70", key: "bonus")])])
        let (books, at) = (ledger.books, ledger.instant(300))
        let events = try await ledger.bench.history.write { transaction in
            var books = books
            let account = try #require(try transaction.snapshot.account(named: "alpha"))
            return try books.record(
                AccountAnswer(
                    account: account.id, wallets: [try wallet("500")], unreadable: ["bonus"], sentAt: at, request: 99),
                in: transaction)
        }
        #expect(events.isEmpty)
    }
}

@Suite("A changed currency") struct ChangedCurrencyTests {
    @Test("changes nothing when it was one odd answer")
    func oneOdd() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        #expect(try await ledger.sweep(300, ["alpha": .balances([try wallet("460", "EUR")])]).events.isEmpty)
        try await ledger.sweep(600, ["alpha": .usd("499")])
        try await ledger.sweep(900, ["alpha": .balances([try wallet("459", "EUR")])])
        try await ledger.sweep(1200, ["alpha": .usd("498")])
        let windows = try await ledger.windows(0, 3600)
        #expect(windows.map(\.wallet.currency.code) == ["USD"])
        #expect(windows.map(\.spend) == [dollars("2")])
        #expect(windows.map(\.wallet.vanishedAt) == [nil])
    }

    @Test("opens another wallet once confirmed, as neither spend nor credit")
    func confirmed() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .balances([try wallet("460", "EUR")])])
        try await ledger.sweep(600, ["alpha": .balances([try wallet("459", "EUR")])])
        let windows = try await ledger.windows(0, 3600)
        #expect(windows.map(\.wallet.currency.code) == ["EUR", "USD"])
        #expect(windows.map(\.spend) == [.zero, .zero])
        #expect(windows.map(\.topUps) == [.zero, .zero])
        #expect(windows.map(\.wallet.vanishedAt) == [nil, ledger.instant(600)])
        try await ledger.sweep(900, ["alpha": .usd("500")])
        try await ledger.sweep(1200, ["alpha": .usd("500")])
        #expect(try await ledger.windows(0, 3600).map(\.wallet.vanishedAt) == [ledger.instant(1200), nil])
    }

    @Test("is not what a second currency beside the first is")
    func second() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .usd("500")])
        try await ledger.sweep(300, ["alpha": .balances([try wallet("500"), try wallet("460", "EUR")])])
        #expect(try await ledger.windows(0, 3600).map(\.wallet.currency.code) == ["EUR", "USD"])
    }

    @Test("that came once does not keep a wallet that went away altogether")
    func gone() async throws {
        let ledger = try await LedgerBench(Bench())
        try await ledger.sweep(0, ["alpha": .balances([try wallet("500"), try wallet("1", key: "other")])])
        try await ledger.sweep(300, ["alpha": .balances([try wallet("460", "EUR"), try wallet("1", key: "other")])])
        try await ledger.sweep(600, ["alpha": .balances([try wallet("1", key: "other")])])
        #expect(try await ledger.windows(0, 3600).map(\.wallet.vanishedAt) == [ledger.instant(600), nil])
    }
}
