import BalanceMonitor
import Glibc

/// Ends the process with a documented exit code.
func ending(_ code: BalanceMonitor.ExitCode) -> Never {
    exit(code.rawValue)
}
