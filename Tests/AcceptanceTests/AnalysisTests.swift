import FoundationEssentials
import Glibc
import Testing

/// The queries for analysts, asked of a month of history: by `sqlite3`, and by DuckDB where `BALANCE_MONITOR_DUCKDB` names a Python that has it.
@Suite(.serialized) struct AnalysisTests {
    static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/contrib/sql"
    private static let python = ProcessInfo.processInfo.environment["BALANCE_MONITOR_DUCKDB"]

    @Test func eachRunsWithSQLiteAndDuckDBAndTheyAgree() async throws {
        try await withMonth { month in
            let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".sql") }.sorted()
            #expect(files.count >= 8)
            for file in files {
                let rows = try await month.rows(of: file)
                #expect(!rows.isEmpty, "\(file)")
                guard let python = Self.python else { continue }
                let asked = try await month.run(python, ["\(Self.folder)/duckdb-ask", month.database, "\(Self.folder)/\(file)"])
                let others = try asked.split(separator: "\n").map { try JSONDecoder().decode([Cell].self, from: Data($0.utf8)) }
                #expect(rows == others, "\(file)")
            }
        }
    }

    @Test func eachPrintsExactMoneyAndInstantsThatSayTheyAreInUTC() async throws {
        try await withMonth { month in
            var seen: Set<String> = []
            for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter({ $0.hasSuffix(".sql") }) {
                let names = try await month.columns(of: file)
                for row in try await month.rows(of: file) {
                    let row = Dictionary(uniqueKeysWithValues: zip(names, row))
                    for (name, value) in row where value != .null {
                        if name.hasSuffix("_utc"), name != "hour_utc" {
                            #expect(value.description.wholeMatch(of: /2026-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil, "\(file): \(name) \(value)")
                        }
                        if ["balance", "spend", "amount", "mean_spend"].contains(name) {
                            #expect(value.description.wholeMatch(of: /-?\d+\.\d{6}/) != nil, "\(file): \(name) \(value)")
                            guard case .number(let micros) = row[name + "_micros"] else { continue }
                            #expect(Self.micros(value.description) == Int64(micros), "\(file): \(row)")
                        }
                        // Whatever else is a fraction, or so great that it must be an instant.
                        if case .number(let number) = value, name != "days_left", !name.hasSuffix("_micros") {
                            #expect(number == number.rounded() && number < 100_000_000, "\(file): \(name) \(value)")
                        }
                    }
                    seen.formUnion(row.keys)
                }
            }
            #expect(seen.isSuperset(of: ["balance", "spend", "amount", "mean_spend", "at_utc", "classified_utc", "from_utc", "last_utc"]))
            let changes = try await month.rows(of: "classified_changes.sql").map { $0[4...].map(\.description) }
            #expect(changes.map { Array($0.prefix(1) + $0.dropFirst(2)) }.contains(["withdrawal", "-0.500000", "2026-11-20T00:01:00Z"]))
        }
    }

    /// Of decimal text.
    private static func micros(_ text: String) -> Int64? {
        let parts = text.split(separator: ".")
        let rest = parts.count > 1 ? String(parts[1]) : ""
        return Int64(parts[0] + rest + String(repeating: "0", count: max(0, 6 - rest.count)))
    }

    @Test func whatTheySayIsWhatTheProgramSays() async throws {
        try await withMonth { month in
            let stat = try JSONDecoder().decode(
                Stat.self,
                from: Data(try await month.run(World.program, ["stat", "2026-11", "--json", "--config", month.configuration]).utf8))
            var spend: [[String]: Int64] = [:]
            for wallet in stat.wallets { spend[[wallet.network, wallet.currency], default: 0] += try #require(Self.micros(wallet.spend)) }
            let november = try await month.rows(of: "spend_by_network_and_month.sql").filter { $0[0] == .text("2026-11") }
            #expect(november.count >= 6 && november.count == spend.count)
            for row in november {
                let found = try #require(spend[[row[1].description, row[2].description]])
                #expect(Self.micros(row[4].description) == found, "\(row)")
            }
            let topUps = try await month.rows(of: "topups_of_a_month.sql")
            #expect(topUps.count == stat.wallets.reduce(0) { $0 + $1.credits.count { $0.kind == "topup" } })
            let bounded = stat.wallets.filter(\.spend_is_lower_bound).map(\.network)
            #expect(Set(november.filter { $0[5] == .number(1) }.map(\.[1].description)) == Set(bounded) && !bounded.isEmpty)
        }
    }

    private func withMonth(_ body: (Month) async throws -> Void) async throws {
        await Room.shared.enter()
        do {
            let month = try await Month()
            defer { month.remove() }
            try await body(month)
        } catch {
            Issue.record(error)
        }
        await Room.shared.leave()
    }

    private struct Stat: Decodable {
        struct Wallet: Decodable {
            struct Credit: Decodable { let kind: String }

            let network: String
            let currency: String
            let spend: String
            let spend_is_lower_bound: Bool
            let credits: [Credit]
        }

        let wallets: [Wallet]
    }
}

