import Logging
import ServiceLifecycle

/// Answers to the service manager: ready once every loop moves, alive for as long as each does, and in words what is going on.
struct NotifyService: Service {
    /// How old the words may be.
    private static let longestPause = Duration.seconds(10)

    let notifier: Notifier
    let pulse: Pulse
    let status: @Sendable () -> StatusLine
    let time: TimeSource
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var turn = Turn()
            repeat { step(&turn) } while await pulse.bell.wait(atMost: pause, time: time)
        }
        notifier.send("STOPPING=1", "STATUS=Stopping")
    }

    /// What was said already.
    struct Turn {
        var isReady = false
        var words = ""
        var overdue: [Liveness.Loop] = []
    }

    /// Says what is to be said now.
    func step(_ turn: inout Turn) {
        let words = status().text
        if words != turn.words, notifier.send("STATUS=" + words) { turn.words = words }
        if !turn.isReady, pulse.isComplete { turn.isReady = notifier.send("READY=1") }
        let overdue = pulse.overdue
        if overdue.isEmpty, notifier.watchdog != nil { notifier.send("WATCHDOG=1") }
        if overdue != turn.overdue, !overdue.isEmpty {
            log.critical(
                "A part of the daemon has stopped moving, so the watchdog is no longer told that all is well",
                metadata: ["parts": "\(overdue.map { "\($0)" }.joined(separator: ", "))"])
        }
        turn.overdue = overdue
    }

    /// Twice within the watchdog's time.
    private var pause: Duration { min(Self.longestPause, notifier.watchdog.map { $0 / 2 } ?? Self.longestPause) }
}
