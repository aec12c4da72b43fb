import Foundation
import Glibc
import Synchronization

/// Accepts connections on 127.0.0.1 and serves each on a thread of its own until `stop()`.
package final class LoopbackListener: Sendable {
    /// Why no port could be opened, an `errno`.
    package struct Failure: Error {
        let code: Int32
    }

    private struct State {
        var open: Set<Int32> = []
        var accepted = 0
        var isStopped = false
    }

    /// The port, chosen by the system.
    package let port: UInt16
    private let descriptor: Int32
    private let state = Mutex(State())
    private let serve: @Sendable (LoopbackConnection) -> Void

    /// Starts to listen; `serve` runs once for each connection and may block.
    package init(_ serve: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        self.serve = serve
        (descriptor, port) = try Self.listen()
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// How many connections were accepted so far.
    package var accepted: Int { state.withLock { $0.accepted } }

    /// Closes the port and breaks every connection.
    package func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            _ = Glibc.shutdown(descriptor, Int32(SHUT_RDWR))
            for connection in state.open { _ = Glibc.shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    /// A port of this machine on which nobody listens.
    package static func unusedPort() throws -> UInt16 {
        let (descriptor, port) = try listen()
        close(descriptor)
        return port
    }

    private func acceptAll() {
        while true {
            let accepted = accept(descriptor, nil, nil)
            guard accepted >= 0 else { break }
            let isWelcome = state.withLock { state in
                guard !state.isStopped else { return false }
                state.accepted += 1
                state.open.insert(accepted)
                return true
            }
            guard isWelcome else {
                close(accepted)
                break
            }
            Thread.detachNewThread { [self] in
                serve(LoopbackConnection(descriptor: accepted))
                // Under the lock: else `stop` might reach a stranger's descriptor of the same number.
                state.withLock { state in
                    state.open.remove(accepted)
                    close(accepted)
                }
            }
        }
        close(descriptor)
    }

    private static func listen() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withLoopbackAddress(port: 0) { bind(descriptor, $0, $1) == 0 }
        guard isBound, Glibc.listen(descriptor, 512) == 0,
            withUnsafeMutablePointer(
                to: &address,
                { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) } }) == 0
        else {
            defer { close(descriptor) }
            throw Failure(code: errno)
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
