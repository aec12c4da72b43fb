import Glibc

extension DatabaseFile {
    /// Copies the file alone, byte by byte, over the one at `target`, which is there. Throws `HistoryError`.
    func copyBytes(to target: String) throws(HistoryError) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .cannotOpen(path: path, reason: systemReason()) }
        defer { close(source) }
        let copy = open(target, O_WRONLY | O_TRUNC | O_CLOEXEC)
        guard copy >= 0 else { throw .cannotOpen(path: target, reason: systemReason()) }
        defer { close(copy) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count >= 0 else { throw .cannotOpen(path: path, reason: systemReason()) }
            guard count > 0 else { return }
            try Self.write(buffer.prefix(count), to: copy)
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to file: CInt) throws(HistoryError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .cannotWrite(reason: systemReason()) }
            rest = rest.dropFirst(count)
        }
    }
}
