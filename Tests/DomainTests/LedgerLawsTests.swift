import Domain
import TestSupport
import Testing

/// One thing that happens to a wallet's readings.
private enum Event: Hashable, CustomStringConvertible {
    /// The true balance changes by so many cents and is read.
    case change(Int64)
    /// One wrong answer in place of the true one, which follows at once.
    case glitch(Int64)
    /// An answer to a request older than the last one.
    case late(Int64)
    /// The clock steps back by so many seconds.
    case clockBack(Int64)
    /// The daemon starts again: what waits is forgotten.
    case restart

    var description: String {
        switch self {
        case .change(let cents): "change(\(cents))"
        case .glitch(let cents): "glitch(\(cents))"
        case .late(let cents): "late(\(cents))"
        case .clockBack(let seconds): "clockBack(\(seconds))"
        case .restart: "restart"
        }
    }
}

@Suite struct LedgerLawsTests {
    private static let opening: Int64 = 50_000

    @Test("hold over ten thousand random histories: identity, growing counters, and glitches that move nothing")
    func laws() throws {
        var random = SeededGenerator(seed: 2026)
        for _ in 0..<10_000 {
            let events = Self.history(&random)
            if let broken = Self.brokenLaw(events) {
                let shortest = shrink(events) { Self.brokenLaw($0) == nil }
                Issue.record("\(broken) after \(shortest)")
                return
            }
        }
    }

    private static func history(_ random: inout SeededGenerator) -> [Event] {
        (0..<Int.random(in: 1...40, using: &random)).map { _ in
            switch Int.random(in: 0..<10, using: &random) {
            case 0: .glitch([0, opening * 100, -opening, 1, opening * 181].randomElement(using: &random) ?? 0)
            case 1: .late(.random(in: 0...90_000, using: &random))
            case 2: .clockBack(.random(in: 1...500, using: &random))
            case 3: .restart
            case 4: .change(.random(in: 0...20_000, using: &random))
            default: .change(.random(in: -900...0, using: &random))
            }
        }
    }

    /// The first law that the history breaks; nil when all hold.
    private static func brokenLaw(_ events: [Event]) -> String? {
        var ledger = WalletLedger(
            newest: Reading(at: Instant(seconds: 0), balance: cents(opening), spent: .zero, credited: .zero), wasOverdrawn: false)
        var (truth, spent, credited): (Int64, Int64, Int64) = (opening, 0, 0)
        var now: Int64 = 0
        var request: UInt64 = 0
        func read(_ balance: Int64) -> String? {
            let before = ledger
            request += 1
            now += 60
            do {
                _ = try ledger.observe(cents(balance), at: Instant(seconds: now), request: request) { cents(1_000_000_000) }
            } catch { return "overflow" }
            let newest = ledger.newest
            if newest.spent < before.newest.spent || newest.credited < before.newest.credited { return "a counter fell" }
            if newest != before.newest, newest.at <= before.newest.at { return "time went back" }
            if newest.balance.micros - cents(opening).micros != newest.credited.micros - newest.spent.micros { return "the identity broke" }
            return nil
        }
        for event in events {
            switch event {
            case .change(let change):
                // Changes that a careful eye would doubt are another test's matter: here every true change is an ordinary one.
                guard truth + change > 0, 2 * truth > truth + change, truth + change != truth * 100 else { continue }
                truth += change
                if change < 0 { spent -= change } else { credited += change }
                if let broken = read(truth) { return broken }
            case .glitch(let balance):
                guard Suspicion(from: cents(truth), to: cents(balance), wasOverdrawn: false, spentInLastDay: { .zero }) != nil,
                    Suspicion(from: cents(truth), to: cents(balance), wasOverdrawn: false, spentInLastDay: { cents(1_000_000_000) }) != nil
                else { continue }
                if let broken = read(balance) ?? read(truth) { return broken }
            case .late(let balance):
                let before = ledger.newest
                _ = try? ledger.observe(cents(balance), at: Instant(seconds: now), request: request) { .zero }
                if ledger.newest != before { return "a late answer moved money" }
            case .clockBack(let seconds):
                now = max(now - seconds, ledger.newest.at.seconds - WalletLedger.smallStep)
            case .restart:
                ledger = WalletLedger(newest: ledger.newest, wasOverdrawn: ledger.wasOverdrawn, heldSince: ledger.heldSince)
                request = 0
            }
        }
        guard ledger.newest.spent == cents(spent), ledger.newest.credited == cents(credited) else {
            return "spent \(ledger.newest.spent.decimalText) of \(spent), credited \(ledger.newest.credited.decimalText) of \(credited)"
        }
        return nil
    }

    private static func cents(_ count: Int64) -> Money { Money(micros: count * 10_000) }
}
