import Foundation

/// How a body is packed on its way, made without the library under test.
enum Packing: String, CaseIterable {
    case gzip
    case deflate
    case br

    /// The packed bytes; brotli only stores, up to 65 536 bytes.
    func pack(_ bytes: [UInt8]) throws -> [UInt8] {
        switch self {
        case .gzip: try Self.gzip(bytes)
        // Without gzip's header of 10 bytes and trailer of 8 a bare deflate stream is left, which HTTP calls deflate too.
        case .deflate: Array(try Self.gzip(bytes).dropFirst(10).dropLast(8))
        case .br:
            // RFC 7932: a window of 2^16, one uncompressed meta-block, then an empty last one.
            withUnsafeBytes(of: UInt32((bytes.count - 1) << 4 | 1 << 20).littleEndian) { Array($0.prefix(3)) } + bytes + [3]
        }
    }

    private static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "packing-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/bin/gzip")
        process.arguments = ["-9nc", file.path]
        process.standardOutput = output
        try process.run()
        let packed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Array(packed)
    }
}
