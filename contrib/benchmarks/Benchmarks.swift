import Domain
import Glibc
import History

/// Prints what windows cost on a long and on a short history, and what a day of polling writes, for the folder in its argument.
@main
struct Benchmarks {
    static let end = Instant(seconds: 1_790_000_000)  // 2026-09-21T14:13:20Z

    static func main() async throws {
        guard CommandLine.arguments.count == 2 else {
            print("usage: benchmarks FOLDER")
            exit(64)
        }
        let folder = CommandLine.arguments[1]
        let month = GeneratedHistory(path: folder + "/month.db", days: 32, end: end)
        let year = GeneratedHistory(path: folder + "/year.db", days: 400, end: end)
        let decade = GeneratedHistory(path: folder + "/decade.db", days: 3650, end: end)
        for history in [month, year, decade] where try fileSize(history.path) == 0 {
            let started = ContinuousClock.now
            let rows = try await history.generate()
            print("made \(history.days) days: \(rows) readings, \(megabytes(try fileSize(history.path))), \(started.duration(to: .now))")
        }
        print(
            "\nA window's figures for all \(GeneratedHistory.wallets) wallets, milliseconds (median; warm: one connection, the file in the")
        print("system's cache; cold: a new connection, the file dropped from the cache)\n")
        print("| window | cache | on a month | on ten years | ratio | on 400 days | ratio |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        let costs = WindowCosts(end: end)
        let paths = [month.path, decade.path, year.path]
        // What the month cannot answer, being shorter, is held against the longest window that it can.
        let spans: [(name: String, seconds: Int64)] = [
            ("17 h", 17 * 3600), ("1 d", 86400), ("30 d", 30 * 86400), ("1 y", 365 * 86400), ("9 y", 9 * 365 * 86400),
        ]
        for (name, seconds) in spans {
            for isCold in [false, true] {
                let lengths = [min(seconds, 30 * 86400), seconds, min(seconds, 365 * 86400)]
                let times = try await costs.medians(of: lengths, in: paths, isCold: isCold)
                let cells = [
                    name, isCold ? "cold" : "warm", decimal(times[0]), decimal(times[1]), decimal(times[1] / times[0]), decimal(times[2]),
                    decimal(times[1] / times[2]),
                ]
                print("| " + cells.joined(separator: " | ") + " |")
            }
        }
        print("")
        for (name, path) in [("a month", month.path), ("ten years", decade.path)] {
            let written = try await WrittenBytes(path: path).day()
            print(
                "A day of \(GeneratedHistory.wallets) wallets that change every 5 minutes, after \(name): \(megabytes(written.asked)) asked of the"
                    + " system, \(megabytes(written.device)) sent to the device, the files grew by \(megabytes(written.grown))")
        }
        let times = try await ThinningSteps(path: decade.path).thin(until: end - 15 * 86400)
        print("\nThinned \(times.readings) readings in \(times.steps.count) steps; milliseconds:\n")
        print("| what | how many | median | 99 of 100 | 999 of 1000 | longest |\n| --- | --- | --- | --- | --- | --- |")
        for (name, times) in [
            ("a step of thinning", times.steps), ("a sweep alone", times.alone), ("a sweep while thinning goes on", times.meanwhile),
        ] where !times.isEmpty {
            let sorted = times.sorted()
            let cells = [500, 990, 999, 1000].map { decimal(sorted[min(sorted.count - 1, sorted.count * $0 / 1000)]) }
            print("| \(name) | \(times.count) | " + cells.joined(separator: " | ") + " |")
        }
    }
}

/// Two decimal places.
func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
}

/// A number of bytes in millions.
func megabytes(_ bytes: Int64) -> String { decimal(Double(bytes) / 1_000_000) + " MB" }

/// A file's size in bytes; 0 when it is not there.
func fileSize(_ path: String) throws -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
}
