import Domain
import GRDB
import History
import Testing

@Suite("A view for people, of days and hours without data")
struct ViewGapTests {
    private static let day: Int64 = 86400
    /// 2023-11-15T00:00:00Z.
    private static let midnight = OneWallet.ten + -36000

    private static func moment(_ day: Int64, _ hour: Int64) -> Instant { midnight + (day * Self.day + hour * 3600) }

    private func days(_ one: OneWallet) async throws -> [[String?]] {
        try await one.scratch.stranger().read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT date, spend, topups, closing, spend_micros || '', gap_seconds || '', lower_bound || '' FROM spend_daily"
            )
            .map {
                row in (0..<7).map { row[$0] as String? }
            }
        }
    }

    /// Five days: spend on the first, an outage from its 22:00 to 02:00 of the third over which 5 came in, one that lasts on the fifth.
    private func story() async throws -> OneWallet {
        let one = try await OneWallet()
        let account = one.account.id
        try await one.append(after: 3600, spent: 1_500_000)
        try await one.history.write { transaction in
            try transaction.openGap(Gap(account: account, from: Self.moment(0, 22), reason: "temporary"))
            try transaction.openGap(Gap(account: nil, from: Self.moment(0, 23), reason: "off"))
            try transaction.closeGap(of: nil, at: Self.moment(1, 1), rose: false)
        }
        try await one.append(after: 40 * 3600, spent: 1_500_000, credited: 5_000_000)
        let id = one.wallet.id
        try await one.history.write { transaction in
            try transaction.record(Credit(wallet: id, at: Self.moment(2, 2), amount: money(5_000_000), kind: .topUp))
            try transaction.closeGap(of: account, at: Self.moment(2, 2), rose: true)
            try transaction.openGap(Gap(account: account, from: Self.moment(4, 6), reason: "credentials"))
            try transaction.recordSweep(at: Self.moment(4, 12))
            try transaction.fillDays(
                (0..<7).map { ReportDay(date: "2023-11-\(15 + $0)", startsAt: Self.moment($0, 0), endsAt: Self.moment($0 + 1, 0)) })
        }
        return one
    }

    @Test("says NULL and not 0 for a day of which nothing is known, for how long data is missing, and what is at least so much")
    func gaps() async throws {
        let one = try await story()
        #expect(
            try await days(one) == [
                ["2023-11-15", "1.500000", "0.000000", "98.500000", "1500000", "7200", "1"],
                ["2023-11-16", nil, nil, "98.500000", nil, "86400", "1"],
                ["2023-11-17", "0.000000", "5.000000", "103.500000", "0", "7200", "1"],
                ["2023-11-18", "0.000000", "0.000000", "103.500000", "0", "0", "0"],
                ["2023-11-19", "0.000000", "0.000000", "103.500000", "0", "21600", "0"],
            ])
        let hours = try await one.scratch.stranger().read { database in
            try Row.fetchAll(database, sql: "SELECT hour_utc, topups, lower_bound || '' FROM spend_hourly").map { row in
                (0..<3).map { row[$0] as String? }
            }
        }
        #expect(hours == [["2023-11-15T10:00:00Z", "0.000000", "0"], ["2023-11-17T01:00:00Z", "5.000000", "1"]])
    }

    @Test("calls a day unknown, and a spend a lower bound, of the wallet alone that was missing from its account's answers")
    func neighbour() async throws {
        let one = try await OneWallet()
        let account = one.account
        let other = try await one.history.write { transaction in
            try transaction.openWallet(
                account: account.id, key: "bonus", title: nil, currency: try #require(Currency("USD")), at: OneWallet.ten + 60,
                opening: .zero)
        }
        let (main, quiet) = (one.wallet, other)
        try await one.append(after: 30 * 3600, spent: 0, credited: 7_000_000)
        try await one.history.write { transaction in
            try transaction.record(Credit(wallet: main.id, at: Self.moment(1, 16), amount: money(7_000_000), kind: .topUp))
            try transaction.append(
                Reading(at: Self.moment(2, 12), balance: money(1), spent: .zero, credited: money(1)), to: quiet.id)
            try transaction.record(Credit(wallet: quiet.id, at: Self.moment(2, 12), amount: money(1), kind: .topUp))
            try transaction.addGap(Gap(absenceOf: quiet, from: Self.moment(0, 20), until: Self.moment(2, 12), rose: true))
            try transaction.recordSweep(at: Self.moment(2, 20))
            try transaction.fillDays(
                (0..<3).map { ReportDay(date: "2023-11-\(15 + $0)", startsAt: Self.moment($0, 0), endsAt: Self.moment($0 + 1, 0)) })
        }
        let rows = try await one.scratch.stranger().read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT wallet, spend, topups, gap_seconds || '', lower_bound || '' FROM spend_daily WHERE date = '2023-11-16' ORDER BY 1
                    """
            ).map { row in (0..<5).map { row[$0] as String? } }
        }
        #expect(rows == [["bonus", nil, nil, "86400", "1"], ["main", "0.000000", "7.000000", "0", "0"]])
        let hours = try await one.scratch.stranger().read {
            try String.fetchAll($0, sql: "SELECT wallet || ' ' || lower_bound FROM spend_hourly ORDER BY 1")
        }
        #expect(hours == ["bonus 1", "main 0"])
        let day = Window(from: Self.moment(1, 0), until: Self.moment(2, 0))
        let windows = try await one.history.read { try $0.windows(day) }
        #expect(windows.map(\.gaps.count) == [0, 1])
    }

    @Test("has no row for the days after an account was retired")
    func retired() async throws {
        let one = try await story()
        let account = one.account.id
        try await one.history.write { try $0.retire(account, at: Self.moment(3, 0)) }
        #expect(try await days(one).map { $0[0] } == ["2023-11-15", "2023-11-16", "2023-11-17"])
    }
}
