import Domain
import FoundationEssentials
import Glibc
import History
import Logging
import Networks
import Testing

@testable import BalanceMonitor

@Suite("The vault of logins") struct SessionVaultTests {
    @Test("keeps what it can read back, and never an empty text in its place")
    func kept() async throws {
        let bench = try Bench()
        let database = try SessionVault.open(bench.folder.path + "/session.db", log: bench.log)
        let vault = SessionVault(
            database: database, redaction: Redaction(), installation: CurrentInstallation(try bench.installation()), time: bench.time,
            log: bench.log)
        let session = Session(values: ["token": Secret("sesame")], expiresAt: nil, kept: [:], loginTimes: [Bench.start], fingerprint: 7)
        await vault.store.save("alpha", session)
        #expect(await vault.store.load("alpha")?.values["token"]?.reveal() == "sesame")
        try await database.keep(Secret(""), of: "alpha", expiresAt: nil)
        #expect(await vault.store.load("alpha") == nil)
        await vault.store.remove("alpha")
        #expect(try await database.session(of: "alpha", at: Bench.start) == nil)
    }

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
