import Glibc

/// Bytes on their way to a file descriptor or into memory, through one buffer of fixed size.
///
/// Append what a row needs after `reserve`: nothing is checked by the byte. Not for more than one task at a time.
package final class ByteOutput {
    private static let capacity = 1 << 18
    /// The longest piece that may be appended after one `reserve`.
    static let pieceLimit = 1 << 16

    /// Where a full buffer goes.
    private let drain: (UnsafeBufferPointer<UInt8>) throws(ExportError) -> Void
    /// Its own memory rather than an array: every digit of ten million rows would pay for an array's checks.
    private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    private var count = 0
    /// How many bytes have been handed on.
    package private(set) var written = 0

    /// An output to `descriptor`, which stays the caller's.
    package init(descriptor: CInt) {
        drain = { (bytes) throws(ExportError) in try Self.write(bytes, to: descriptor) }
    }

    /// An output to `receiver`, which gets a bufferful at a time.
    init(receiver: @escaping (UnsafeBufferPointer<UInt8>) -> Void) {
        drain = receiver
    }

    deinit { bytes.deallocate() }

    /// Makes room for `size` bytes, at most `pieceLimit`. Throws `ExportError`.
    @inline(__always) func reserve(_ size: Int) throws(ExportError) {
        if count + size > Self.capacity { try flush() }
    }

    /// Appends one byte, for which there must be room.
    @inline(__always) func put(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    /// Appends bytes for which there must be room.
    @inline(__always) func put(_ piece: UnsafeBufferPointer<UInt8>) {
        guard let start = piece.baseAddress else { return }
        (bytes + count).update(from: start, count: piece.count)
        count += piece.count
    }

    /// Takes back a decimal's last zeros, and its point where nothing is left behind it; its six places must be the latest bytes.
    @inline(__always) func trimDecimal() {
        while bytes[count - 1] == UInt8(ascii: "0") { count -= 1 }
        if bytes[count - 1] == UInt8(ascii: ".") { count -= 1 }
    }

    /// Appends a text of any length. Throws `ExportError`.
    package func put(_ text: String) throws(ExportError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Self.pieceLimit)
            try reserve(piece.count)
            piece.withUnsafeBufferPointer { put($0) }
            rest = rest.dropFirst(piece.count)
        }
    }

    /// Hands everything on. Throws `ExportError`.
    package func flush() throws(ExportError) {
        try drain(UnsafeBufferPointer(start: bytes, count: count))
        written += count
        count = 0
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: CInt) throws(ExportError) {
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
            let result = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if result > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[result...])
            } else {
                try waitOrThrow(descriptor)
            }
        }
    }

    private static func waitOrThrow(_ descriptor: CInt) throws(ExportError) {
        switch errno {
        case EINTR: return
        case EAGAIN:
            // A pipe that somebody else made non-blocking.
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&request, 1, -1)
        case EPIPE: throw .closed
        case let code: throw .cannotWrite(reason: String(cString: strerror(code)))
        }
    }
}
