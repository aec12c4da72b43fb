import Glibc

/// One of the process's own streams, written without a buffer, so that nothing is left when the process ends.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes all of `text`, or as much as can be: for words beside the work, without which it is done all the same.
    package func write(_ text: String) { try? send(Array(text.utf8)) }

    /// Writes all of `bytes`. Throws `StreamFailure`.
    package func send(_ bytes: [UInt8]) throws(StreamFailure) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if written > 0 { bytes = bytes.dropFirst(written) } else { try waitOrThrow(errno) }
        }
    }

    private func waitOrThrow(_ code: Int32) throws(StreamFailure) {
        switch code {
        case EINTR: return
        case EAGAIN:
            // A pipe that somebody else made non-blocking.
            var request = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
            _ = poll(&request, 1, -1)
        case EPIPE: throw .closed
        default: throw .failed(reason: String(cString: strerror(code)))
        }
    }

    /// Fills the places of streams that whoever started us had closed: else the first file that is opened would be standard output, and
    /// what is printed would go into it. Writing to such a place fails.
    package static func occupyClosed() {
        for place in STDIN_FILENO...STDERR_FILENO where fcntl(place, F_GETFD) < 0 {
            _ = open("/dev/null", place == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Whether a person looks at it.
    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// How many columns it shows: what `COLUMNS` says, else the terminal; nil where neither does.
    package var columns: Int? {
        if let text = getenv("COLUMNS"), let columns = Int(String(cString: text)), columns > 0 { return columns }
        var size = winsize()
        guard isTerminal, ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Whether a person types at standard input.
    package static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}
