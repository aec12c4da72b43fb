import Domain
import Foundation
import Testing

/// One case of Corpus/forecasts.txt: what a wallet's days were, and what is to be foretold.
struct ForecastSeries: Sendable, CustomTestStringConvertible {
    var name: String
    var why = ""
    var zone = "Europe/Moscow"
    var now = ""
    var known: CivilDate?
    /// The local days' net spend, in micros.
    var spends: [CivilDate: Money] = [:]
    var gaps: Set<CivilDate> = []
    var last24 = Money.zero
    var balance = Money.zero
    /// The words behind `expect`.
    var expected: [String] = []

    var testDescription: String { name }
}

/// Reads the corpus; every complaint names its line, since people extend the file by hand.
enum ForecastCorpus {
    /// A line that is none of those that the head of the file describes.
    struct Problem: Error, CustomStringConvertible {
        let line: Int
        let text: String
        var description: String { "Corpus/forecasts.txt:\(line): not understood: \(text)" }
    }

    static func load() throws -> [ForecastSeries] {
        let folder = try #require(Bundle.module.resourceURL)
        let text = try String(contentsOf: folder.appendingPathComponent("Corpus/forecasts.txt"), encoding: .utf8)
        var finished: [ForecastSeries] = []
        var open: ForecastSeries?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            do {
                if first == "series", open == nil {
                    open = ForecastSeries(name: words.dropFirst().joined(separator: " "))
                } else if first == "expect", var series = open, words.count == 7 {
                    series.expected = words
                    finished.append(series)
                    open = nil
                } else {
                    open = try read(words, into: #require(open))
                }
            } catch {
                throw Problem(line: index + 1, text: String(line))
            }
        }
        return finished
    }

    private static func read(_ words: [String], into series: ForecastSeries) throws -> ForecastSeries {
        var series = series
        func date() throws -> CivilDate { try #require(CivilDate(words[1])) }
        switch (words[0], words.count) {
        case ("why", 2...): series.why = words.dropFirst().joined(separator: " ")
        case ("zone", 2): series.zone = words[1]
        case ("now", 2): series.now = words[1]
        case ("known", 2): series.known = try date()
        case ("gap", 2): series.gaps.insert(try date())
        case ("last24", 2): series.last24 = try Money(decimal: words[1])
        case ("balance", 2): series.balance = try Money(decimal: words[1])
        case ("refund", 3): series.spends[try date()] = try series.spends[date(), default: .zero] - Money(decimal: words[2])
        case ("day", 4...):
            let balances = try words.dropFirst(2).map { try Money(decimal: $0) }
            let falls = try zip(balances, balances.dropFirst()).map { try $0 - $1 }.filter { !$0.isNegative }
            series.spends[try date()] = try falls.reduce(.zero) { try $0 + $1 }
        case ("days", 4...):
            let amounts = try words.dropFirst(3).map { try Money(decimal: $0) }
            for index in 0..<(try #require(Int(words[2]))) { series.spends[try date() + index] = amounts[index % amounts.count] }
        default: throw Problem(line: 0, text: "")
        }
        return series
    }
}

@Suite("The corpus of forecasts") struct ForecastCorpusTests {
    @Test("comes out as it says", arguments: try ForecastCorpus.load())
    func series(_ series: ForecastSeries) throws {
        let zone = try SystemZones.zone(series.zone)
        func instant(_ text: String) throws -> Instant {
            let parts = text.split(separator: "T").map(String.init)
            try #require(parts.count == 2)
            return zone.firstInstant(of: CivilDateTime(date: try #require(CivilDate(parts[0])), time: try #require(CivilTime(parts[1]))))
        }
        func start(_ date: CivilDate) -> Instant { zone.firstInstant(of: CivilDateTime(date: date, time: .midnight)) }
        let now = try instant(series.now)
        let forecast = Forecast(
            now: now, knownSince: series.known.map(start) ?? Instant(seconds: 0),
            days: series.spends.map { date, spend in
                DaySpend(date: date, start: start(date), end: start(date + 1), netSpend: spend, hasGap: series.gaps.contains(date))
            }, lastDay: series.last24)
        let pace = series.expected[2] == "none" ? nil : try Money(decimal: series.expected[2])
        #expect(forecast.pace == pace, "\(series.why)")
        #expect(name(forecast.basis) == series.expected[4], "\(series.why)")
        let runway = forecast.runway(balance: series.balance, zone: zone)
        switch series.expected[6] {
        case "empty": #expect(runway == .empty, "\(series.why)")
        case "beyond": #expect(runway == .beyond, "\(series.why)")
        case "too-little": #expect(runway == .tooLittleData, "\(series.why)")
        case "no-spend": #expect(runway == .noSpend, "\(series.why)")
        default: #expect(runway == .until(try instant(series.expected[6])), "\(series.why)")
        }
    }

    @Test("is long enough, and every case says why") func size() throws {
        let all = try ForecastCorpus.load()
        #expect(all.count >= 20)
        #expect(all.allSatisfy { !$0.why.isEmpty })
    }

    private func name(_ basis: PaceBasis?) -> String {
        switch basis {
        case .days(let count): "days-\(count)"
        case .weekdays: "weekdays"
        case .lastDay: "last24"
        case nil: "none"
        }
    }
}
