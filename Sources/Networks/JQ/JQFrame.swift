/// One message on the socket between the daemon and the helper, as it comes: four bytes of length, the highest first, then the message.
struct JQFrame {
    private var header: [UInt8] = []
    private var bytes: [UInt8] = []
    private var filled = 0

    /// What goes before a message of `count` bytes.
    static func header(of count: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
    }

    private var count: Int { header.reduce(0) { $0 << 8 | Int($1) } }

    /// Whether the announced length is not over `largest`; to be asked after each `fill`.
    func isSound(within largest: Int) -> Bool { header.count < 4 || count <= largest }

    /// The message, once all of it is there.
    var whole: [UInt8]? { header.count == 4 && filled == count ? bytes : nil }

    /// Has `read` put the next bytes into a buffer; gives back what it returned: their number, 0 at the end, or below 0.
    mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        guard header.count == 4 else {
            var buffer = [UInt8](repeating: 0, count: 4 - header.count)
            let count = buffer.withUnsafeMutableBytes { read($0) }
            header += buffer.prefix(max(0, count))
            return count
        }
        if bytes.isEmpty { bytes = [UInt8](repeating: 0, count: count) }
        let start = filled
        let count = bytes.withUnsafeMutableBytes { read(UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
        filled += max(0, count)
        return count
    }
}
