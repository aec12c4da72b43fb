import Domain
import Glibc
import History
import Networks
import PostgresExport

/// `sync postgres`: brings what is new in the history to a PostgreSQL server, or compares the two.
package enum SyncVerb {
    /// What the command line asked for.
    package struct Request: Sendable {
        /// Where the server is; nil for what the configuration says.
        package var target: String?
        /// The schema there; nil for the usual one.
        package var schema: String?
        package var verifies = false
        package var acceptsRestored = false

        package init(target: String? = nil, schema: String? = nil, verifies: Bool = false, acceptsRestored: Bool = false) {
            self.target = target
            self.schema = schema
            self.verifies = verifies
            self.acceptsRestored = acceptsRestored
        }
    }

    /// Ends with `ok` where no server is configured: a timer may always run it.
    package static func run(
        configuration path: String, _ request: Request, output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            guard let target = try target(request, desk) else {
                let words = "nothing to copy to: [sync] to is not set, and --to was not given"
                if desk.output.isJSON { desk.output.write(["configured": .bool(false)]) } else { desk.output.write(words) }
                return .ok
            }
            guard let schema = request.schema.map(SchemaName.init) ?? .central else {
                throw VerbEnd(.usage, "--schema takes letters, digits and \"_\", and begins with neither a digit nor \"pg_\"")
            }
            let reader = try History.openReadOnly(path: desk.configuration.history.database)
            let sync = PostgresSync(to: target, schema: schema, host: hostName())
            guard !request.verifies else { return try await verify(sync, reader, desk) }
            // Only a person who looks wants to see how it goes on.
            let isWatched = StandardStream.error.isTerminal && !desk.output.isJSON
            let summary = try await sync.run(reader, divergence: request.acceptsRestored ? .isAccepted : .stops) { table in
                if isWatched { desk.output.complain("\(table.name): \(table.rows) rows") }
            }
            desk.output.isJSON ? desk.output.write(json(summary)) : desk.output.write(text(summary))
            return .ok
        }
    }

    private static func target(_ request: Request, _ desk: VerbDesk) throws -> ConnectionTarget? {
        if let text = request.target {
            let target = try parsed(Secret(text), otherwise: .usage)
            guard target.passwords.isEmpty else {
                throw VerbEnd(
                    .usage,
                    "a password in --to can be read by every user of this host: put it into a file of mode 0600 that PGPASSFILE or passfile=… "
                        + "names, or into the service file that PGSERVICEFILE names, and leave it out here")
            }
            return target
        }
        guard let secret = desk.configuration.services.sync else { return nil }
        let target = try parsed(secret, otherwise: .badConfiguration)
        desk.learn(target.passwords)
        return target
    }

    private static func parsed(_ text: Secret, otherwise code: ExitCode) throws -> ConnectionTarget {
        do {
            return try ConnectionTarget(text)
        } catch {
            throw VerbEnd(code, "\(code == .usage ? "--to" : "[sync] to"): \(error)")
        }
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func verify(_ sync: PostgresSync, _ reader: HistoryReader, _ desk: VerbDesk) async throws -> ExitCode {
        let found = try await SyncVerification(sync).run(reader)
        let differences = found.differences
        if desk.output.isJSON {
            desk.output.write([
                "same": .bool(differences.isEmpty),
                "differences": .list(differences) { difference in
                    [
                        "table": .string(difference.table), "row": .string(difference.what), "day": .text(difference.day),
                        "rows_here": .number(difference.rowsHere), "rows_there": .number(difference.rowsThere),
                    ]
                },
                "not_kept_there": .list(found.beginnings) { beginning in
                    [
                        "table": .string(beginning.table), "first_day": .string(beginning.firstDay),
                        "compared_from": .string(beginning.comparedFrom),
                    ]
                },
            ])
            return differences.isEmpty ? .ok : .failed
        }
        for beginning in found.beginnings {
            desk.output.write(
                "\(beginning.table): the server no longer keeps its beginning; compared from \(beginning.comparedFrom) (UTC) on, "
                    + "while the history here begins on \(beginning.firstDay)")
        }
        if differences.isEmpty {
            let limit = found.beginnings.isEmpty ? "" : " in what it still keeps"
            desk.output.write("the server holds what was copied: every count and sum by wallet and day is the same\(limit)")
        } else {
            var table = TextTable([
                .init("table"), .init("day (UTC)"), .init("row or wallet"), .init("rows here", leansRight: true),
                .init("there", leansRight: true),
            ])
            for difference in differences.prefix(100) {
                table.add([
                    difference.table, difference.day ?? "", difference.what, String(difference.rowsHere), String(difference.rowsThere),
                ])
            }
            desk.output.write(table.text)
            desk.output.write("\(differences.count) differ; where the numbers of rows are the same, the values are not")
        }
        return differences.isEmpty ? .ok : .failed
    }

    private static func text(_ summary: SyncSummary) -> String {
        var table = TextTable([.init("table"), .init("rows", leansRight: true), .init("seconds", leansRight: true)])
        for moved in summary.tables where moved.rows > 0 { table.add([moved.name, String(moved.rows), seconds(moved.duration)]) }
        var text = summary.rows == 0 ? "" : table.text
        if let removed = summary.removed {
            text +=
                "made to agree with this history: \(summary.rows) rows changed or added there, \(removed) that are not in it taken away\n"
        }
        return text + "\(summary.rows) rows to \(summary.place) in \(seconds(summary.duration)) s (site \(summary.site))"
    }

    private static func json(_ summary: SyncSummary) -> JSONValue {
        [
            "configured": .bool(true), "site": .string(summary.site), "to": .string(summary.place), "rows": .number(summary.rows),
            "seconds": .number(seconds(summary.duration)),
            "removed": summary.removed.map { .number($0) } ?? .null,
            "tables": .list(summary.tables) { table in
                ["table": .string(table.name), "rows": .number(table.rows), "seconds": .number(seconds(table.duration))]
            },
        ]
    }

    /// `12.345`.
    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = String(Int64(duration / .milliseconds(1)))
        let padded = String(repeating: "0", count: max(0, 4 - milliseconds.count)) + milliseconds
        return padded.dropLast(3) + "." + padded.suffix(3)
    }
}
