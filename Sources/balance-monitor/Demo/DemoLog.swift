import BalanceMonitor
import Domain
import Glibc

/// Where the daemon's log goes while a chat fills the terminal: a file, each line with its moment.
final class DemoLog: Sendable {
    private let descriptor: Int32
    private let clock: DemoClock

    /// Makes the file at `path`; throws `DemoProblem`.
    init(path: String, clock: DemoClock) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DemoProblem(errnoOf: path) }
        self.clock = clock
    }

    deinit {
        close(descriptor)
    }

    /// Adds a line, which brings its end along; a full disk loses it.
    func write(_ line: String) {
        let bytes = Array("\(clock.now.rfc3339) \(line)".utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }
}
