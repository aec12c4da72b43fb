package import Domain

/// How the balance of a simulated account goes, over days and within each: a pure function of time, the same on every run.
package struct BalanceCourse: Hashable, Sendable {
    /// Tells this course from another with the same figures.
    package var seed: UInt64
    /// The day of this instant (UTC) is the first on which anything is spent.
    package var start: Instant
    /// What there is until then.
    package var opening: Money
    /// What is spent on an average day; a single one differs by up to 30 %.
    package var dailySpend: Money
    /// What is paid in on a day that begins with less than two average days' spend; nil: never, and it runs out.
    package var topUp: Money?
    /// A time in which nothing is spent.
    package var quiet: Window?

    package init(
        seed: UInt64, start: Instant, opening: Money, dailySpend: Money, topUp: Money? = nil, quiet: Window? = nil
    ) {
        self.seed = seed
        self.start = start
        self.opening = opening
        self.dailySpend = dailySpend
        self.topUp = topUp
        self.quiet = quiet
    }

    /// The balance at `instant`, in whole cents, never below zero.
    package func balance(at instant: Instant) -> Money {
        var cents = opening.micros / 10_000
        let first = Self.day(start)
        let last = Self.day(instant)
        guard first <= last else { return Money(micros: cents * 10_000) }
        for day in first...last {
            let end = day == last ? instant.seconds - day * 86_400 : 86_400
            guard let topUp, cents < dailySpend.micros / 5_000, case let moment = topUpSecond(of: day), moment <= end else {
                cents = max(0, cents - spent(on: day, from: 0, to: end))
                continue
            }
            cents = max(0, cents - spent(on: day, from: 0, to: moment)) + topUp.micros / 10_000
            cents = max(0, cents - spent(on: day, from: moment, to: end))
        }
        return Money(micros: cents * 10_000)
    }

    /// Cents spent between two seconds of a day, without those of the quiet time.
    private func spent(on day: Int64, from: Int64, to: Int64) -> Int64 {
        let all = spent(on: day, by: to) - spent(on: day, by: from)
        guard let quiet else { return all }
        let silentFrom = max(from, min(to, quiet.from.seconds - day * 86_400))
        let silentTo = max(silentFrom, min(to, quiet.until.seconds - day * 86_400))
        return all - (spent(on: day, by: silentTo) - spent(on: day, by: silentFrom))
    }

    /// Cents spent by a second of the day, were there no quiet time.
    private func spent(on day: Int64, by second: Int64) -> Int64 {
        let percent = 70 + Int64(noise(day, salt: 1) % 61)
        let total = dailySpend.micros / 1_000_000 * percent + dailySpend.micros % 1_000_000 * percent / 1_000_000
        let hour = min(23, Int(second / 3600))
        let share = Self.hours[..<hour].reduce(0, +) * 3600 + Self.hours[hour] * (second - Int64(hour) * 3600)
        let (high, low) = total.multipliedFullWidth(by: share)
        return (1000 * 3600).dividingFullWidth((high, low)).quotient
    }

    /// When on a day somebody pays in: between 9 and 17 h UTC.
    private func topUpSecond(of day: Int64) -> Int64 { 32_400 + Int64(noise(day, salt: 2) % 28_800) }

    /// The SplitMix64 generator's output for a day.
    private func noise(_ day: Int64, salt: UInt64) -> UInt64 {
        var bits = seed &+ UInt64(bitPattern: day) &* 0x9E37_79B9_7F4A_7C15 &+ salt &* 0xD1B5_4A32_D192_ED03
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    private static func day(_ instant: Instant) -> Int64 {
        instant.seconds >= 0 ? instant.seconds / 86_400 : (instant.seconds - 86_399) / 86_400
    }

    /// Thousandths of a day's spend that fall in each hour, UTC.
    private static let hours: [Int64] = [
        30, 24, 20, 18, 20, 26, 34, 42, 48, 52, 54, 56, 56, 54, 52, 52, 54, 56, 58, 56, 50, 38, 26, 24,
    ]
}
