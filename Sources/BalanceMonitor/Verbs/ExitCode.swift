/// How a verb ended, as the shell sees it.
package enum ExitCode: Int32, Sendable {
    case ok = 0
    case failed = 1
    /// The command line itself was wrong.
    case usage = 2
    /// Some accounts failed, the others did not.
    case partly = 3
    /// The database is damaged, of a later version or none of ours: it is left as it is, and trying again is of no use (sysexits.h: EX_DATAERR).
    case damaged = 65
    /// The configuration does not hold (sysexits.h: EX_CONFIG).
    case badConfiguration = 78
    /// Nobody reads standard output any more; the code is what a shell says of a program that SIGPIPE ended.
    case unread = 141
}
