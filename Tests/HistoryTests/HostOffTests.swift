import Domain
import GRDB
import History
import Testing

/// How long the host was off, and how it went off.
struct Absence: Sendable, CustomTestStringConvertible {
    var name: String
    var seconds: Int64
    /// Killed and started from the files it left; else stopped in good order.
    var isCrash: Bool

    var testDescription: String { "\(name), \(isCrash ? "killed" : "stopped")" }

    private static let lengths: [(String, Int64)] = [
        ("a minute", 60), ("an hour", 3600), ("up to the very end of the hour", 480), ("nine hours", 32_400), ("a day", 86_400),
        ("three days and a bit", 260_434), ("a year", 31_536_077),
    ]

    static let all: [Absence] = lengths.flatMap { length in
        [false, true].map { Absence(name: length.0, seconds: length.1, isCrash: $0) }
    }
}

@Suite("A host that was off")
struct HostOffTests {
    @Test("leaves every window, every closing and what is thinned right, before, in and after that time", arguments: Absence.all)
    func windows(_ absence: Absence) async throws {
        let story = try await OffStory(absence)
        try await expectWindows(of: story)
        try await expectClosings(of: story)
        try await expectThinningChangesNothing(in: story)
    }

    private func expectWindows(of story: OffStory) async throws {
        let edges = story.edges()
        for (index, from) in edges.enumerated() {
            for (other, until) in edges.enumerated() where other >= index {
                // Three pairs in seven: edges come in threes, so that every kind still meets every kind.
                guard (5 * index + 3 * other) % 7 < 3 else { continue }
                let window = Window(from: from, until: until)
                let found = try await story.history.read { try $0.windows(window) }
                let open = story.model.wallets.filter { $0.openedAt <= until }
                #expect(found.map(\.wallet.id) == open.map(\.id), "\(window)")
                for item in found {
                    let id = item.wallet.id
                    #expect(item.spend.micros == story.model.spend(of: id, in: window), "\(id) \(window)")
                    #expect(item.topUps.micros == story.model.topUps(of: id, in: window), "\(id) \(window)")
                    #expect(item.opening?.balance == story.model.value(of: id, at: from)?.balance, "\(id) \(window)")
                    #expect(item.closing.balance == story.model.value(of: id, at: until)?.balance, "\(id) \(window)")
                    let touches = from < story.back && until > OffStory.off
                    #expect(item.gaps.contains { $0.reason == "off" } == touches, "\(id) \(window)")
                }
            }
        }
    }

    /// Every hour is closed that ended before the host came back, and each day framed once with all wallets.
    private func expectClosings(of story: OffStory) async throws {
        let newest = try #require(story.model.readings.values.flatMap { $0 }.map(\.at).max())
        func hour(_ instant: Instant) -> Int64 { (instant.seconds + 3599) / 3600 * 3600 }
        let (hours, frames, held) = try await story.scratch.stranger().read { database in
            (
                try Int64.fetchAll(database, sql: "SELECT DISTINCT hour FROM hour ORDER BY hour"),
                try Int64.fetchAll(database, sql: "SELECT hour FROM frame ORDER BY hour"),
                try Int.fetchAll(database, sql: "SELECT count(*) FROM hour JOIN frame USING (hour) GROUP BY hour ORDER BY hour")
            )
        }
        let changed = Set(story.model.readings.values.flatMap { $0 }.map { hour($0.at) })
        // The newest sweep's own transaction closes what ended before the sweep ahead of it.
        let ahead = try #require(Set(story.model.readings.values.flatMap { $0 }.map(\.at)).filter { $0 < newest }.max())
        #expect(hours == changed.filter { $0 <= ahead.seconds }.sorted())
        let days = Dictionary(grouping: hours) { ($0 - 1) / 86400 }
        #expect(frames == days.values.compactMap { $0.min() }.sorted())
        #expect(held == frames.map { frame in story.model.wallets.count { $0.openedAt.seconds <= frame } })
        #expect(try await story.history.read { try $0.ledgerFaults() } == [])
    }

    /// Sums between full hours stay when what was before the host came back is thinned.
    private func expectThinningChangesNothing(in story: OffStory) async throws {
        let hours = story.edges().filter { $0.seconds % 3600 == 0 }
        let windows = zip(hours, hours.dropFirst()).map(Window.init) + [Window(from: hours[0], until: hours[hours.count - 1])]
        func figures() async throws -> [[[Int64?]]] {
            try await story.history.read { snapshot in
                try windows.map { window in
                    try snapshot.windows(window).map {
                        [$0.opening?.balance.micros, $0.closing.balance.micros, $0.spend.micros, $0.topUps.micros, $0.corrections.micros]
                    }
                }
            }
        }
        let before = try await figures()
        let limit = story.back
        var steps = 0
        while try await story.history.write({ try $0.thin(until: limit, rows: 2) }) > 0 { steps += 1 }
        #expect(steps > 5)
        #expect(try await figures() == before)
        #expect(try await story.history.read { try $0.ledgerFaults() } == [])
    }
}

