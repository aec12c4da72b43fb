import BalanceMonitor
import Glibc

/// Ends the process with a documented exit code.
func ending(_ code: BalanceMonitor.ExitCode) -> Never {
    exit(code.rawValue)
}

/// Ends the process with `text` on standard output, and with success where all of it got there.
func ending(printing text: String) -> Never {
    do throws(StreamFailure) {
        try StandardStream.output.send(Array((text + "\n").utf8))
        ending(.ok)
    } catch {
        if error != .closed { StandardStream.error.write(error.description + "\n") }
        ending(error == .closed ? .unread : .failed)
    }
}
