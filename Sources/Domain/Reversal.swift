/// One booked change of a wallet's balance, as far as a later one may undo it.
package struct BookedChange: Hashable, Sendable {
    /// When it was seen.
    package let at: Instant
    /// Above 0 for a rise, below for a fall.
    package let amount: Money
    /// Over how many seconds it came together: since the change before it, at most the reach of a reversal.
    package let accrual: Int64
    /// Whether a later change undid it already.
    package var isUndone: Bool

    package init(at: Instant, amount: Money, accrual: Int64, isUndone: Bool = false) {
        self.at = at
        self.amount = amount
        self.accrual = accrual
        self.isUndone = isUndone
    }
}

/// What a wallet spends in the mean: so much in so many seconds; nothing where nothing is known.
package struct MeanSpend: Hashable, Sendable {
    package let spent: Money
    package let seconds: Int64

    package init(spent: Money, seconds: Int64) {
        self.spent = spent
        self.seconds = seconds
    }

    /// Whether it explains so much in so many seconds.
    fileprivate func covers(_ micros: Int128, in stretch: Int64) -> Bool {
        micros == 0 || (seconds > 0 && micros * Int128(seconds) <= Int128(max(0, spent.micros)) * Int128(stretch))
    }
}

/// A change that undid an earlier one: neither was money.
package struct Reversal: Hashable, Sendable {
    /// When the change was seen that was undone.
    package let of: Instant
    /// How much of it came back: above 0 for a rise that brought back a fall, below for the part of a fall that took back a rise.
    package let amount: Money

    /// How long after a change another one may undo it, in seconds: 30 minutes, or three polls where those are longer.
    package static func reach(interval: Int64) -> Int64 { max(1800, 3 * interval) }
}

/// A wallet's last booked changes, in order of time: what decides whether the next one undoes one of them.
///
/// They are in the history too, so that a restart finds the same.
package struct RecentChanges: Hashable, Sendable {
    package private(set) var list: [BookedChange]

    package init(_ list: [BookedChange] = []) {
        self.list = list
    }

    /// The one single change that `amount`, seen at `at`, undoes; nil where it undoes none and is what it seems.
    ///
    /// A rise undoes a fall of which it brings back 99 to 100 %, or all but what the wallet spends in the mean in that stretch. A fall undoes a rise
    /// of which it takes back as much, or more by as little. `previous` is when the wallet changed before that, `interval` how often it is
    /// polled, in seconds. `isOpen` tells whether a fall still counts as spend and a rise as a top-up; `mean` what was spent before an instant.
    package func reversal(
        of amount: Money, at: Instant, after previous: Instant, interval: Int64, isOpen: (Instant) throws -> Bool,
        mean: (Instant) throws -> MeanSpend
    ) rethrows -> Reversal? {
        let reach = Reversal.reach(interval: interval)
        let change = Int128(amount.micros)
        var candidates: [(change: BookedChange, missing: Int128)] = []
        for earlier in list where !earlier.isUndone && at - earlier.at <= reach && earlier.amount.isNegative != amount.isNegative {
            candidates.append((earlier, (Int128(earlier.amount.micros) + change).magnitude128))
        }
        // What comes nearest first; of those that are alike, the newest.
        candidates.sort { ($0.missing, $1.change.at) < ($1.missing, $0.change.at) }
        for (earlier, missing) in candidates {
            let size = Int128(earlier.amount.micros).magnitude128
            // A rise cannot bring back more than fell: it is money then, or some of it is.
            guard amount.isNegative || change <= size else { continue }
            if 100 * missing > size {
                guard amount.isNegative ? change.magnitude128 > size : true else { continue }
                let mean = try mean(earlier.at)
                guard mean.covers(missing, in: at - earlier.at + interval) else { continue }
                // A fall of the usual size needs no such explanation: it was spent.
                let fall = amount.isNegative ? change.magnitude128 : size
                guard !mean.covers((fall + 1) / 2, in: amount.isNegative ? min(reach, at - previous) : earlier.accrual) else { continue }
            }
            guard try isOpen(earlier.at) else { continue }
            let part = min(size, change.magnitude128)
            return Reversal(of: earlier.at, amount: Money(micros: Int64(amount.isNegative ? -part : part)))
        }
        return nil
    }

    /// Adds what was booked at `at`, and forgets what nothing can undo any more.
    package mutating func note(_ amount: Money, at: Instant, after previous: Instant, undoing reversal: Reversal?, interval: Int64) {
        let reach = Reversal.reach(interval: interval)
        list.removeAll { at - $0.at > reach }
        if let reversal, let index = list.firstIndex(where: { $0.at == reversal.of }) { list[index].isUndone = true }
        list.append(BookedChange(at: at, amount: amount, accrual: min(reach, at - previous)))
    }
}

extension Int128 {
    /// Its distance from 0, of its own type.
    fileprivate var magnitude128: Int128 { self < 0 ? -self : self }
}
