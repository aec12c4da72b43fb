import Domain
import Testing

/// A ledger fed by whole units, one reading every five minutes, and what came of it.
struct Story {
    var ledger: WalletLedger
    var outcomes: [WalletLedger.Outcome] = []
    var glitches: [WalletLedger.Pending] = []
    private var now = Instant(seconds: 1_000_000)
    private var request: UInt64 = 0

    init(opening: Int64) {
        ledger = WalletLedger(
            newest: Reading(at: now, balance: Money(micros: opening * 1_000_000), spent: .zero, credited: .zero), wasOverdrawn: false)
    }

    mutating func reads(_ balances: [Int64], spentInLastDay: Int64 = 0) throws {
        for balance in balances {
            now = now + 300
            request += 1
            let (outcome, exposed) = try ledger.observe(
                Money(micros: balance * 1_000_000), at: now, request: request,
                spentInLastDay: { Money(micros: spentInLastDay * 1_000_000) })
            outcomes.append(outcome)
            if let exposed { glitches.append(exposed) }
        }
    }
}

@Suite struct WalletLedgerTests {
    @Test(
        "moves only money that moved",
        arguments: [
            // series, spent, credited, glitches
            ([500, 0, 499], 1, 0, 1),
            ([500, 0, 500], 0, 0, 1),
            ([500, 0, 0], 500, 0, 0),
            ([500, 0, 0, 500, 500], 500, 500, 0),
            ([-300, 0, -305], 5, 0, 1),
            ([500, 90_500, 499], 1, 0, 1),
            ([500, 1_001, 1_001], 0, 501, 0),
            ([500, 1_000], 0, 500, 0),
            ([500, 200, 495], 5, 0, 1),
            ([500, 200, 190], 310, 0, 0),
            ([500, 50_000, 499], 1, 0, 1),
            ([500, 50_000, 50_000, 498], 2, 0, 1),
            ([500, 5, 499], 1, 0, 1),
            ([500, 0, 50_000, 499], 1, 0, 2),
            ([10, -1, -2], 12, 0, 0),
            ([10, -1, -2, 3, -4], 14, 0, 0),
            ([0, 500, 480], 0, 480, 0),
            ([500, 480, 470, 470], 30, 0, 0),
        ])
    func series(balances: [Int64], spent: Int64, credited: Int64, glitches: Int) throws {
        var story = Story(opening: balances[0])
        try story.reads(Array(balances.dropFirst()))
        #expect(story.ledger.newest.spent.micros == spent * 1_000_000)
        #expect(story.ledger.newest.credited.micros == credited * 1_000_000)
        #expect(story.glitches.count == glitches)
        let newest = story.ledger.newest
        #expect(newest.balance.micros - balances[0] * 1_000_000 == newest.credited.micros - newest.spent.micros)
    }

    @Test("never books a factor of 100 by itself, however long it lasts")
    func hundredfold() throws {
        var story = Story(opening: 500)
        try story.reads([50_000, 50_000, 49_990, 48_000, 47_000])
        #expect(story.outcomes.first == .suspected(.hundredfold))
        #expect(story.outcomes.dropFirst().allSatisfy { $0 == .held })
        #expect(story.ledger.newest.balance == Money(micros: 500_000_000))
        try story.reads([499])
        #expect(story.ledger.heldSince == nil)
        #expect(story.ledger.newest.spent == Money(micros: 1_000_000))
    }

    @Test(
        "never books a factor of 1,000 or 1,000,000 by itself either, up or down",
        arguments: [(.thousandfold, 512_000, -3), (.millionfold, 512_000_000, -6)] as [(Suspicion, Int64, Int)])
    func otherScales(scale: Suspicion, large: Int64, shift: Int) throws {
        let small: Int64 = 512
        for isDown in [false, true] {
            var story = Story(opening: isDown ? large : small)
            try story.reads(Array(repeating: isDown ? small : large, count: 3))
            #expect(story.outcomes == [.suspected(scale), .held, .held])
            #expect(story.ledger.newest.spent == .zero && story.ledger.newest.credited == .zero)
            #expect(story.ledger.heldScale == scale)
            #expect(story.ledger.unitShift(of: Money(micros: (isDown ? small : large) * 1_000_000)) == (isDown ? -shift : shift))
        }
    }

    @Test("books a held change on a person's word")
    func accepted() throws {
        var story = Story(opening: 500)
        try story.reads([50_000, 50_000])
        _ = try story.ledger.accept(Money(micros: 50_000_000_000), at: Instant(seconds: 2_000_000))
        #expect(story.ledger.heldSince == nil)
        #expect(story.ledger.newest.credited == Money(micros: 49_500_000_000))
    }

    @Test("lets a confirmed zero end a hold")
    func zeroAfterHold() throws {
        var story = Story(opening: 500)
        try story.reads([50_000, 50_000, 0, 0])
        #expect(story.ledger.newest.balance == .zero)
        #expect(story.ledger.heldSince == nil)
    }

    @Test("believes a large fall that the pace of the last day explains")
    func pace() throws {
        var story = Story(opening: 500)
        try story.reads([200], spentInLastDay: 400)
        #expect(story.ledger.newest.spent.micros == 300_000_000)
    }

    @Test("books the deciding reading with its own value and instant")
    func decision() throws {
        var story = Story(opening: 500)
        try story.reads([0, 0])
        #expect(story.ledger.newest.at == Instant(seconds: 1_000_600))
    }

    @Test("drops an answer to an older request")
    func late() throws {
        var story = Story(opening: 500)
        try story.reads([490, 480])
        let (outcome, _) = try story.ledger.observe(Money(micros: 490_000_000), at: Instant(seconds: 1_000_700), request: 1) { .zero }
        #expect(outcome == .late)
        #expect(story.ledger.newest.spent.micros == 20_000_000)
    }

    @Test("keeps time in order over a small step back, and refuses a large one")
    func clock() throws {
        var story = Story(opening: 500)
        try story.reads([490])
        let at = story.ledger.newest.at
        let (small, _) = try story.ledger.observe(Money(micros: 480_000_000), at: at - 500, request: 2) { .zero }
        #expect(small == .booked(story.ledger.newest))
        #expect(story.ledger.newest.at == at + 1)
        let (large, _) = try story.ledger.observe(Money(micros: 470_000_000), at: at - 601, request: 3) { .zero }
        #expect(large == .clockBehind(seconds: 602))
        #expect(story.ledger.newest.at == at + 1)
    }

    @Test("takes nothing of a movement that a counter cannot hold")
    func overflow() throws {
        let full = Reading(at: Instant(seconds: 0), balance: .zero, spent: Money(micros: .max), credited: .zero)
        var ledger = WalletLedger(newest: full, wasOverdrawn: true)
        #expect(throws: MoneyError.outOfRange) {
            try ledger.observe(Money(micros: -5), at: Instant(seconds: 1), request: 1) { Money(micros: .max) }
        }
        #expect(ledger.newest == full)
    }
}
