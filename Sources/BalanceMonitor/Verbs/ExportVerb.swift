package import Domain
import Glibc
import History
package import PostgresExport

/// `export`: the history on standard output, for PostgreSQL, for programs and for spreadsheets.
package enum ExportVerb {
    /// The days that are asked for, in the report's time zone; both ends included, nil where there is none.
    package struct Days: Sendable {
        package let since: CivilDate?
        package let until: CivilDate?

        package init(since: CivilDate?, until: CivilDate?) {
            self.since = since
            self.until = until
        }
    }

    /// A script for `psql`, from one state of the history while the daemon runs.
    package static func postgres(
        configuration path: String, part: PostgresScript.Part, schema: SchemaName, since: CivilDate?, to descriptor: CInt = STDOUT_FILENO,
        output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await stream(configuration: path, to: descriptor, output: output, outside: outside) { desk, snapshot, bytes, progress in
            let zone = desk.zone
            let script = PostgresScript(part: part, schema: schema, since: since.map { start(of: $0, in: zone) })
            return try script.write(snapshot, to: bytes) { progress.show($0) }
        }
    }

    /// A table as comma-separated values, `excel` for spreadsheets with headings in the reports' language, or as JSON lines.
    package static func file(
        configuration path: String, table: FileTable, isExcel: Bool, isJSON: Bool, days: Days, to descriptor: CInt = STDOUT_FILENO,
        output: Output, outside: VerbOutside = .process
    ) async -> ExitCode {
        await stream(configuration: path, to: descriptor, output: output, outside: outside) { desk, snapshot, bytes, progress in
            let zone = desk.zone
            let excel = FileFormat.excel(zone, desk.configuration.report.language)
            let window = Window(
                from: days.since.map { start(of: $0, in: zone) } ?? Instant(seconds: 0),
                until: days.until.map { start(of: $0 + 1, in: zone) } ?? Instant(seconds: .max))
            let export = FileExport(table, format: isJSON ? .jsonLines : isExcel ? excel : .csv, window: window)
            return try export.write(snapshot, to: bytes) { progress.show($0) }
        }
    }

    private static func stream(
        configuration path: String, to descriptor: CInt, output: Output, outside: VerbOutside,
        _ write: @Sendable (VerbDesk, Snapshot, ByteOutput, ExportProgress) throws -> Int
    ) async -> ExitCode {
        await VerbDesk.work(configuration: path, outside: outside, output: output) { desk in
            do {
                _ = try await desk.read { snapshot in
                    // On a terminal that shows the rows themselves it would stand between them.
                    let progress = ExportProgress(isShown: StandardStream.error.isTerminal && isatty(descriptor) == 0)
                    defer { progress.end() }
                    let rows = try write(desk, snapshot, ByteOutput(descriptor: descriptor), progress)
                    progress.end(rows: rows)
                    return rows
                }
            } catch ExportError.closed {
                throw StreamFailure.closed
            }
            return .ok
        }
    }

    private static func start(of date: CivilDate, in zone: Zone) -> Instant {
        zone.firstInstant(of: CivilDateTime(date: date, time: .midnight))
    }
}
