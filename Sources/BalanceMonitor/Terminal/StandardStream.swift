import Glibc

/// One of the process's own streams, written without a buffer, so that nothing is left when the process ends.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes all of `text`; a closed stream is nobody's fault and is ignored.
    package func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes all of `bytes` in the same way.
    package func write(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
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
