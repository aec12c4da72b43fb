import Domain
import GRDB
import TestSupport
import Testing

@testable import History

/// A process killed at any moment leaves the files as they were at that moment: they are copied, and the copy is opened as after a start.
@Suite("A killed process")
struct KillTests {
    @Test("loses nothing that was committed and repeats nothing, whichever commit was its last", arguments: [11, 12] as [UInt64])
    func everyCommit(seed: UInt64) async throws {
        var story = try await CommitStory(seed: seed)
        var numbers = SeededGenerator(seed: seed)
        for step in 0..<60 {
            let before = try await story.state()
            try await story.commit(step)
            let after = try await story.state()
            #expect(after != before, "every commit of the story changes something")
            let files = try story.files()
            try await expect(files, toHold: after, "killed after commit \(step)")
            // Killed while the commit was being written: its last frames are cut short.
            guard let log = files["balance.db-wal"], !log.isEmpty else { continue }
            let cut = story.logEnd(log) - Int.random(in: 1..<4096, using: &numbers)
            var torn = files
            torn["balance.db-wal"] = Array(log.prefix(max(0, cut)))
            let state = try await reopened(torn)
            #expect([before, after].contains(state), "killed within commit \(step), the log cut to \(cut) bytes")
            #expect(state == before, "a commit whose last frame is not whole is none")
        }
    }

    @Test("finds some whole number of its commits in a log torn or spoilt at any byte", arguments: [21, 22] as [UInt64])
    func tornAnywhere(seed: UInt64) async throws {
        var story = try await CommitStory(seed: seed)
        let empty = try await Scratch().open().read(CommitStory.state)
        var states = [empty, try await story.state()]
        for step in 0..<25 {
            try await story.commit(step)
            states.append(try await story.state())
        }
        let files = try story.files()
        let log = try #require(files["balance.db-wal"])
        let end = story.logEnd(log)
        var numbers = SeededGenerator(seed: seed &+ 1)
        let cuts = [0, 1, 31, 32, 33, 56, end - 1, end] + (0..<60).map { _ in Int.random(in: 0..<end, using: &numbers) }
        var newest = 0
        for cut in cuts.sorted() {
            var torn = files
            torn["balance.db-wal"] = Array(log.prefix(cut))
            let kept = try #require(states.firstIndex(of: try await reopened(torn)), "cut to \(cut) of \(end) bytes")
            #expect(kept >= newest, "more of the log holds more of the commits")
            #expect((kept == states.count - 1) == (cut == end))
            newest = kept

            // A disk that wrote other bytes than it was given: the frame's checksum ends the log there.
            guard cut > 32, cut < end else { continue }
            var spoilt = files
            var bytes = log
            bytes[cut] ^= UInt8.random(in: 1...255, using: &numbers)
            spoilt["balance.db-wal"] = bytes
            #expect(states.contains(try await reopened(spoilt)), "byte \(cut) of \(end) spoilt")
        }
    }

    @Test("goes on where its last commit was, also after a log that was moved into the database half-way")
    func goesOn() async throws {
        var story = try await CommitStory(seed: 31)
        for step in 0..<20 {
            try await story.commit(step)
            if step % 7 == 3 { try await story.history.checkpoint() }
            let killed = try Scratch()
            for (name, bytes) in try story.files() { try killed.write(bytes, to: name) }
            var revived = try story.toldOn(in: killed)
            try await story.commit(100 + step)
            try await revived.commit(100 + step)
            #expect(try await revived.state() == story.state(), "after commit \(step)")
            #expect(try await revived.history.read { try $0.ledgerFaults() } == [])
        }
    }

    private func expect(_ files: [String: [UInt8]], toHold state: CommitStory.State, _ comment: Comment) async throws {
        #expect(try await reopened(files) == state, comment)
    }

    /// What a start finds in these files, which must be sound.
    private func reopened(_ files: [String: [UInt8]]) async throws -> CommitStory.State {
        let killed = try Scratch()
        defer { withExtendedLifetime(killed) {} }
        for (name, bytes) in files { try killed.write(bytes, to: name) }
        let history = try killed.open()
        let (state, damage, faults) = try await history.read { (try CommitStory.state($0), try $0.damage(), try $0.ledgerFaults()) }
        #expect(damage == [] && faults == [])
        try history.close()
        return state
    }
}

/// A history that grows commit by commit: sweeps, credits, gaps, glitches, slots with their messages, thinning.
struct CommitStory {
    /// All that the ledger and the outbox would tell.
    struct State: Hashable, Sendable {
        var revision: Int64
        var readings: [WalletBalance]
        var window: [WalletWindow]
        var hours: Int64
        var slots: Int64
        var outbox: Int64
        var lastSweep: Instant?
        var thinnedUntil: Instant?
    }

