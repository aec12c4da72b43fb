import Domain
import GRDB
import History
import Testing

@Suite("A view for people")
struct ViewTests {
    @Test("of the days agrees with the reports, in half-hour zones and after thinning too", arguments: [0, 1800], [false, true])
    func days(offset: Int64, isThinned: Bool) async throws {
        var random = try RandomHistory(seed: 61, scratch: Scratch())
        try await random.run(sweeps: 100)
        let first = (random.model.wallets.first?.openedAt.seconds ?? 0) / 86400
        let days = (first - 1...random.now.seconds / 86400 + 2).enumerated().map { index, day in
            ReportDay(
                date: "\(2001 + index / 28)-01-\(index % 28 < 9 ? "0" : "")\(index % 28 + 1)", startsAt: at(day * 86400 + offset),
                endsAt: at((day + 1) * 86400 + offset))
        }
        try await random.history.write { try $0.fillDays(days) }
        if isThinned {
            let limit = at((first + 3) * 86400)
            while try await random.history.write({ try $0.thin(until: limit, rows: 10) }) > 0 {}
        }
        var expected: [[String]] = []
        for day in days where day.startsAt <= random.now {
            for window in try await random.history.read({ try $0.windows(Window(from: day.startsAt, until: day.endsAt)) }) {
                let sums = [
                    window.openingBalance, window.topUps, window.refunds, window.corrections, window.withdrawals, window.spend,
                    window.closing.balance, money(window.returned.micros + window.takenBack.micros),
                ]
                expected.append([day.date, window.wallet.key] + sums.map(\.decimalText) + [String(window.spend.micros)])
            }
        }
        let found = try await random.scratch.stranger().read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM spend_daily ORDER BY date, wallet").map { row in
                let texts: [String] = try ((5...11) + [15]).map { try Money(decimal: row[$0] as String).decimalText }
                return [row["date"], row["wallet"]] + texts + [String(row["spend_micros"] as Int64)]
            }
        }
        #expect(expected.count > 20)
        #expect(found == expected)
    }

    @Test("of the hours holds each hour in which something moved, the open ones too")
    func hours() async throws {
        var random = try RandomHistory(seed: 62, scratch: Scratch())
        try await random.run(sweeps: 100)
        let model = random.model
        var expected: Set<[String]> = []
        for wallet in model.wallets {
            let readings = (model.readings[wallet.id] ?? []).dropFirst()
            for end in Set(readings.map { ($0.at.seconds + 3599) / 3600 * 3600 }) {
                let window = Window(from: at(end - 3600), until: at(end))
                let spend = money(model.spend(of: wallet.id, in: window))
                expected.insert([
                    String(end - 3600), wallet.key, spend.decimalText, money(model.topUps(of: wallet.id, in: window)).decimalText,
                ])
            }
        }
        let found = try await random.scratch.stranger().read { database in
            try Row.fetchAll(database, sql: "SELECT strftime('%s', hour_utc), wallet, spend, topups FROM spend_hourly").map { row in
                try [row[0], row[1], Money(decimal: row[2] as String).decimalText, Money(decimal: row[3] as String).decimalText]
            }
        }
        #expect(Set(found) == expected && found.count == expected.count)
    }

    @Test("of the balances shows what every wallet holds, and where data is missing")
    func balances() async throws {
        let one = try await OneWallet()
        try await one.append(after: 4000, spent: 1_500_001)
        let account = one.account.id
        let queue = try one.scratch.stranger()
        let sql = "SELECT account, title, network, wallet, currency, balance, state, no_data_since FROM balances"
        func rows() async throws -> [[String?]] {
            try await queue.read { try Row.fetchAll($0, sql: sql).map { row in (0..<8).map { row[$0] as String? } } }
        }
        #expect(try await rows() == [["mgid", "MGID", "mgid", "main", "USD", "98.499999", "live", nil]])
        try await one.history.write { transaction in
            try transaction.openGap(Gap(account: account, from: OneWallet.ten + 3600, reason: "credentials"))
            try transaction.retire(account, at: OneWallet.ten + 5000)
        }
        #expect(try await rows() == [["mgid", "MGID", "mgid", "main", "USD", "98.499999", "retired", "2023-11-15T11:00:00Z"]])
    }

    @Test(
        "writes micros as exact decimals",
        arguments: [
            (0, "0.000000"), (1, "0.000001"), (-1, "-0.000001"), (-500_000, "-0.500000"), (12_500_000, "12.500000"),
            (9_007_199_254_740_993, "9007199254.740993"), (.max, "9223372036854.775807"), (.min, "-9223372036854.775808"),
        ] as [(Int64, String)])
    func decimals(micros: Int64, text: String) async throws {
        let scratch = try Scratch()
        _ = try scratch.open()
        let found = try await scratch.stranger().write { database in
            try database.execute(
                sql: """
                    INSERT INTO account VALUES (1, 'a', 'n', 't', 1, NULL, 1);
                    INSERT INTO wallet VALUES (1, 1, 'main', NULL, 'USD', 1, 0, NULL, NULL, NULL, NULL, 0, 1);
                    """)
            try database.execute(sql: "INSERT INTO reading VALUES (1700042401, 1, ?, 0, 0)", arguments: [micros])
            return try Row.fetchOne(database, sql: "SELECT balance, at FROM readings").map { [$0[0] as String, $0[1]] }
        }
        #expect(found == [text, "2023-11-15T10:00:01Z"])
    }

    @Test("of the top-ups leaves out refunds and corrections")
    func topUps() async throws {
        let one = try await OneWallet()
        try await one.append(after: 60, spent: 0, credited: 2_000_000)
        try await one.append(after: 90, spent: 0, credited: 3_000_000)
        let id = one.wallet.id
        try await one.history.write { transaction in
            try transaction.record(Credit(wallet: id, at: OneWallet.ten + 60, amount: money(2_000_000), kind: .topUp))
            try transaction.record(Credit(wallet: id, at: OneWallet.ten + 90, amount: money(1_000_000), kind: .refund))
        }
        let found = try await one.scratch.stranger().read { try String.fetchAll($0, sql: "SELECT at || ' ' || amount FROM topups") }
        #expect(found == ["2023-11-15T10:01:00Z 2.000000"])
    }
}
