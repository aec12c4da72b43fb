import Domain
import History
import Networks
import StrictTOML
import Testing

@testable import BalanceMonitor

@Suite("The end of a network")
struct NetworkEndTests {
    private func installation(_ bench: Bench, _ line: String) throws -> Installation {
        try bench.folder.write(VerbScene.acme.replacing("title", with: line + "\ntitle"), to: "networks/acme.toml")
        return try bench.installation()
    }

    @Test(
        "is told 30 days before and after",
        arguments: [
            ("valid_until = \"2026-12-22\"", "2026-11-21", nil),
            ("valid_until = \"2026-12-22\"", "2026-11-22", "is valid until 2026-12-22"),
            ("valid_until = \"2026-12-22\"", "2026-12-23", "was valid until 2026-12-22"),
            ("closed = \"2025-12-29\"", "2026-11-22", "has been closed since 2025-12-29"), ("website = \"x\"", "2026-11-22", nil),
        ])
    func stages(line: String, today: String, words: String?) throws {
        let ends = NetworkEnd.all(of: try installation(try Bench(), line), today: try #require(CivilDate(today)))
        #expect(ends.count == (words == nil ? 0 : 1))
        if let words { #expect(ends.first?.text(.en).contains(words) == true) }
        #expect(ends.allSatisfy { !$0.text(.ru).isEmpty })
    }

    @Test("is told to the owners once when it comes near and once when it has come") func notes() async throws {
        let bench = try Bench()
        let installation = try installation(bench, "valid_until = \"2026-12-22\"")
        var told: [Bool] = []
        for day in ["2026-11-20", "2026-11-22", "2026-11-23", "2026-12-23", "2026-12-24"] {
            let notes = NetworkEndNotes(installation: installation, bot: Bench.bot, now: Bench.start, today: try #require(CivilDate(day)))
            told.append(try await bench.history.write { try notes.enqueue(in: $0) })
        }
        #expect(told == [false, true, false, true, false])
    }

    @Test("is of no use as a text that is no date")
    func notADate() {
        let problems = NetworkCatalogue.read("title = \"T\"\nvalid_until = \"soon\"\nclosed = 5\n", name: "t", file: "t.toml").problems
        #expect(problems.contains { $0.message.contains("\"valid_until\" must be a date like 2027-02-23") })
    }

    @Test("A definition that no account uses and that cannot be read is a warning, one that is used is the end") func unused() throws {
        let bench = try Bench()
        try bench.folder.write("title = ", to: "networks/broken.toml")
        #expect(try bench.installation().configuration.warnings.contains { $0.file.hasSuffix("broken.toml") })
        try bench.folder.write("title = ", to: "networks/acme.toml")
        #expect(throws: ConfigurationErrors.self) { try bench.installation() }
    }
}
