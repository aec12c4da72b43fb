internal import Glibc

/// The program's part in running filters: the same executable is the daemon and the helper process in which its filters run.
package enum FilterHelper {
    static let argument = "filter-helper"

    /// To be called before anything else: never returns in a process that was started as the helper; any other starts its helpers from the
    /// executable that it runs itself.
    package static func takePart(arguments: [String] = CommandLine.arguments) {
        var status = stat()
        let isAsked = arguments.count == 2 && arguments[1] == argument
        if isAsked, fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK { JQServer.run() }
        // A launcher may have left it ignored, and then the system would say nothing of what a helper died of.
        signal(SIGCHLD, SIG_DFL)
        JQHelper.useThisProgram()
    }
}
