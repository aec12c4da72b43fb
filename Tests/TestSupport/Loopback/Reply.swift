/// What a `LoopbackServer` does with a request.
package enum Reply: Sendable {
    /// A whole answer; `Content-Length` is added, and the connection is kept.
    case answer(status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = [])
    /// Bytes as they are, then the end of the connection.
    case raw([UInt8])
    /// Nothing, until the peer goes away.
    case hang
    /// An answer whose body comes byte by byte, one every `milliseconds`.
    case drip([UInt8], milliseconds: Int32)
    /// An answer whose body never ends.
    case endless
    /// The end of the connection, without an answer.
    case close

    /// An answer with a text, JSON by default.
    package static func text(_ text: String, status: Int = 200, contentType: String = "application/json") -> Reply {
        .answer(status: status, headers: [("Content-Type", contentType)], body: Array(text.utf8))
    }

    /// A redirect to `location`, as written.
    package static func redirect(_ status: Int = 302, to location: String) -> Reply {
        .answer(status: status, headers: [("Location", location)])
    }

    /// Bytes as they are, then the end of the connection.
    package static func raw(_ text: String) -> Reply {
        .raw(Array(text.utf8))
    }

    /// Does it; false when the connection is not to be used again.
    func send(over connection: LoopbackConnection) -> Bool {
        switch self {
        case .answer(let status, let headers, let body):
            var head = "HTTP/1.1 \(status) Status\r\n"
            for header in headers { head += "\(header.name): \(header.value)\r\n" }
            head += "Content-Length: \(body.count)\r\n\r\n"
            return connection.write(Array(head.utf8) + body)
        case .raw(let bytes):
            connection.write(bytes)
        case .hang:
            connection.waitForEnd()
        case .drip(let bytes, let milliseconds):
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n".utf8)
            for byte in bytes { guard connection.pause(milliseconds: milliseconds), connection.write([byte]) else { break } }
        case .endless:
            connection.write("HTTP/1.1 200 OK\r\n\r\n".utf8)
            let block = [UInt8](repeating: 0x20, count: 1 << 14)
            while connection.write(block) {}
        case .close: break
        }
        return false
    }
}
