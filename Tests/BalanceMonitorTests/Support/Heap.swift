import FoundationEssentials
import Glibc
import Testing

/// What the C library's allocator has handed out.
enum Heap {
    private typealias Report = @convention(c) (Int32, UnsafeMutablePointer<FILE>) -> Int32

    /// The bytes in use, of all arenas and of what is mapped apart: `malloc_info(3)`, which Swift's overlay does not import.
    static func bytesInUse() throws -> Int {
        let symbol = try #require(dlsym(nil, "malloc_info"))
        let report = unsafeBitCast(symbol, to: Report.self)
        var text: UnsafeMutablePointer<CChar>?
        var length = 0
        let stream = try #require(open_memstream(&text, &length))
        defer { free(text) }
        #expect(report(0, stream) == 0)
        fclose(stream)
        let lines = String(cString: try #require(text)).split(separator: "\n")
        // The last line of a kind is the sum over all arenas.
        func size(_ kind: String) throws -> Int {
            let line = try #require(lines.last { $0.contains(kind) })
            return try #require(Int(line.split(separator: "size=\"")[1].prefix { $0.isNumber }))
        }
        return try size("<system type=\"current\"") - size("<total type=\"rest\"") - size("<total type=\"fast\"")
            + size("<total type=\"mmap\"")
    }
}
