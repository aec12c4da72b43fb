import Domain
import Testing

@Suite struct ClockBeliefTests {
    private let now = Instant(seconds: 1_800_000_000)

    @Test("is gained by Telegram alone")
    func telegram() {
        var belief = ClockBelief()
        belief.hear(.telegram, says: now + 600, at: now)
        #expect(belief.isBelieved)
    }

    @Test("needs two different networks")
    func networks() {
        var belief = ClockBelief()
        belief.hear(.network("a.example"), says: now, at: now)
        belief.hear(.network("a.example"), says: now, at: now)
        #expect(!belief.isBelieved)
        belief.hear(.network("b.example"), says: now, at: now)
        #expect(belief.isBelieved)
    }

    @Test("is refused to a board that woke up in 1970, and says by how much it is off")
    func asleep() {
        var belief = ClockBelief()
        belief.hear(.telegram, says: now, at: Instant(seconds: 60))
        #expect(!belief.isBelieved)
        #expect(belief.lastOffset == 60 - 1_800_000_000)
    }

    @Test("is lost once Telegram finds the clock far off, and comes back with its next word")
    func lost() {
        var belief = ClockBelief()
        belief.hear(.network("a.example"), says: now, at: now)
        belief.hear(.telegram, says: now, at: now)
        belief.hear(.telegram, says: now, at: now + 86_400)
        #expect(!belief.isBelieved)
        belief.hear(.network("a.example"), says: now, at: now)
        #expect(!belief.isBelieved)
        belief.hear(.telegram, says: now, at: now)
        #expect(belief.isBelieved)
    }

    @Test("is lost by two networks, but not by one, nor against Telegram's word", arguments: [true, false])
    func contradicted(telegramAgrees: Bool) {
        var belief = ClockBelief()
        for name in ["a.example", "b.example"] { belief.hear(.network(name), says: now, at: now) }
        if telegramAgrees { belief.hear(.telegram, says: now, at: now) }
        belief.hear(.network("a.example"), says: now - 86_400, at: now)
        #expect(belief.isBelieved)
        belief.hear(.network("b.example"), says: now - 86_400, at: now)
        #expect(belief.isBelieved == telegramAgrees)
    }

    @Test("stays for good where there is no one to ask")
    func beyondDoubt() {
        var belief = ClockBelief(isBelieved: true)
        belief.hear(.telegram, says: now, at: now + 86_400)
        #expect(belief.isBelieved)
        #expect(belief.lastOffset == 86_400)
    }

    @Test("does not count a network that no longer agrees")
    func changedMind() {
        var belief = ClockBelief()
        belief.hear(.network("a.example"), says: now, at: now)
        belief.hear(.network("a.example"), says: now - 700, at: now)
        belief.hear(.network("b.example"), says: now, at: now)
        #expect(!belief.isBelieved)
    }
}