extension HostOffTests {
    @Test("is believed to be off since its latest sweep, wherever the clock was in between")
    func clockBack() async throws {
        let history = try Scratch().open()
        for seconds in [1000, 400, 990, 1100, 1099] as [Int64] { try await history.write { try $0.recordSweep(at: at(seconds)) } }
        #expect(try await history.read { try $0.lastSweep() } == at(1100))
    }
}

/// Three wallets: one busy, one slow, one that never changes again; then nobody is there for a while, and a fourth is opened after it.
struct OffStory {
    /// The last sweep before the host went off: 23:52 of a UTC day.
    static let off = Instant(seconds: 1_700_092_320)
    let back: Instant
    private(set) var scratch: Scratch
    private(set) var history: History
    private(set) var model = LedgerModel()
    private var account = AccountID(rawValue: 0)

    init(_ absence: Absence) async throws {
        (scratch, back) = (try Scratch(), Self.off + absence.seconds)
        history = try scratch.open()
        let begin = Self.off - 30 * 3600 - 60
        account = try await history.write { try $0.upsertAccount(name: "a", was: nil, network: "n", title: "A", at: begin).id }
        for number in 0..<3 { try await open("w\(number)", at: begin + Int64(number)) }
        // Every nine minutes from 09:00 on, so that some readings are at the very end of an hour.
        for step in 101..<200 {
            let now = begin + Int64(step) * 540
            var changes = [(0, Int64(-step))]
            if step % 29 == 0 { changes.append((1, 1000)) } else if step % 13 == 0 { changes.append((1, -7)) }
            try await sweep(changes, at: now)
        }
        try await sweep([(0, -3), (1, -3)], at: Self.off)
        let left = scratch
        if absence.isCrash {
            let killed = try Scratch()
            for name in ["balance.db", "balance.db-wal", "balance.db-shm"] { try killed.write(left.bytes(name), to: name) }
            scratch = killed
            history = try killed.open()
        } else {
            try history.close()
            history = try History.open(path: scratch.path, lock: WriterLock(database: "\(scratch.path).again"))
        }
        let back = back
        try await history.write { try $0.openGap(Gap(account: nil, from: Self.off, reason: "off")) }
        try await sweep([(0, -40)], at: back)
        try await history.write { try $0.closeGap(of: nil, at: back, rose: false) }
        try await open("late", at: back + 600)
        try await sweep([(1, 900), (3, -2)], at: back + 4000)
        try await sweep([(0, -1)], at: back + 8000)
        try await sweep([(0, -1)], at: back + 100_000)
    }

    /// Instants on, just before and just after what matters: hours, days, the last reading and the first.
    func edges() -> [Instant] {
        func hour(_ instant: Instant) -> Instant { instant - instant.seconds % 3600 }
        let middle = Self.off + (back - Self.off) / 2
        let full = [
            hour(Self.off), hour(Self.off) + 3600, hour(middle), hour(back), hour(back) + 3600, hour(Self.off - 9 * 3600),
            hour(back + 90_000),
        ]
        let others = [Self.off - 40 * 3600, Self.off - 12 * 3600, Self.off, middle, back, back + 600, back + 4000, back + 200_000]
        return Array(Set((full + others).flatMap { [$0 - 1, $0, $0 + 1] })).sorted()
    }

    private mutating func open(_ key: String, at: Instant) async throws {
        let account = account
        let usd = try #require(Currency("USD"))
        let wallet = try await history.write {
            try $0.openWallet(account: account, key: key, title: nil, currency: usd, at: at, opening: money(1_000_000))
        }
        model.wallets.append(wallet)
        model.readings[wallet.id] = [Reading(at: at, balance: wallet.opening, spent: .zero, credited: .zero)]
    }

    private mutating func sweep(_ changes: [(wallet: Int, change: Int64)], at: Instant) async throws {
        var rows: [(WalletID, Reading, Credit?)] = []
        for (index, change) in changes {
            let id = model.wallets[index].id
            guard let last = model.readings[id]?.last, at >= last.at + 1 else { continue }
            let reading = Reading(
                at: at, balance: money(last.balance.micros + change), spent: money(last.spent.micros + max(0, -change)),
                credited: money(last.credited.micros + max(0, change)))
            let credit = change > 0 ? Credit(wallet: id, at: at, amount: money(change), kind: .topUp) : nil
            rows.append((id, reading, credit))
            model.readings[id, default: []].append(reading)
            if let credit { model.credits.append(credit) }
        }
        let written = rows
        try await history.write { transaction in
            for (id, reading, credit) in written {
                try transaction.append(reading, to: id)
                if let credit { try transaction.record(credit) }
            }
            try transaction.recordSweep(at: at)
        }
    }
}
