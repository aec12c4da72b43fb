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

    @Test("does not count a network that no longer agrees")
    func changedMind() {
        var belief = ClockBelief()
        belief.hear(.network("a.example"), says: now, at: now)
        belief.hear(.network("a.example"), says: now - 700, at: now)
        belief.hear(.network("b.example"), says: now, at: now)
        #expect(!belief.isBelieved)
    }
}
