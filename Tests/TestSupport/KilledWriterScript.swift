package import Domain

/// What a program that is to be killed writes, commit by commit: each a pure function of its number, so that whoever finds the file afterwards
/// knows what it must hold.
package enum KilledWriterScript {
    package static let begin = Instant(seconds: 1_700_042_400)
    package static let chat = ChatAddress(chat: -7)
    package static let wallets = 3
    package static let opening = Money(micros: 1_000_000_000)
    /// How many messages a report has.
    package static let parts = 2

    /// When commit `step` happens.
    package static func instant(_ step: Int) -> Instant { begin + Int64(step) * 47 }

    /// Which commit happens then.
    package static func step(at instant: Instant) -> Int { Int((instant - begin) / 47) }

    /// By how much a wallet changes in commit `step`, in micros; 0 where it does not.
    package static func change(of wallet: Int, in step: Int) -> Int64 {
        var numbers = SeededGenerator(seed: UInt64(step * wallets + wallet))
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0: return 0
        case 1: return .random(in: 1...900, using: &numbers)
        default: return -.random(in: 1...300, using: &numbers)
        }
    }

    /// What a wallet has spent and was credited once commit `step` is done.
    package static func counters(of wallet: Int, after step: Int) -> (spent: Int64, credited: Int64) {
        (1...max(1, step)).prefix(step).reduce(into: (0, 0)) { sums, number in
            let change = change(of: wallet, in: number)
            if change < 0 { sums.0 -= change } else { sums.1 += change }
        }
    }

    /// Whether commit `step` writes a report down; the next ones send it.
    package static func isReport(_ step: Int) -> Bool { step % 5 == 2 }
    package static func isSending(_ step: Int) -> Bool { step % 5 == 3 }
    package static func isSent(_ step: Int) -> Bool { step % 5 == 4 }

    /// The local date and time of the report of commit `step`, unique for some years of them.
    package static func slot(_ step: Int) -> (date: String, time: String) {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (day, minute) = (step / 1440, step % 1440)
        return ("20\(two(10 + day / 336))-\(two(1 + day / 28 % 12))-\(two(1 + day % 28))", "\(two(minute / 60)):\(two(minute % 60))")
    }
}
