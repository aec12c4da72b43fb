import BalanceMonitor
import Domain
import Synchronization

/// The one clock of a demo: stands still while the past is written, then runs for the daemon and the simulators alike.
final class DemoClock: Sendable {
    let start: Instant
    private let rate: Int
    private let running = Mutex<TimeSource?>(nil)

    /// Starts at the option's moment and pace, else at the present and at the pace of real time.
    init(_ option: TimeOption?) {
        start = option?.start ?? TimeSource.system.now()
        rate = option?.rate ?? 1
    }

    var now: Instant { running.withLock { $0 }?.now() ?? start }

    /// Lets the clock run; called once.
    func run() -> TimeSource {
        let source = TimeSource.accelerated(from: start, rate: rate)
        running.withLock { $0 = source }
        return source
    }
}
