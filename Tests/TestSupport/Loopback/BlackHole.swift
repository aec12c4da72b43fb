import Glibc

/// A port on loopback that swallows connections: nobody accepts, and its queue is full, so a handshake never ends.
package final class BlackHole: Sendable {
    /// The port, chosen by the system.
    package let port: UInt16
    private let descriptors: [Int32]

    /// Opens the port and fills its queue.
    package init() throws {
        let (listener, port) = try LoopbackListener.listen(backlog: 0)
        self.port = port
        var descriptors = [listener]
        var isFull = false
        while !isFull, descriptors.count < 32 {
            let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
            descriptors.append(filler)
            _ = withLoopbackAddress(port: port) { connect(filler, $0, $1) }
            var event = pollfd(fd: filler, events: Int16(POLLOUT), revents: 0)
            // A handshake on loopback that is not done by then will not be.
            isFull = poll(&event, 1, 200) == 0
        }
        self.descriptors = descriptors
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }
}
