import Glibc

/// The lines of standard input as they are typed. Looks for input several times a second instead of blocking a thread, so it can be cancelled.
package struct TypedLines: AsyncSequence, Sendable {
    package typealias Element = String
    package typealias Failure = Never

    private let file: Int32

    /// Reads the file descriptor `file`, which must not be read elsewhere.
    package init(file: Int32 = STDIN_FILENO) {
        self.file = file
    }

    package func makeAsyncIterator() -> Iterator { Iterator(file: file) }

    /// Yields whole lines without their ends, and the rest at the end of the file.
    package struct Iterator: AsyncIteratorProtocol {
        let file: Int32
        private var pending: [UInt8] = []
        private var isAtEnd = false

        init(file: Int32) {
            self.file = file
        }

        package mutating func next() async -> String? {
            while !Task.isCancelled {
                if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { pending.removeSubrange(...end) }
                    return String(decoding: pending[..<end], as: UTF8.self)
                }
                if isAtEnd {
                    defer { pending = [] }
                    return pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self)
                }
                if hasInput() { fill() } else { try? await Task.sleep(for: .milliseconds(50)) }
            }
            return nil
        }

        private func hasInput() -> Bool {
            var descriptor = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            return poll(&descriptor, 1, 0) > 0
        }

        private mutating func fill() {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(file, &buffer, buffer.count)
            if count > 0 {
                pending += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                isAtEnd = true
            }
        }
    }
}
