import Glibc

/// One TCP connection on loopback, read and written by blocking calls from the thread that serves it.
package struct LoopbackConnection: Sendable {
    let descriptor: Int32

    /// Connects to a port of this machine; nil when nobody listens.
    package static func to(port: UInt16) -> LoopbackConnection? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let status = withLoopbackAddress(port: port) { connect(descriptor, $0, $1) }
        guard status == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        return LoopbackConnection(descriptor: descriptor)
    }

    /// The next bytes, at most `limit`; empty at the end of the stream and on failure.
    package func read(atMost limit: Int = 1 << 16) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            count = max(0, recv(descriptor, buffer.baseAddress, limit, 0))
        }
    }

    /// Writes everything; false when the peer has gone.
    @discardableResult package func write(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Reads and forgets until the peer closes, or the listener is stopped.
    package func waitForEnd() {
        while !read().isEmpty {}
    }

    /// Waits `milliseconds`; false when the peer closed or wrote meanwhile.
    package func pause(milliseconds: Int32) -> Bool {
        var event = pollfd(descriptor: descriptor)
        return poll(&event, 1, milliseconds) == 0
    }

    /// Carries bytes both ways until either side closes.
    package func relay(to other: LoopbackConnection) {
        var events = [pollfd(descriptor: descriptor), pollfd(descriptor: other.descriptor)]
        while poll(&events, 2, -1) > 0 {
            for (event, (source, sink)) in zip(events, [(self, other), (other, self)]) where event.revents != 0 {
                let bytes = source.read()
                guard !bytes.isEmpty, sink.write(bytes) else { return }
            }
        }
    }

    /// Ends both directions; a blocked read returns.
    package func shutdown() {
        _ = Glibc.shutdown(descriptor, Int32(SHUT_RDWR))
    }

    package func close() {
        Glibc.close(descriptor)
    }
}

extension pollfd {
    fileprivate init(descriptor: Int32) {
        self.init(fd: descriptor, events: Int16(POLLIN), revents: 0)
    }
}

/// Calls `body` with the socket address of 127.0.0.1 and `port`.
func withLoopbackAddress<Result>(port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) } }
}
