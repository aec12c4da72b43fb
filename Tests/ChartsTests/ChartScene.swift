import Charts
import Domain
import Testing

/// Charts made up for tests, in Russian words.
struct ChartScene {
    /// Midnight of 2026-11-16 in Moscow.
    static let start = Instant(seconds: 1_794_776_400)

    var days: Int
    /// How much of the last day has passed.
    var hoursOfLastDay: Int64 = 24
    var currency = "USD"
    var wallets: [Wallet]

    /// A wallet that loses `perDay` units evenly, from `opening` on.
    struct Wallet {
        var name = "PropellerAds"
        var opening: Int64 = 1000
        var perDay: Int64 = 100
        /// Units paid in, by hour.
        var topUps: [Int64: Int64] = [:]
        /// Hours of which nothing is known.
        var gaps: [Range<Int64>] = []
        /// Days whose spend is a lower bound.
        var lowerBounds: Set<Int> = []
    }

    var chart: Chart {
        get throws {
            let (first, end) = (Self.start, Self.start + (Int64(days - 1) * 24 + hoursOfLastDay) * 3600)
            let stretches = (0..<days).map { day in
                Chart.Stretch(
                    window: Window(from: first + Int64(day) * 86_400, until: first + Int64(day + 1) * 86_400),
                    isPartial: day == days - 1 && hoursOfLastDay < 24, label: "\(day % 30 + 1) ноя")
            }
            let hours = (end - first) / 3600
            let every = max(1, hours / 300)
            var wanted = Set(stride(from: 0, through: hours, by: Int(every)))
            wanted.insert(hours)
            for wallet in wallets {
                for gap in wallet.gaps { wanted.formUnion([gap.lowerBound, gap.upperBound]) }
                for hour in wallet.topUps.keys { wanted.formUnion([hour, hour - 1]) }
            }
            let instants = wanted.filter { (0...hours).contains($0) }.sorted()
            return Chart(
                currency: try #require(Currency(currency)), stretches: stretches, instants: instants.map { first + $0 * 3600 },
                wallets: wallets.map { $0.drawn(first: first, days: days, hours: hours, instants: instants) })
        }
    }
}

extension ChartScene.Wallet {
    fileprivate func balance(_ hour: Int64) -> Int64 {
        opening * 1_000_000 - perDay * hour * 10_000 / 24 * 100 + topUps.filter { $0.key <= hour }.values.reduce(0, +) * 1_000_000
    }

    fileprivate func drawn(first: Instant, days: Int, hours: Int64, instants: [Int64]) -> ChartWallet {
        ChartWallet(
            name: name, plainName: "plain-name",
            balances: instants.map { Money(micros: balance($0)) },
            spends: (0..<Int64(days)).map { day in
                let (from, until) = (day * 24, min(day * 24 + 24, hours))
                guard !gaps.contains(where: { $0.lowerBound <= from && $0.upperBound >= until }) else { return nil }
                // What was spent in a gap is booked at its end.
                let start = gaps.first { $0.contains(from) }?.lowerBound ?? from
                let end = gaps.first { $0.contains(until) }?.lowerBound ?? until
                let wobble = 100 + (day * 37 % 50) - 25
                return ChartWallet.Spend(
                    amount: Money(micros: perDay * (end - start) / 24 * 10_000 * wobble),
                    isLowerBound: lowerBounds.contains(Int(day)))
            },
            topUps: topUps.sorted { $0.key < $1.key }.map {
                ChartWallet.TopUp(at: first + $0.key * 3600, amount: Money(micros: $0.value * 1_000_000))
            },
            gaps: gaps.map { Window(from: first + $0.lowerBound * 3600, until: first + $0.upperBound * 3600) })
    }
}

extension ChartWords {
    static func russian(_ chart: Chart, title: String = "PropellerAds") -> ChartWords {
        func full(_ amount: Money) -> String { short(amount, Money(micros: 10_000)) + "\u{A0}" + chart.currency.symbol }
        @Sendable func short(_ amount: Money, _ step: Money) -> String {
            let units = amount.micros.magnitude / 1_000_000
            var digits = "\(units)"
            var grouped = ""
            while digits.count > 3 {
                grouped = "\u{202F}" + digits.suffix(3) + grouped
                digits.removeLast(3)
            }
            let cents = amount.micros.magnitude / 10_000 % 100
            return (amount.isNegative ? "−" : "") + digits + grouped
                + (step.micros < 1_000_000 ? "," + (cents < 10 ? "0" : "") + "\(cents)" : "")
        }
        let symbol = chart.currency.symbol
        let sum = chart.wallets.compactMap(\.balance).reduce(Int64(0)) { $0 &+ $1.micros }
        let spent = chart.wallets.flatMap(\.spends).reduce(Int64(0)) { $0 &+ ($1?.amount.micros ?? 0) }
        let paid = chart.wallets.flatMap(\.topUps).reduce(Int64(0)) { $0 &+ $1.amount.micros }
        return ChartWords(
            title: title, subtitle: "16–22 ноября, МСК", balance: .init(name: "Остаток", amount: full(Money(micros: sum))),
            spend: .init(name: "Списания по дням", amount: full(Money(micros: spent))),
            topUps: paid == 0 ? nil : "пополнено " + full(Money(micros: paid)),
            gapNote: "▨ нет данных; списанное тогда — в следующем столбце", lowerBoundNote: "≥ не меньше: пополнение во время пропуска",
            partialNote: "светлый столбец — день не закончен", restNote: "остальные — только в столбцах",
            oldNote: "серым — последний известный остаток", notes: [], noData: "нет данных",
            short: short,
            full: { short($0, Money(micros: 10_000)) + "\u{A0}" + symbol })
    }
}
