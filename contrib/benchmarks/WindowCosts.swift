import Domain
import Glibc
import History

/// How long the figures of a window take, measured through the connection that the command line uses.
struct WindowCosts {
    let end: Instant

    /// The median in milliseconds for each history, of windows of its length which end at different moments of the last day.
    ///
    /// The histories take turns, so that whatever else the machine does slows them all alike.
    func medians(of lengths: [Int64], in paths: [String], isCold: Bool) async throws -> [Double] {
        var times = Array(repeating: [Double](), count: paths.count)
        let lasting = try paths.map { try History.openReadOnly(path: $0) }
        for round in 0..<(isCold ? 31 : 301) as Range<Int64> {
            for (index, path) in paths.enumerated() {
                if isCold { try drop(path) }
                let reader = isCold ? try History.openReadOnly(path: path) : lasting[index]
                times[index].append(try await time(reader, seconds: lengths[index], round: round % 101))
                if isCold { try reader.close() }
            }
        }
        for reader in lasting { try reader.close() }
        return times.map { $0.sorted()[$0.count / 2] }
    }

    private func time(_ reader: HistoryReader, seconds: Int64, round: Int64) async throws -> Double {
        // Ends move through a day, so that neither the hour nor the distance to a frame is always the best or the worst.
        let until = end - round * 847
        let started = ContinuousClock.now
        let windows = try await reader.read { try $0.windows(Window(from: until - seconds, until: until)) }
        let taken = started.duration(to: .now) / .milliseconds(1)
        guard windows.count == GeneratedHistory.wallets else { throw BenchmarkError.wrongAnswer }
        return taken
    }

    /// Takes the file out of the system's cache; its pages are on the disk, so nothing is lost.
    private func drop(_ path: String) throws {
        for file in [path, path + "-wal"] {
            let descriptor = open(file, O_RDONLY)
            guard descriptor >= 0 else { continue }
            fsync(descriptor)
            posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
            close(descriptor)
        }
    }
}

/// Why a measurement means nothing.
enum BenchmarkError: Error {
    /// The figures were not those of all wallets.
    case wrongAnswer
    /// The system does not say what this process has written.
    case noAccounting
}
