import Charts
import Domain
import Testing

/// The situations that a picture must look right in.
enum ChartSituation: String, CaseIterable, Sendable {
    case week, oneDay, quarter, year, gaps, gapAtEnd, negative, zero, flat, onePoint, refunds, huge, tiny, three, nine, fifty, hostile
    case smallMoves, manyTopUps, partialGapOfOne

    var scene: ChartScene {
        typealias Wallet = ChartScene.Wallet
        switch self {
        case .week: return ChartScene(days: 7, hoursOfLastDay: 15, wallets: [Wallet(topUps: [60: 500])])
        case .oneDay: return ChartScene(days: 1, hoursOfLastDay: 15, wallets: [Wallet()])
        case .quarter:
            return ChartScene(days: 90, hoursOfLastDay: 9, wallets: [Wallet(opening: 3000, topUps: [500: 3000, 1000: 3000, 1600: 1500])])
        case .year:
            let topUps = Dictionary(uniqueKeysWithValues: (1...12).map { (Int64($0) * 720, Int64(3000)) })
            return ChartScene(days: 365, wallets: [Wallet(opening: 5000, topUps: topUps)])
        case .gaps:
            return ChartScene(
                days: 10, hoursOfLastDay: 20,
                wallets: [Wallet(opening: 1500, topUps: [150: 800], gaps: [50..<130, 140..<150], lowerBounds: [6])])
        case .gapAtEnd: return ChartScene(days: 7, hoursOfLastDay: 15, wallets: [Wallet(gaps: [130..<159])])
        case .negative: return ChartScene(days: 14, wallets: [Wallet(opening: 500, perDay: 75, topUps: [250: 400])])
        case .zero: return ChartScene(days: 7, wallets: [Wallet(opening: 0, perDay: 0)])
        case .flat: return ChartScene(days: 7, wallets: [Wallet(opening: 412, perDay: 0)])
        case .onePoint: return ChartScene(days: 1, hoursOfLastDay: 0, wallets: [Wallet()])
        case .refunds: return ChartScene(days: 7, wallets: [Wallet(perDay: -20), Wallet(name: "ExoClick", perDay: 60)])
        case .huge: return ChartScene(days: 7, currency: "RUB", wallets: [Wallet(opening: 9_000_000_000_000, perDay: 700_000_000_000)])
        case .tiny: return ChartScene(days: 7, wallets: [Wallet(opening: 1, perDay: 0, topUps: [40: 1])])
        case .three:
            return ChartScene(
                days: 14, hoursOfLastDay: 15,
                wallets: [
                    Wallet(name: "PropellerAds", opening: 2000, perDay: 120, topUps: [200: 800]),
                    Wallet(name: "ExoClick", opening: 1400, perDay: 88, gaps: [120..<190]), Wallet(name: "Kadam", opening: 700, perDay: 30),
                ])
        case .nine:
            return ChartScene(
                days: 30,
                wallets: (1...9).map { (number: Int64) -> Wallet in
                    Wallet(name: "Сеть номер \(number)", opening: 900 + number * 300, perDay: 10 * number + 5)
                })
        case .fifty:
            return ChartScene(
                days: 30, hoursOfLastDay: 12,
                wallets: (1...50).map { (number: Int64) -> Wallet in
                    let topUps: [Int64: Int64] = number % 7 == 0 ? [number * 11: 600] : [:]
                    return Wallet(name: "Network \(number)", opening: 500 + number * 61 % 900, perDay: number * 13 % 67, topUps: topUps)
                })
        case .hostile:
            let name = "𝕻ropeller\u{202E}\nAds 🚀🚀 " + String(repeating: "очень длинное название ", count: 10)
            return ChartScene(
                days: 7, wallets: [Wallet(name: name), Wallet(name: "🚀🚀🚀", perDay: 50), Wallet(name: "新しいネットワーク", perDay: 20)])
        case .smallMoves: return ChartScene(days: 7, wallets: [Wallet(opening: 10_100, perDay: 3)])
        case .manyTopUps:
            let topUps = Dictionary(
                uniqueKeysWithValues: (1...60).map { (hour: Int64) -> (Int64, Int64) in (hour * 11, 50 + hour % 7 * 10) })
            return ChartScene(days: 30, wallets: [Wallet(opening: 700, perDay: 120, topUps: topUps)])
        case .partialGapOfOne:
            return ChartScene(
                days: 3, hoursOfLastDay: 8, wallets: [Wallet(gaps: [20..<30]), Wallet(name: "Kadam", opening: 600, gaps: [25..<56])])
        }
    }

    var title: String { self == .hostile ? scene.wallets[0].name : scene.wallets.count > 1 ? "Все счета, USD" : "PropellerAds" }

    func ranked() throws -> (chart: Chart, words: ChartWords) {
        let chart = try scene.chart
        return (try chart.ranked(rest: "остальные (\(chart.wallets.count - 8))"), .russian(chart, title: title))
    }
}
