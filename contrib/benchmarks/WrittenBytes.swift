import Domain
import Glibc
import History

/// What one simulated day of sweeps writes, checkpoints included.
struct WrittenBytes {
    let path: String

    /// A day of sweeps five minutes apart, in each of which all wallets change; one transaction a sweep, as the daemon does.
    func day() async throws -> (asked: Int64, device: Int64, grown: Int64) {
        let history = try History.open(path: path, lock: WriterLock(database: path))
        let (latest, end) = try await history.read { (try $0.latest(), try $0.earliestNextReading()) }
        var state = latest.map { (spent: $0.reading.spent.micros, credited: $0.reading.credited.micros) }
        let (before, size) = (try counters(), try fileSize(path) + fileSize(path + "-wal"))
        for sweep in 1...288 {
            let (at, values) = (end + Int64(sweep) * 300, state)
            state = try await history.write { transaction in
                var values = values
                for (index, item) in latest.enumerated() {
                    try GeneratedHistory.move(&values[index], wallet: item.wallet.id, index: index, at: at, in: transaction)
                }
                try transaction.recordSweep(at: at)
                return values
            }
        }
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
