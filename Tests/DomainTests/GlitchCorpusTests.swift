import Domain
import Testing

@Suite("The corpus of glitches")
struct GlitchCorpusTests {
    @Test("moves the money that moved and no other", arguments: try GlitchCorpus.load())
    func series(_ series: GlitchSeries) throws {
        var replay = Replay()
        for (at, event) in series.events { try replay.take(event, at: at) }
        let ledger = try #require(replay.ledger)
        let found = GlitchSeries.Result(
            spent: ledger.newest.spent, credited: ledger.newest.credited, glitches: replay.glitches, isHeld: ledger.heldSince != nil)
        #expect(found == series.expected)
        let opening = try #require(replay.opening)
        #expect(try ledger.newest.balance - opening == ledger.newest.credited - ledger.newest.spent)
    }

    @Test("is there, and each of its series has a name of its own and two readings or more")
    func shape() throws {
        let all = try GlitchCorpus.load()
        #expect(all.count >= 40)
        #expect(Set(all.map(\.name)).count == all.count)
        for series in all { #expect(series.events.count >= 2, "\(series.name)") }
    }

    @Test(
        "names the line that it cannot read",
        arguments: [
            ("00:00 500", 1), ("series a\npolarity both", 2), ("series a\n00:00 500\nexpect spent 1", 3), ("series a\n# b\n\n00:00", 4),
            ("series a\n00:00 500\nseries b", 3), ("series a\n24 500", 2), ("series a\n00:00 500", 0),
        ])
    func complaints(text: String, line: Int) throws {
        let problem = #expect(throws: GlitchCorpus.Problem.self) { try GlitchCorpus.parse(text) }
        #expect(problem?.line == line)
    }
}

/// One wallet's ledger, fed as the collector feeds it; what it spent of late is added up from what was booked.
private struct Replay {
    private(set) var ledger: WalletLedger?
    private(set) var opening: Money?
    private(set) var glitches = 0
    private var booked: [Reading] = []
    private var request: UInt64 = 0

    mutating func take(_ event: GlitchSeries.Event, at: Instant) throws {
        switch event {
        case .failed: break
        case .restart:
            ledger = ledger.map { WalletLedger(newest: $0.newest, wasOverdrawn: $0.wasOverdrawn, heldSince: $0.heldSince) }
            request = 0
        case .reading(let balance): try read(balance, at: at)
        }
    }

    private mutating func read(_ balance: Money, at: Instant) throws {
        request += 1
        guard var known = ledger else {
            let first = Reading(at: at, balance: balance, spent: .zero, credited: .zero)
            (ledger, opening, booked) = (WalletLedger(newest: first, wasOverdrawn: false), balance, [first])
            return
        }
        let spent = known.newest.spent
        let (outcome, exposed) = try known.observe(balance, at: at, request: request) {
            try spent - (booked.last { $0.at <= at - 86400 }?.spent ?? .zero)
        }
        if case .booked(let reading) = outcome { booked.append(reading) }
        if exposed != nil { glitches += 1 }
        ledger = known
    }
}