    private static let begin = Instant(seconds: 1_700_000_000)
    private static let chat = ChatAddress(chat: -7)

    let scratch: Scratch
    let history: History
    private var numbers: SeededGenerator
    private var now = Self.begin
    private var lastRow: Reading
    private var wallet: WalletID
    private var account: AccountID

    init(seed: UInt64) async throws {
        scratch = try Scratch()
        history = try scratch.open()
        numbers = SeededGenerator(seed: seed)
        let usd = try #require(Currency("USD"))
        let opening = try await history.write { transaction in
            let account = try transaction.upsertAccount(name: "mgid", was: nil, network: "mgid", title: "MGID", at: Self.begin)
            return try transaction.openWallet(
                account: account.id, key: "main", title: nil, currency: usd, at: Self.begin, opening: money(1_000_000))
        }
        (wallet, account) = (opening.id, opening.account)
        lastRow = Reading(at: Self.begin, balance: opening.opening, spent: .zero, credited: .zero)
        now = Self.begin
    }

    /// The same story, to be told on in a copy of its files.
    func toldOn(in scratch: Scratch) throws -> CommitStory {
        CommitStory(self, scratch: scratch, history: try scratch.open())
    }

    private init(_ story: CommitStory, scratch: Scratch, history: History) {
        (self.scratch, self.history, numbers, now) = (scratch, history, story.numbers, story.now)
        (lastRow, wallet, account) = (story.lastRow, story.wallet, story.account)
    }

    /// One more commit, of a kind that follows from `step`.
    mutating func commit(_ step: Int) async throws {
        now = now + Int64.random(in: 60..<3000, using: &numbers)
        let change = Int64.random(in: -500...200, using: &numbers)
        let (now, wallet, account) = (now, wallet, account)
        var next = lastRow
        next.at = now
        next.balance = money(next.balance.micros + change)
        if change < 0 { next.spent = money(next.spent.micros - change) } else { next.credited = money(next.credited.micros + change) }
        let reading = next
        try await history.write { transaction in
            if change != 0 { try transaction.append(reading, to: wallet) }
            if change > 0 { try transaction.record(Credit(wallet: wallet, at: now, amount: money(change), kind: .topUp)) }
            switch step % 6 {
            case 1: try transaction.openGap(Gap(account: account, from: now, reason: "temporary", detail: "\(step)"))
            case 2: try transaction.closeGap(of: account, at: now, rose: change > 0)
            case 3: try transaction.record(Glitch(wallet: wallet, at: now, balance: .zero, reason: .zero))
            case 4:
                let slot = ReportSlot(chat: Self.chat, date: "2023-11-\(10 + step % 20)", time: "10:\(10 + step / 20)")
                let from = try transaction.snapshot.lastReportEnd(Self.chat) ?? Self.begin
                guard let id = try transaction.claim(slot, window: Window(from: from, until: now)) else { break }
                try transaction.enqueue(
                    OutgoingMessage(bot: 1, chat: Self.chat, kind: .report, parts: [.init(text: "\(step)")], slot: id, createdAt: now))
            case 5 where step > 30: _ = try transaction.thin(until: now - 7200, rows: 3)
            default: break
            }
            try transaction.recordSweep(at: now)
        }
        if change != 0 { lastRow = reading }
    }

    func state() async throws -> State { try await history.read(Self.state) }

    static func state(_ snapshot: Snapshot) throws -> State {
        let latest = try snapshot.latest()
        return State(
            revision: try snapshot.revision(), readings: latest,
            window: try snapshot.windows(Window(from: begin, until: begin + 10 * 86400)), hours: try count("hour", snapshot),
            slots: try count("report_slot", snapshot), outbox: try count("outbox", snapshot), lastSweep: try snapshot.lastSweep(),
            thinnedUntil: try snapshot.thinnedUntil())
    }

    private static func count(_ table: String, _ snapshot: Snapshot) throws -> Int64 {
        try snapshot.number("SELECT count(*) FROM \(table)") ?? 0
    }

    /// The files as a killed process leaves them, by name.
    func files() throws -> [String: [UInt8]] {
        let names = ["balance.db", "balance.db-wal", "balance.db-shm"]
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try scratch.bytes($0)) })
    }

    /// Where the log's valid frames end: behind them may be frames of an earlier round, which another salt marks.
    func logEnd(_ log: [UInt8]) -> Int {
        let frame = 24 + 4096
        var end = 32
        while end + frame <= log.count, log[end + 8..<end + 16] == log[16..<24] { end += frame }
        return end
    }
}
