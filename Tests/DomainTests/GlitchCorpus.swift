import Domain
import Foundation
import Testing

/// One case of Corpus/glitches.txt: what a wallet's polls gave, and what must have moved in the end.
struct GlitchSeries: Sendable, CustomTestStringConvertible {
    /// What happened at one moment.
    enum Event: Hashable, Sendable {
        /// An answer, signed as the ledger keeps it.
        case reading(Money)
        case failed
        case restart
    }

    /// What must come out.
    struct Result: Hashable, Sendable {
        var spent: Money
        var credited: Money
        var glitches: Int
        var isHeld: Bool
    }

    var name: String
    var isOwed = false
    var events: [(at: Instant, event: Event)] = []
    var expected: Result?

    var testDescription: String { name }
}

/// Reads the corpus; every complaint names its line, since people extend the file by hand.
enum GlitchCorpus {
    /// A line that is none of those that the head of the file describes.
    struct Problem: Error, CustomStringConvertible {
        let line: Int
        let reason: String
        var description: String { "Corpus/glitches.txt:\(line): \(reason)" }
    }

    static func load() throws -> [GlitchSeries] {
        let folder = try #require(Bundle.module.resourceURL)
        return try parse(String(contentsOf: folder.appendingPathComponent("Corpus/glitches.txt"), encoding: .utf8))
    }

    static func parse(_ text: String) throws -> [GlitchSeries] {
        var (finished, open) = ([GlitchSeries](), GlitchSeries?.none)
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = raw.prefix { $0 != "#" }
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            func problem(_ reason: String) -> Problem { Problem(line: index + 1, reason: reason) }
            if first == "series" {
                guard open == nil else { throw problem("the series before this one has no line `expect`") }
                open = GlitchSeries(name: words.dropFirst().joined(separator: " "))
                continue
            }
            guard var series = open else { throw problem("comes before any line `series`") }
            switch first {
            case "polarity":
                guard words.count == 2, ["prepaid", "owed"].contains(words[1]) else { throw problem("polarity is prepaid or owed") }
                series.isOwed = words[1] == "owed"
            case "expect":
                guard let expected = try result(words) else {
                    throw problem("not of the form: expect spent A credited B glitches N held yes|no")
                }
                series.expected = expected
                finished.append(series)
                open = nil
                continue
            default:
                guard words.count == 2, let at = instant(first) else { throw problem("not a time and a reading") }
                series.events.append((at, try event(words[1], isOwed: series.isOwed)))
            }
            open = series
        }
        if let open { throw Problem(line: 0, reason: "the series \(open.name) has no line `expect`") }
        return finished
    }

    private static func event(_ word: String, isOwed: Bool) throws -> GlitchSeries.Event {
        switch word {
        case "failed": .failed
        case "restart": .restart
        default: .reading(isOwed ? try -Money(decimal: word) : try Money(decimal: word))
        }
    }

    private static func result(_ words: [String]) throws -> GlitchSeries.Result? {
        guard words.count == 9, [1, 3, 5, 7].map({ words[$0] }) == ["spent", "credited", "glitches", "held"],
            let glitches = Int(words[6]), ["yes", "no"].contains(words[8])
        else { return nil }
        return GlitchSeries.Result(
            spent: try Money(decimal: words[2]), credited: try Money(decimal: words[4]), glitches: glitches, isHeld: words[8] == "yes")
    }

    /// From `HH:MM` or `D+HH:MM`.
    private static func instant(_ text: String) -> Instant? {
        let parts = text.split(separator: "+")
        let (days, clock) = parts.count == 2 ? (Int64(parts[0]), parts[1]) : (0, parts.first ?? "")
        let fields = clock.split(separator: ":").map { Int64($0) }
        guard parts.count <= 2, fields.count == 2, let days, let hours = fields[0], let minutes = fields[1] else { return nil }
        return Instant(seconds: 1_700_006_400 + days * 86400 + hours * 3600 + minutes * 60)
    }
}
