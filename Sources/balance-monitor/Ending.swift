import BalanceMonitor
import Glibc

/// Ends the process with a documented exit code, buffered output written.
func ending(_ code: BalanceMonitor.ExitCode) -> Never {
    fflush(stdout)
    exit(code.rawValue)
}

/// Writes a line to standard error.
func standardError(_ line: String) {
    fputs(line + "\n", stderr)
}
