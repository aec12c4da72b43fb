import Domain
import Glibc
import History

/// What one simulated day of sweeps writes, checkpoints included.
struct WrittenBytes {
    let path: String

    /// A day of sweeps five minutes apart, in each of which all wallets change; one transaction a sweep, as the daemon does.
    func day() async throws -> (asked: Int64, device: Int64, grown: Int64) {
        let history = try History.open(path: path, lock: WriterLock(database: path))
        var sweeps = try await Sweeps(history)
        let (before, size) = (try counters(), try fileSize(path) + fileSize(path + "-wal"))
        for _ in 1...288 { try await sweeps.store() }
        try await history.checkpoint()
        let after = try counters()
        try history.close()
        return (after.asked - before.asked, after.device - before.device, try fileSize(path) + fileSize(path + "-wal") - size)
    }

    /// Bytes that this process handed to write calls, and those that it made the system send to a device.
    private func counters() throws -> (asked: Int64, device: Int64) {
        guard let file = fopen("/proc/self/io", "r") else { throw BenchmarkError.noAccounting }
        defer { fclose(file) }
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        let text = String(decoding: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        func value(_ name: String) -> Int64? {
            text.split(separator: "\n").first { $0.hasPrefix(name + ": ") }.flatMap { Int64($0.dropFirst(name.count + 2)) }
        }
        guard let asked = value("wchar"), let device = value("write_bytes") else { throw BenchmarkError.noAccounting }
        return (asked, device)
    }
}
