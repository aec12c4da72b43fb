/// A look into the history by the `sqlite3` program, as an analyst has it: reading only, while the daemon runs.
extension World {
    struct NoDatabase: Error {
        let reason: String
    }

    /// The rows that `sql` yields, their columns as text.
    func rows(_ sql: String) async throws -> [[String]] {
        let name = "sqlite-\(UInt64.random(in: 0 ... .max))"
        let process = try ChildProcess(
            "/usr/bin/sqlite3", ["-readonly", "-batch", "-separator", "\t", "-cmd", ".timeout 5000", house.database, sql],
            folder: house.path, name: name)
        defer { process.destroy() }
        guard try await process.exit(within: .seconds(20)) == .code(0) else { throw NoDatabase(reason: process.errorText) }
        return process.outputText.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
        }
    }

    /// Waits until `sql` yields one row with this one value.
    func waitUntil(_ sql: String, is wanted: String, within time: Duration = World.patience) async throws {
        let deadline = ContinuousClock.now + time
        var seen = ""
        while ContinuousClock.now < deadline {
            // Until the daemon has made it there is no database.
            if let found = try? await rows(sql).first?.first {
                if found == wanted { return }
                seen = found
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NoDatabase(reason: "\(sql) gives \"\(seen)\", not \"\(wanted)\"")
    }
}
