import Charts
import Domain
import Testing

@Suite("A scale of money") struct NiceScaleTests {
    private func units(_ amounts: [Money]) -> [Int64] { amounts.map { $0.micros / 1_000_000 } }

    private static let ranges: [(Int64, Int64, Int, [Int64])] = [
        (0, 1234, 5, [0, 500, 1000, 1500]), (0, 0, 4, [0, 1]), (0, 7, 4, [0, 2, 4, 6, 8]), (0, 150, 3, [0, 50, 100, 150]),
        (-281, 500, 5, [-400, -200, 0, 200, 400, 600]), (10_079, 10_100, 4, [10_070, 10_080, 10_090, 10_100]), (-90, 0, 2, [-100, -50, 0]),
    ]

    @Test(
        "goes in steps of 1, 2 or 5",
        arguments: Self.ranges)
    func steps(low: Int64, high: Int64, count: Int, ticks: [Int64]) {
        let range = Money(micros: low * 1_000_000)...Money(micros: high * 1_000_000)
        let scale = NiceScale(holding: range, atMost: count)
        #expect(units(scale.ticks.filter { $0.micros % 1_000_000 == 0 }) == ticks)
        #expect(scale.lower <= range.lowerBound && scale.upper >= range.upperBound)
    }

    @Test(
        "holds its range in few steps, whatever the amounts",
        arguments: [
            (Int64.min, Int64.max), (0, Int64.max), (Int64.min, 0), (0, 1), (-1, 1), (Int64.max, Int64.max), (Int64.min, Int64.min),
            (999_999, 1_000_001), (123_456_789, 987_654_321),
        ] as [(Int64, Int64)])
    func extremes(low: Int64, high: Int64) throws {
        let scale = NiceScale(holding: Money(micros: low)...Money(micros: high), atMost: 4)
        let ticks = scale.ticks
        #expect((1...5).contains(ticks.count))
        #expect(scale.lower.micros <= low && scale.upper.micros >= high)
        #expect(scale.lower < scale.upper && scale.step > .zero)
        #expect(ticks.allSatisfy { scale.lower <= $0 && $0 <= scale.upper })
        #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
        for amount in [low, high] { #expect((0...1).contains(scale.fraction(of: Money(micros: amount)))) }
    }

    @Test(
        "for balances begins at zero, unless they move too little to be seen from there",
        arguments: [(0, 500, true), (300, 500, true), (10_079, 10_100, false), (-200, 500, true), (412, 412, true)]
            as [(Int64, Int64, Bool)])
    func zero(low: Int64, high: Int64, hasZero: Bool) {
        let scale = NiceScale.balances(Money(micros: low * 1_000_000)...Money(micros: high * 1_000_000), atMost: 5)
        #expect(scale.ticks.contains(.zero) == hasZero)
    }

    @Test("places amounts in proportion")
    func fractions() {
        let scale = NiceScale(holding: Money(micros: 0)...Money(micros: 10_000_000), atMost: 5)
        let places = [0, 2_500_000, 5_000_000, 10_000_000].map { scale.fraction(of: Money(micros: $0)) }
        #expect(places == [0, 0.25, 0.5, 1])
    }
}
