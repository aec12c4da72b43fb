extension PostgresConnection {
    /// Runs `body` in a transaction; all of it is stored when this returns, or nothing when it throws.
    borrowing func transaction<T>(_ body: (borrowing PostgresConnection) throws(SyncError) -> T) throws(SyncError) -> T {
        try run("BEGIN")
        let result: T
        do {
            result = try body(self)
        } catch {
            if !isLost(error) { _ = try? run("ROLLBACK") }
            throw error
        }
        try run("COMMIT")
        return result
    }

    /// The same around what waits for other things than the server, too.
    borrowing func transaction<T>(_ body: (borrowing PostgresConnection) async throws -> T) async throws -> T {
        try run("BEGIN")
        let result: T
        do {
            result = try await body(self)
        } catch {
            if !isLost(error) { _ = try? run("ROLLBACK") }
            throw error
        }
        try run("COMMIT")
        return result
    }

    /// Nobody is there to be told; without the connection the server takes the transaction back by itself.
    private func isLost(_ error: any Error) -> Bool {
        switch error as? SyncError {
        case .silent, .stopped: true
        default: false
        }
    }
}
