import Domain
import FoundationEssentials
import Glibc
import History
import Logging
import Testing

@testable import BalanceMonitor

@Suite("The vault of logins") struct SessionVaultTests {
    @Test("puts a damaged file aside and begins anew")
    func damaged() async throws {
        let directory = "/tmp/sessions-\(UUID().uuidString)"
        #expect(mkdir(directory, 0o700) == 0)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = directory + "/session.db"
        try Data(repeating: 0x5A, count: 8192).write(to: URL(filePath: path))
        let database = try SessionVault.open(path, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await database.keep(Secret("kept-text"), of: "a", expiresAt: nil)
        #expect(try await database.session(of: "a", at: Instant(seconds: 1))?.reveal() == "kept-text")
        #expect(FileManager.default.fileExists(atPath: path + ".damaged"))
    }
}
