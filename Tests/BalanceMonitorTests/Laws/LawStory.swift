import Domain

/// What one poll of one wallet gives, or what a person says of it; amounts in cents.
enum LawPoll: Hashable, Sendable {
    /// The true balance.
    case truth
    case spend(Int64)
    /// The true balance goes back to what it was before its last change.
    case back
    case topUp(Int64)
    /// All of it is spent, or the whole debt paid.
    case toZero
    /// Four fifths are spent at once.
    case mostSpent
    /// Twice as much again is paid in.
    case tripled
    case overdrawn
    case glitch(Nonsense)
    case failed
    case skipped
    /// The true balance, and after it an answer to an older request.
    case late(Int64)
    /// An answer without the wallet.
    case absent
    /// The account answers in another currency.
    case foreign(Int64)
    /// The true balance; then a person calls the newest change something else.
    case classified(Int)

    /// A wrong answer, by what it does to the true one.
    enum Nonsense: CaseIterable, Hashable, Sendable { case zero, hundredfold, hundredth, negated, huge, quarter }
}

/// What happens to the whole daemon before a sweep.
enum LawHappening: Hashable, Sendable {
    case nothing
    case restart
    /// A chat gets its report after the sweep; a refused one's time belongs to the next.
    case report(isRefused: Bool)
    case thinning
}

/// One sweep: how far the clock moved to it (back, where negative), what happens, and what each wallet's poll gives.
struct LawMoment: Hashable, Sendable, CustomStringConvertible {
    var pause: Int64
    var happening: LawHappening
    var polls: [LawPoll]

    var description: String { "+\(pause)s \(happening) \(polls)" }
}

/// Wallets with what they hold at first, in cents (below zero: owed), and all that happens to them.
struct LawStory: Sendable {
    var openings: [Int64]
    var moments: [LawMoment]

    /// A story made of random events, the same for the same numbers.
    static func random(wallets: Int, moments count: ClosedRange<Int>, _ random: inout some RandomNumberGenerator) -> LawStory {
        let openings = (0..<wallets).map { _ -> Int64 in
            let size = Int64.random(in: 1...90_000, using: &random)
            return [size, size, size, -size, 0].randomElement(using: &random) ?? size
        }
        let moments = (0..<Int.random(in: count, using: &random)).map { _ in
            LawMoment(pause: pause(&random), happening: happening(&random), polls: (0..<wallets).map { _ in poll(&random) })
        }
        return LawStory(openings: openings, moments: moments)
    }

    /// The same story as one wallet lived it.
    func alone(_ wallet: Int) -> LawStory {
        var story = LawStory(openings: [openings[wallet]], moments: moments)
        for index in moments.indices { story.moments[index].polls = [moments[index].polls[wallet]] }
        return story
    }

    private static func pause(_ random: inout some RandomNumberGenerator) -> Int64 {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: .random(in: -500...0, using: &random)
        case 1: .random(in: -9000...(-600), using: &random)
        case 2...4: .random(in: 3000..<8000, using: &random)
        case 5: .random(in: 30_000..<400_000, using: &random)
        default: .random(in: 1..<900, using: &random)
        }
    }

    private static func happening(_ random: inout some RandomNumberGenerator) -> LawHappening {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...1: .restart
        case 2...4: .report(isRefused: Int.random(in: 0..<4, using: &random) == 0)
        case 5: .thinning
        default: .nothing
        }
    }

    private static func poll(_ random: inout some RandomNumberGenerator) -> LawPoll {
        switch Int.random(in: 0..<44, using: &random) {
        case 0...1: .back
        case 2...13: .spend(.random(in: 1...3000, using: &random))
        case 14...16: .topUp(.random(in: 1...50_000, using: &random))
        case 17: .toZero
        case 18: .mostSpent
        case 19: .tripled
        case 20: .overdrawn
        case 21...26: .glitch(LawPoll.Nonsense.allCases.randomElement(using: &random) ?? .zero)
        case 27...28: .failed
        case 29: .skipped
        case 30: .late(.random(in: -90_000...90_000, using: &random))
        case 40: .absent
        case 41...43: .foreign(.random(in: 1...90_000, using: &random))
        case 31...33: .classified(.random(in: 0..<4, using: &random))
        default: .truth
        }
    }
}
