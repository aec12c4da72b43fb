import Domain

/// What is true of one wallet, known because the story made it so: the ledger must find the same from answers alone. In micros.
struct LawWallet: Sendable {
    private(set) var truth: Int64
    private var before: Int64
    private(set) var spent: Int64 = 0
    private(set) var credited: Int64 = 0
    /// How many true answers are still needed until the ledger must have believed the truth.
    private(set) var needed = 0
    private var wasNegative: Bool
    private var isHundredfold = false
    /// Every movement that was booked, as the ledger said it.
    var changes: [(at: Instant, amount: Int64)] = []
    /// What the ledger said came back with a change, and was no money.
    var reversals: [Instant: Int64] = [:]
    /// What a person called a change.
    var words: [Instant: (amount: Int64, kind: Credit.Kind)] = [:]

    init(opening: Int64) {
        truth = opening
        before = opening
        wasNegative = opening < 0
    }

    /// What the service answers; nil when the poll gives nothing.
    mutating func answer(to poll: LawPoll) -> Int64? {
        switch poll {
        case .failed, .skipped, .absent, .foreign: return nil
        case .glitch(let nonsense):
            if let value = glitch(nonsense) { return value }
        default:
            if needed == 0, let next = changed(by: poll) { move(to: next) }
        }
        needed = max(0, needed - 1)
        isHundredfold = false
        return truth
    }

    /// A restart forgets a doubt, as an answer without the wallet does, so that the truth must be said twice again.
    mutating func forgetDoubt() {
        if needed > 0 { needed = 2 }
    }

    /// What the windows must say of the time after `from`, up to and including `until`.
    func figures(from: Instant, until: Instant) -> (spend: Int64, topUps: Int64) {
        var (spend, topUps) = (Int64(0), Int64(0))
        for change in changes where change.at > from && change.at <= until {
            if change.amount < 0 { spend -= change.amount } else { topUps += change.amount }
            guard let word = words[change.at] ?? reversals[change.at].map({ ($0, .reversal) }) else { continue }
            if word.kind == .reversal, change.amount < 0 { topUps += word.amount }
            if word.kind == .reversal, change.amount > 0 { spend -= word.amount }
            if change.amount < 0 { spend += word.amount } else if word.kind != .topUp { topUps -= word.amount }
            if word.kind == .refund { spend -= word.amount }
        }
        return (spend, topUps)
    }

    private mutating func move(to next: Int64) {
        before = truth
        // A small change of a sign that is known is believed at once; whatever else is true is said twice.
        let isOrdinary = 2 * abs(next - truth) <= abs(truth) && next != 0
        if next < truth { spent += truth - next } else { credited += next - truth }
        truth = next
        if next < 0 { wasNegative = true }
        needed = isOrdinary ? 1 : 2
    }

    private func changed(by poll: LawPoll) -> Int64? {
        let cent: Int64 = 10_000
        let next: Int64? =
            switch poll {
            case .spend(let cents): truth - min(cents * cent, max(cent, abs(truth) / 3))
            case .back: before
            case .topUp(let cents): truth + cents * cent
            case .toZero: 0
            case .mostSpent: truth - abs(truth) / 5 * 4
            case .tripled: truth + 2 * abs(truth)
            case .overdrawn: -abs(truth) / 7 - 3 * cent
            default: nil
            }
        // A true change by a factor of 100 waits for a person: another test's matter.
        return next.flatMap { $0 == truth || Self.isHundredfold(truth, $0) ? nil : $0 }
    }

    /// A wrong answer that must be doubted; nil where it would not be, or where another one waits already.
    private mutating func glitch(_ nonsense: LawPoll.Nonsense) -> Int64? {
        let value: Int64 =
            switch nonsense {
            case .zero: 0
            case .hundredfold: truth * 100
            case .hundredth: truth / 100
            case .negated: -truth
            case .huge: abs(truth) * 181 + 7
            case .quarter: truth - abs(truth) / 4 * 3
            }
        // Two wrong answers in a row are believed, except for a factor of 100.
        guard needed == 0 || isHundredfold && Self.isHundredfold(truth, value), isDoubtful(value) else { return nil }
        needed = 1
        isHundredfold = Self.isHundredfold(truth, value)
        return value
    }

    private func isDoubtful(_ value: Int64) -> Bool {
        guard value != truth else { return false }
        if value == 0 || Self.isHundredfold(truth, value) { return true }
        if value < 0, truth >= 0, !wasNegative { return true }
        if value - truth > abs(truth) { return true }
        return 2 * (truth - value) > abs(truth) && truth - value > spent
    }

    private static func isHundredfold(_ one: Int64, _ other: Int64) -> Bool {
        guard one != 0, other != 0, (one < 0) == (other < 0) else { return false }
        let (small, large) = (Int128(min(abs(one), abs(other))), Int128(max(abs(one), abs(other))))
        // A factor of 1,000 or 1,000,000 waits as one of 100 does.
        let factors: [Int128] = [100, 1000, 1_000_000]
        return factors.contains { factor in
            let exact: Int128 = factor * small
            return 100 * large >= 99 * exact && 100 * large <= 101 * exact
        }
    }
}