/// One value of a row; numbers agree where they round to the same hundredths.
private enum Cell: Decodable, Equatable, CustomStringConvertible {
    case text(String)
    case number(Double)
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    /// From an SQL literal; no text of the demo has a comma or a quotation mark in it.
    init(literal: String) {
        if literal == "NULL" {
            self = .null
        } else if let number = Double(literal) {
            self = .number(number)
        } else {
            self = .text(String(literal.dropFirst().dropLast()))
        }
    }

    static func == (left: Cell, right: Cell) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.text(let a), .text(let b)): a == b
        case (.number(let a), .number(let b)): abs(a - b) < 0.011
        default: false
        }
    }

    var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .null: "null"
        }
    }
}

/// The demo's month of history, in a directory of its own.
private struct Month {
    let path: String

    var database: String { path + "/demo/balance.db" }
    var configuration: String { path + "/demo/config.toml" }

    init() async throws {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/balance-monitor-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try Data("/start\nexpect отчёты будут within 30s\n".utf8).write(to: URL(filePath: path + "/script"))
        _ = try await run(
            World.program, ["demo", "--script", path + "/script", "--directory", path + "/demo", "--time", "2026-11-20T09:00:00+03:00x1"])
        // What nobody has said in the demo, after the last day that is asked for.
        _ = try await run(
            "/usr/bin/sqlite3",
            [
                "-batch", "-cmd", ".filectrl persist_wal 1", database,
                "INSERT INTO credit (wallet_id, at, amount_micros, kind, classified_at, revision) VALUES (1, 1795132800, -500000, 'withdrawal', 1795132860, 1)",
            ])
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// The names of the columns of a query of the folder.
    func columns(of file: String) async throws -> [String] {
        let text = try await run(
            "/usr/bin/sqlite3", ["-readonly", "-batch", "-header", "-separator", ",", database, ".read \(AnalysisTests.folder)/\(file)"])
        return text.prefix { $0 != "\n" }.split(separator: ",").map { String($0) }
    }

    /// The rows that a query of the folder yields.
    func rows(of file: String) async throws -> [[Cell]] {
        // `quote` writes a row as SQL literals: texts in quotation marks, NULL as such.
        let text = try await run("/usr/bin/sqlite3", ["-readonly", "-batch", "-quote", database, ".read \(AnalysisTests.folder)/\(file)"])
        return text.split(separator: "\n").map { line in line.split(separator: ",").map { Cell(literal: String($0)) } }
    }

    func run(_ program: String, _ arguments: [String]) async throws -> String {
        let child = try ChildProcess(program, arguments, folder: path, name: "run-\(UInt64.random(in: 0 ... .max))")
        defer { child.destroy() }
        let end = try await child.exit(within: .seconds(120))
        try #require(end == .code(0), "\(child.errorText)")
        return child.outputText
    }
}
