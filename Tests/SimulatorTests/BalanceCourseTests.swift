import Domain
import Simulator
import Testing

@Suite struct BalanceCourseTests {
    static let start = Instant(seconds: 1_795_046_400)

    private func course(seed: UInt64 = 1, opening: Int64 = 1000, daily: Int64 = 200, topUp: Int64? = nil, quiet: Window? = nil)
        -> BalanceCourse
    {
        BalanceCourse(
            seed: seed, start: Self.start, opening: Money(micros: opening * 1_000_000), dailySpend: Money(micros: daily * 1_000_000),
            topUp: topUp.map { Money(micros: $0 * 1_000_000) }, quiet: quiet)
    }

    private func hours(_ days: Int) -> [Instant] { (0...days * 24).map { Self.start + Int64($0) * 3600 } }

    @Test("falls from its opening to zero, and never rises or passes it", arguments: 0..<10 as Range<UInt64>)
    func falling(seed: UInt64) {
        let balances = hours(12).map { course(seed: seed).balance(at: $0) }
        #expect(balances.first == Money(micros: 1_000_000_000))
        #expect(balances.last == .zero)
        #expect(zip(balances, balances.dropFirst()).allSatisfy { $0 >= $1 })
    }

    @Test("spends on each day within 30 % of the average, in whole cents")
    func pace() throws {
        let course = course(opening: 100_000)
        for day in 0..<60 as Range<Int64> {
            let morning = course.balance(at: Self.start + day * 86_400)
            let spent = morning.micros - course.balance(at: Self.start + (day + 1) * 86_400).micros
            #expect((140_000_000...260_000_000).contains(spent))
            #expect(morning.micros % 10_000 == 0)
        }
    }

    @Test("is paid into before it runs out, each time with the same sum")
    func topUps() {
        let balances = hours(60).map { course(topUp: 700).balance(at: $0).micros }
        let rises = zip(balances, balances.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
        #expect(rises.count > 10)
        #expect(rises.allSatisfy { (600_000_000...700_000_000).contains($0) })
        #expect(balances.allSatisfy { $0 > 0 })
    }

    @Test("is the same for the same seed, another for another")
    func determinism() {
        let moment = Self.start + 1_000_000
        #expect(course(opening: 9999).balance(at: moment) == course(opening: 9999).balance(at: moment))
        #expect(course(opening: 9999).balance(at: moment) != course(seed: 2, opening: 9999).balance(at: moment))
    }

    @Test("stands still in its quiet time and before its start")
    func quiet() {
        let quiet = Window(from: Self.start + 100_000, until: Self.start + 300_000)
        let course = course(quiet: quiet)
        #expect(course.balance(at: quiet.from) == course.balance(at: quiet.until))
        #expect(course.balance(at: quiet.until + 7200) < course.balance(at: quiet.until))
        #expect(course.balance(at: Self.start - 1_000_000) == Money(micros: 1_000_000_000))
    }
}
